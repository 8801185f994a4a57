import { fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Place } from '../../../repo/place.ts';

/** Late acknowledgement for all tasks, however it is configured: settings, `app.conf`, the constructor, a base class. */
const GLOBAL =
  /\b(?:task_acks_late|CELERY_TASK_ACKS_LATE|CELERY_ACKS_LATE|TASK_ACKS_LATE|acks_late)\b["']?\]?\s*[:=]\s*(?<value>[^\n,)]+)/g;
const LITERALS = ['acks_late', 'ACKS_LATE'];

/** Celery acknowledges a task before it runs, unless told otherwise: a worker that dies takes its tasks with it. */
export function* celeryJobs({ facts }: RuleContext): Iterable<RuleYield> {
  const celery = facts.stacks.find('celery');
  if (!celery) return;
  const found = facts.code.search({ languages: ['python'], literals: LITERALS, pattern: GLOBAL, inStrings: true });
  const late = found.find(({ match }) => !/^\s*(?:False|0)\b/.test(match.groups?.value ?? ''));
  if (late) return yield pass(late.place, 'Tasks are acknowledged after they have run.');
  const place = found[0]?.place ?? appOf(facts) ?? celery.place;
  yield fail(
    place,
    found[0]
      ? 'Late acknowledgement is turned off: a task whose worker dies is lost.'
      : 'Celery acknowledges a task before it runs, and nothing sets task_acks_late: a task whose worker dies is lost.',
    { identity: 'celery acknowledges early' },
  );
}

/** Where the Celery app is made. */
function appOf(facts: RuleContext['facts']): Place | null {
  const [app] = facts.code.search({
    languages: ['python'],
    literals: ['Celery('],
    pattern: /\bCelery\s*\(/g,
  });
  return app?.place ?? null;
}
