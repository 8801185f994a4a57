import type { CatalogueEntry } from './catalogue-entry.ts';

export const codebaseEntries: readonly CatalogueEntry[] = [
  {
    id: 'codebase/traceable-deploys',
    factor: 'codebase',
    severity: 'medium',
    title: 'Every deploy can be traced to a commit',
    fails:
      'an image or release is built or deployed in CI or a script, and nothing ties it to a commit (only `latest`, `prod`, a date, or no tag)',
    passes:
      'the image tag, label or release name carries the commit SHA or a git tag (`github.sha`, `CI_COMMIT_SHA`, `git rev-parse`, `org.opencontainers.image.revision`, metadata-action)',
    notApplicable: 'nothing in the repository builds an image or deploys',
  },
  {
    id: 'codebase/no-duplicated-source',
    factor: 'codebase',
    severity: 'medium',
    title: 'Apps share code by dependency, not by copying',
    fails:
      'the same non-trivial production source file (20+ lines of code, same after whitespace) stands in two or more apps or packages of the repository',
    passes: 'no such pair',
    notApplicable: 'fewer than two apps or packages',
  },
  {
    id: 'codebase/no-environment-forks',
    factor: 'codebase',
    severity: 'high',
    title: 'One codebase serves every environment',
    fails:
      'code, not config, is kept in per-environment copies (`prod/` and `staging/` trees with the same source files, `app_prod.py` beside `app_dev.py`)',
    passes: 'an app exists and no such copies do',
    notApplicable: 'no app',
  },
  {
    id: 'codebase/no-nested-repositories',
    factor: 'codebase',
    severity: 'medium',
    title: 'The codebase is one repository, with no application repository inside',
    fails:
      'a submodule or gitlink brings application code in (not themes, test data or third-party sources), or a nested `.git` folder is committed',
    passes: 'an app exists and no such thing does',
    notApplicable: 'no app',
  },
  {
    id: 'codebase/declared-workspace',
    factor: 'codebase',
    severity: 'low',
    title: 'Packages that depend on each other form a declared workspace',
    fails:
      'two or more packages of one ecosystem depend on each other by relative path with no workspace declaration (npm/pnpm/yarn workspaces, Cargo workspace, go.work, uv workspace, Maven modules, Gradle settings)',
    passes: 'they are members of a workspace',
    notApplicable: 'fewer than two such packages',
  },
  {
    id: 'codebase/no-build-output',
    factor: 'codebase',
    severity: 'medium',
    title: 'Build output is not committed',
    fails:
      'build output is committed (`dist/`, `build/`, `target/`, `__pycache__`, `*.pyc`, `staticfiles/`, compiled binaries) beside the sources that make it',
    passes: 'sources exist and no such output does',
    notApplicable: 'no source that builds',
  },
];
