import type { CatalogueEntry } from './catalogue-entry.ts';

export const disposabilityEntries: readonly CatalogueEntry[] = [
  {
    id: 'disposability/exec-form',
    factor: 'disposability',
    severity: 'medium',
    title: "Signals reach the app's process",
    fails:
      "the app's container start does not pass signals: shell-form CMD or ENTRYPOINT without `exec`, `npm start`/`yarn start` as PID 1, an entrypoint script that does not `exec` its last command",
    passes: 'exec form, `exec`, or an init that forwards (tini, dumb-init, `init: true`)',
    notApplicable: 'no container start',
  },
  {
    id: 'disposability/graceful-shutdown',
    factor: 'disposability',
    severity: 'medium',
    title: 'Processes shut down gracefully on SIGTERM',
    fails:
      'a server or worker whose runtime does not drain by itself has no SIGTERM handling (Node http servers, Go net/http without Shutdown, plain Python loops, Rust servers without graceful shutdown)',
    passes:
      'it has, or its server does it (Gunicorn, uvicorn, Puma, Sidekiq, Celery, Spring with `server.shutdown: graceful`, ASP.NET Core)',
    notApplicable: 'no long-running process',
  },
  {
    id: 'disposability/health-check',
    factor: 'disposability',
    severity: 'medium',
    title: 'The web app has a health check',
    fails:
      'no health check is declared or served for a web app (HEALTHCHECK, compose healthcheck of the app, Kubernetes probes, ECS healthCheck, platform check path, a `/health`-like route)',
    passes: 'one is',
    notApplicable: 'no web app',
  },
  {
    id: 'disposability/no-kill-signals',
    factor: 'disposability',
    severity: 'medium',
    title: 'Processes are given time to stop',
    fails:
      'deploy or stop scripts kill processes hard (`kill -9`, `stop_grace_period: 0s`, `STOPSIGNAL SIGKILL`, `terminationGracePeriodSeconds: 0`)',
    passes: 'start or stop files exist and none does',
    notApplicable: 'none exists',
  },
  {
    id: 'disposability/reentrant-jobs',
    factor: 'disposability',
    severity: 'medium',
    title: 'Jobs survive the death of their worker',
    fails:
      'background jobs are lost when a worker dies: Celery without late acknowledgement (`task_acks_late`, per-task `acks_late`), BullMQ or Sidekiq jobs with retries turned off, `attempts: 1`',
    passes: "late acknowledgement or retries are on (Sidekiq's default passes)",
    notApplicable: 'no job library',
  },
  {
    id: 'disposability/restart-policy',
    factor: 'disposability',
    severity: 'low',
    title: 'Crashed processes are restarted',
    fails: 'a production compose service of the app or a systemd unit has no restart policy',
    passes: 'it has, or an orchestrator restarts it',
    notApplicable: 'no compose file or unit for production',
  },
  {
    id: 'disposability/fast-start',
    factor: 'disposability',
    severity: 'low',
    title: 'Processes start without fixed waits',
    fails: 'a start command sleeps a fixed time or waits without a limit (`sleep 30`, `while ! nc …` with no bound)',
    passes: 'start commands exist and none does',
    notApplicable: 'none exists',
  },
];
