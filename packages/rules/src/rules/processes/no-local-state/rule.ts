import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import { type LocalWrite, localWrites } from '../local-writes.ts';

/** The local driver of a storage that can be configured; uploads have a rule of their own. */
const STORAGE = /(?:^|\/)[\w-]*(?:storage|filesystem|driver|adapter)s?[\w-]*(?:\/|\.(?:go|py|[cm]?[jt]s|java|cs|rs)$)/i;

export const noLocalState = defineRule({
  id: 'processes/no-local-state',
  factor: 'processes',
  title: 'Processes keep no state on the local disk',
  severity: 'medium',
  remediation:
    'Keep it in the database, the cache or object storage. What is only needed for one request belongs in a temporary file.',
  appliesTo: (context) => {
    if (context.facts.components.apps.length === 0) return 'Nothing here runs as a process.';
    return judged(context).length > 0 || 'Request and job code writes no files.';
  },

  *check(context) {
    for (const write of judged(context)) {
      if (write.temporary) yield pass(write.place, 'The file is temporary.');
      else
        yield fail(write.place, 'Request or job code keeps state in a file of the local disk.', {
          confidence: 'medium',
        });
    }
  },
});

function judged(context: RuleContext): LocalWrite[] {
  const hasStorage =
    context.facts.services.usesOf('storage').length > 0 || context.facts.stacks.withRole('storage').length > 0;
  return localWrites(context).filter((write) => write.temporary || !(hasStorage && STORAGE.test(write.path)));
}
