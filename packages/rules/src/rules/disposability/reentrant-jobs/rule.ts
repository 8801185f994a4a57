import { defineRule, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import { celeryJobs } from './celery-jobs.ts';
import { libraryJobs } from './library-jobs.ts';

export const reentrantJobs = defineRule({
  id: 'disposability/reentrant-jobs',
  factor: 'disposability',
  title: 'Jobs survive the death of their worker',
  severity: 'medium',
  remediation: ({ facts }) => {
    if (facts.stacks.has('celery'))
      return 'Set `CELERY_TASK_ACKS_LATE = True` (with `task_reject_on_worker_lost`), and make the tasks safe to run twice.';
    if (facts.stacks.has('rq')) return 'Enqueue with `retry=Retry(max=3)`, and make the jobs safe to run twice.';
    if (facts.stacks.has('bullmq', 'bull'))
      return 'Give jobs `attempts: 3` and a backoff, and make them safe to run twice.';
    return 'Turn retries or late acknowledgement on, and make the jobs safe to run twice.';
  },
  appliesTo: (context) => {
    if (context.facts.components.apps.length === 0) return 'Nothing here runs as a process.';
    return judgements(context).length > 0 || 'The app uses no job library.';
  },

  *check(context) {
    yield* judgements(context);
  },
});

function judgements(context: RuleContext): RuleYield[] {
  return [...celeryJobs(context), ...libraryJobs(context)];
}
