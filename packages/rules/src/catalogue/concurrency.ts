import type { CatalogueEntry } from './catalogue-entry.ts';

export const concurrencyEntries: readonly CatalogueEntry[] = [
  {
    id: 'concurrency/process-types',
    factor: 'concurrency',
    severity: 'medium',
    title: 'The app declares its process types',
    fails:
      'an app has no declaration of its process types (Procfile, compose services, Kubernetes workloads, ECS services, fly processes, systemd units, platform file)',
    passes: 'it has one',
    notApplicable: 'no app',
  },
  {
    id: 'concurrency/worker-declared',
    factor: 'concurrency',
    severity: 'high',
    title: 'Job workers are declared as processes',
    fails:
      'a job library is used (Celery, RQ, Dramatiq, Huey, Sidekiq, Resque, BullMQ, Agenda, Laravel queues, Hangfire, Oban) and no process type runs its worker',
    passes: 'one does',
    notApplicable: 'no job library',
  },
  {
    id: 'concurrency/no-daemons',
    factor: 'concurrency',
    severity: 'medium',
    title: 'Processes stay in the foreground',
    fails:
      'the app daemonises or writes PID files (`--daemon`, `daemonize`, `nohup … &`, `pm2 start` without `--no-daemon` or pm2-runtime, `--detach`) in start commands',
    passes: 'start commands exist and stay in the foreground',
    notApplicable: 'none exists',
  },
  {
    id: 'concurrency/one-process-per-container',
    factor: 'concurrency',
    severity: 'medium',
    title: 'Each container runs one process type',
    fails:
      'one container runs several process types (supervisord, `a & b`, `concurrently`, honcho or foreman as CMD, cron beside the app)',
    passes: 'each runs one',
    notApplicable: 'no image or start command',
  },
  {
    id: 'concurrency/configurable-scale',
    factor: 'concurrency',
    severity: 'low',
    title: 'Process counts are configurable',
    fails:
      'the number of processes is a literal that no variable overrides (`--workers 4`, `replicas: 1` with no autoscaler, pm2 `instances: 4`)',
    passes: 'it comes from the environment or an autoscaler, or is left to the platform',
    notApplicable: 'nothing sets it',
  },
  {
    id: 'concurrency/single-scheduler',
    factor: 'concurrency',
    severity: 'high',
    title: 'The scheduler is a process of its own',
    fails: 'a scheduler runs inside a scaled process (`celery worker -B`, scheduler started in every web process)',
    passes: 'it is a process type of its own, or platform cron',
    notApplicable: 'no scheduler',
  },
];
