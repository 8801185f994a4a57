import type { CatalogueEntry } from './catalogue-entry.ts';

export const processesEntries: readonly CatalogueEntry[] = [
  {
    id: 'processes/no-local-sessions',
    factor: 'processes',
    severity: 'high',
    title: 'Sessions live in an attached service or signed cookies',
    fails:
      'sessions are kept in process memory or local files in production code (express-session with no store, Flask-Session filesystem, Django file or locmem-cache sessions, Laravel `file` default, PHP native files, Spring in-memory with a session in use and no store)',
    passes: 'sessions are in a database, cache, or signed cookies',
    notApplicable: 'no sessions',
  },
  {
    id: 'processes/no-local-uploads',
    factor: 'processes',
    severity: 'high',
    title: 'Uploads go to an attached service',
    fails:
      'user uploads or generated files that outlive a request go to the local file system in production (Django `MEDIA_ROOT` with the default storage and no configurable one, multer `dest`, Active Storage `:local` in production, CarrierWave file, Laravel `local`/`public` disk default)',
    passes: 'they go to object storage or another attached service, or the storage is configurable',
    notApplicable: 'no uploads',
  },
  {
    id: 'processes/no-local-state',
    factor: 'processes',
    severity: 'medium',
    title: 'Processes keep no state on the local disk',
    fails: 'production request or job code writes other persistent state to local disk (not temp files, not stdout)',
    passes: 'code has writes, all temporary or in attached services',
    notApplicable: 'no writes',
  },
  {
    id: 'processes/no-sqlite-in-production',
    factor: 'processes',
    severity: 'high',
    title: 'The production database is a networked service',
    fails:
      'the production database is SQLite or another in-process file database (as the literal or as the default when no variable is set, and no deploy file sets another)',
    passes: 'it is a networked database',
    notApplicable: 'no database',
  },
  {
    id: 'processes/no-process-cache',
    factor: 'processes',
    severity: 'medium',
    title: 'The application cache is an attached service',
    fails:
      'the shared application cache in production is per-process memory or local files (Django LocMemCache or FileBasedCache, Rails `:memory_store`/`:file_store`, Flask-Caching `SimpleCache`)',
    passes: 'it is an attached service',
    notApplicable: 'no application cache',
  },
  {
    id: 'processes/no-sticky-sessions',
    factor: 'processes',
    severity: 'high',
    title: 'Routing does not pin clients to processes',
    fails:
      'routing config pins clients to processes (`ip_hash`, `sticky`, `sessionAffinity: ClientIP`, ALB stickiness, `nginx.ingress.kubernetes.io/affinity`)',
    passes: 'routing config exists and does not',
    notApplicable: 'none exists',
  },
  {
    id: 'processes/no-background-work-in-web',
    factor: 'processes',
    severity: 'medium',
    title: 'Web processes leave background work to workers',
    fails:
      'a web process starts its own background jobs (`threading.Thread` in request code, APScheduler or node-cron inside the web app, unawaited long work, Spring `@Scheduled` in a replicated web app)',
    passes: 'background work goes to a queue or worker process',
    notApplicable: 'no background work',
  },
  {
    id: 'processes/no-app-volumes',
    factor: 'processes',
    severity: 'medium',
    title: 'App processes mount no persistent volume',
    fails:
      'a production deploy file mounts a persistent volume or host path into an app process for its data (mounting source code in a dev compose is not it)',
    passes: 'app processes have none',
    notApplicable: 'no deploy file',
  },
];
