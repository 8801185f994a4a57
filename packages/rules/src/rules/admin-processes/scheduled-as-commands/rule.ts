import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { ScheduledWork } from '../../../facts/admin-fact.ts';
import { baseName } from '../../../repo/place.ts';

const OWN_PROGRAMS = /^(?:manage\.py|django-admin|rails|rake|artisan|console|mix|flask|celery|rq)$/;
/** The daemon and its installer say nothing about what is run. */
const DAEMONS = /^(?:cron|crond|crontab|supercronic)$/;

export const scheduledAsCommands = defineRule({
  id: 'admin-processes/scheduled-as-commands',
  factor: 'admin-processes',
  title: "Scheduled work runs the app's own one-off commands",
  severity: 'low',
  remediation:
    "Make each scheduled task a command of the app, and let the platform's cron (CronJob, Heroku Scheduler, EventBridge), Celery beat or a scheduler process of its own run it.",
  appliesTo: ({ facts }) =>
    facts.admin.scheduled.some(({ stage }) => stage === 'production') || 'Nothing is scheduled.',

  *check(context) {
    const { scheduled } = context.facts.admin;
    for (const work of scheduled) {
      const { kind, how, command, stage, place } = work;
      if (stage !== 'production' || (kind === 'crontab' && DAEMONS.test(command?.program ?? how))) continue;
      if (kind === 'in-process') yield fail(place, `${how} runs scheduled work inside the app's process.`);
      else if (kind !== 'crontab' || how === 'whenever' || runsOwnCode(context, work))
        yield pass(place, `${how} runs the scheduled work${command ? `: ${command.text.slice(0, 80)}` : ''}.`);
      else
        yield fail(
          place,
          `A crontab runs ${command?.text.slice(0, 80) ?? 'something'}, which is no command of the app.`,
        );
    }
  },
});

/** The line names a framework's command line, a command of the app or a script of the repository. */
function runsOwnCode({ repo, facts }: RuleContext, { place }: ScheduledWork): boolean {
  const words = (repo.lines(place.path)[place.startLine - 1] ?? '').split(/[\s;&|"'`()]+/).map(baseName);
  const scripts = new Set(repo.paths.filter((path) => /\.\w+$|(?:^|\/)(?:bin|scripts?)\//.test(path)).map(baseName));
  const commands = new Set(facts.admin.commands.map(({ name }) => name));
  return words.some((word) => word !== '' && (OWN_PROGRAMS.test(word) || scripts.has(word) || commands.has(word)));
}
