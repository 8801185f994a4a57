import type { CatalogueEntry } from './catalogue-entry.ts';

export const backingServicesEntries: readonly CatalogueEntry[] = [
  {
    id: 'backing-services/located-by-config',
    factor: 'backing-services',
    severity: 'high',
    title: 'Backing services are located by config',
    fails:
      'a database, cache, broker, mail or object store in production code is located by a literal host, URL, file or bucket',
    passes:
      'every one used is located by environment config (a development default such as localhost behind a variable passes)',
    notApplicable: 'none in use',
  },
  {
    id: 'backing-services/no-credentials-in-urls',
    factor: 'backing-services',
    severity: 'critical',
    title: 'No URL in the repository holds a password',
    fails:
      'a URL with a user and a password stands in production code or configuration (not interpolated, not an obvious local default behind a variable)',
    passes: 'backing services in use and none does',
    notApplicable: 'none in use',
  },
  {
    id: 'backing-services/no-hardcoded-endpoints',
    factor: 'backing-services',
    severity: 'medium',
    title: 'Deploy-specific endpoints come from config',
    fails:
      'production code calls a deploy-specific service (an internal host, a private address, a `*.internal`, `*.local`, `*.svc.cluster.local`, a staging or production URL of its own) by a literal; public APIs of third parties with a fixed address are fine',
    passes: 'code makes network calls and has none',
    notApplicable: 'none made',
  },
  {
    id: 'backing-services/not-in-app-image',
    factor: 'backing-services',
    severity: 'high',
    title: "The app's image holds no database, cache or broker server",
    fails: "the app's image or start script installs or starts a database, cache or broker server beside the app",
    passes: 'an image exists and does not',
    notApplicable: 'no image',
  },
  {
    id: 'backing-services/no-local-mail',
    factor: 'backing-services',
    severity: 'low',
    title: 'Mail goes through an attached service',
    fails: 'mail is sent through the local machine (`sendmail`, `localhost:25`) in production code',
    passes: 'mail goes to a configured server or API',
    notApplicable: 'no mail',
  },
  {
    id: 'backing-services/swappable-storage',
    factor: 'backing-services',
    severity: 'medium',
    title: 'File storage can be swapped by config',
    fails:
      'user files go to a storage class or client bound to one literal provider account or local disk, with no configuration to change it',
    passes: 'storage backend or bucket is configured',
    notApplicable: 'no file storage',
  },
];
