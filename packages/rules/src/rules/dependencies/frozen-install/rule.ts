import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import { artefactInstalls } from './artefact-installs.ts';
import { type Installation, judgeInstall } from './judge-install.ts';

export const frozenInstall = defineRule({
  id: 'dependencies/frozen-install',
  factor: 'dependencies',
  title: 'Builds install exactly what is locked',
  severity: 'medium',
  remediation: (context) => {
    const first = judged(context).find((item) => item.verdict === 'open');
    return first ? first.fix : 'Install from the lock, and let the build fail where lock and manifest disagree.';
  },
  appliesTo: (context) => judged(context).length > 0 || 'No build or release installs packages that a lock covers.',

  *check(context) {
    for (const { verdict, place, text, why } of judged(context)) {
      if (verdict === 'open') yield fail(place, `\`${text}\` ${why}.`);
      else yield pass(place, `\`${text}\` ${why}.`);
    }
  },
});

function judged(context: RuleContext): Installation[] {
  return artefactInstalls(context).flatMap((use) => judgeInstall(context, use));
}
