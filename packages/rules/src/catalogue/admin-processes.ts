import type { CatalogueEntry } from './catalogue-entry.ts';

export const adminProcessesEntries: readonly CatalogueEntry[] = [
  {
    id: 'admin-processes/migrations-in-repo',
    factor: 'admin-processes',
    severity: 'high',
    title: 'Schema migrations are committed',
    fails:
      'the app uses a relational database with no migration files or tool in the repository (`synchronize: true`, `ddl-auto: update`, `create_all()` at start, schema by hand)',
    passes: 'migrations are committed',
    notApplicable: 'no relational database',
  },
  {
    id: 'admin-processes/one-off-commands',
    factor: 'admin-processes',
    severity: 'low',
    title: 'Admin tasks ship as one-off commands',
    fails:
      "an app with a database or jobs ships no admin command (management commands, rake tasks, artisan commands, package scripts, `bin/` or `scripts/`, Makefile targets that run in the app's environment)",
    passes: 'it ships some, or its framework does (manage.py, bin/rails, artisan, mix)',
    notApplicable: 'no app with state',
  },
  {
    id: 'admin-processes/same-release',
    factor: 'admin-processes',
    severity: 'medium',
    title: "Admin processes run in the app's own release",
    fails:
      "an admin or migration job runs from another image or code than the app's (a separate Dockerfile or repository for migrations, `psql -f` from a host)",
    passes: "jobs run in the app's image or release",
    notApplicable: 'no such job',
  },
  {
    id: 'admin-processes/no-ssh',
    factor: 'admin-processes',
    severity: 'high',
    title: 'Operating the app needs no login to a host',
    fails:
      'operation means logging into a host: `ssh` or `scp` to servers in scripts or CI, Fabric or Capistrano tasks on hosts, `openssh-server` in an app image',
    passes: 'scripts or CI exist and none does',
    notApplicable: 'none exists',
  },
  {
    id: 'admin-processes/no-admin-over-http',
    factor: 'admin-processes',
    severity: 'high',
    title: 'Admin tasks do not run inside web requests',
    fails:
      "migrations, shells or maintenance run inside a web request (`Artisan::call('migrate')`, `call_command('migrate')` in a view, exec endpoints)",
    passes: 'an app with migrations and none does',
    notApplicable: 'no migrations',
  },
  {
    id: 'admin-processes/scheduled-as-commands',
    factor: 'admin-processes',
    severity: 'low',
    title: "Scheduled work runs the app's own one-off commands",
    fails: 'scheduled work is wired to crontab files or in-process timers that are not one-off commands of the app',
    passes: "platform cron, CronJob, beat or scheduler process runs the app's own commands",
    notApplicable: 'no scheduled work',
  },
];
