import type { CatalogueEntry } from './catalogue-entry.ts';

export const devProdParityEntries: readonly CatalogueEntry[] = [
  {
    id: 'dev-prod-parity/same-database',
    factor: 'dev-prod-parity',
    severity: 'high',
    title: 'Every environment uses the same kind of database',
    fails:
      'development or tests use another kind of database than production (SQLite or H2 against PostgreSQL or MySQL)',
    passes: 'all use one kind',
    notApplicable: 'no database, or only one deploy described',
  },
  {
    id: 'dev-prod-parity/same-service-versions',
    factor: 'dev-prod-parity',
    severity: 'medium',
    title: 'Backing services have the same version everywhere',
    fails:
      'the major version of one backing service differs between compose, devcontainer, CI services, Kubernetes or Terraform',
    passes: 'they agree',
    notApplicable: 'stated in fewer than two places',
  },
  {
    id: 'dev-prod-parity/same-runtime-version',
    factor: 'dev-prod-parity',
    severity: 'medium',
    title: 'The language runtime has the same version everywhere',
    fails:
      "the language runtime's version (major.minor; major for Node and Java) differs between version file, Dockerfile, CI and platform file; a CI matrix that includes production's version agrees",
    passes: 'they agree',
    notApplicable: 'stated in fewer than two places',
  },
  {
    id: 'dev-prod-parity/same-services',
    factor: 'dev-prod-parity',
    severity: 'medium',
    title: 'Development uses the same kinds of service as production',
    fails:
      'a cache, queue or search service of production is replaced in development by an in-process stand-in (locmem or dummy cache, `CELERY_TASK_ALWAYS_EAGER`, Laravel `sync` queue, in-memory adapters); console mail is fine',
    passes: 'the same kinds of service are used',
    notApplicable: 'production has none',
  },
  {
    id: 'dev-prod-parity/reproducible-dev',
    factor: 'dev-prod-parity',
    severity: 'medium',
    title: 'Developers can start the backing services from the repository',
    fails:
      'an app with backing services gives developers no way to start them (compose file, devcontainer, nix, Tilt, Vagrant, Gitpod)',
    passes: 'it does',
    notApplicable: 'no backing services',
  },
  {
    id: 'dev-prod-parity/continuous-delivery',
    factor: 'dev-prod-parity',
    severity: 'low',
    title: 'Commits reach a deploy automatically',
    fails:
      'an app has no automated way from a commit to a deploy (deploy workflow, platform file with auto-deploy, GitOps, release pipeline that pushes an image)',
    passes: 'it has one',
    notApplicable: 'no app',
  },
];
