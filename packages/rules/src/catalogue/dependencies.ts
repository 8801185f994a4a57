import type { CatalogueEntry } from './catalogue-entry.ts';

export const dependenciesEntries: readonly CatalogueEntry[] = [
  {
    id: 'dependencies/manifest',
    factor: 'dependencies',
    severity: 'high',
    title: 'Third-party packages are declared in a manifest',
    fails:
      'production source in a language with a package manager imports third-party packages and no manifest declares any',
    passes: 'a manifest exists for each ecosystem in use',
    notApplicable: 'no third-party imports',
  },
  {
    id: 'dependencies/lockfile',
    factor: 'dependencies',
    severity: 'high',
    title: 'Dependencies are locked',
    fails:
      "an app's manifest has no committed lock (package-lock, pnpm-lock, yarn.lock, bun.lock, uv.lock, poetry.lock, Pipfile.lock, pdm.lock, fully `==`-pinned compiled requirements, Gemfile.lock, composer.lock, Cargo.lock, go.sum, packages.lock.json, mix.lock, gradle.lockfile), or the lock is git-ignored",
    passes: 'each app manifest has one',
    notApplicable: 'no app manifest, or an ecosystem without locks (Maven)',
  },
  {
    id: 'dependencies/lockfile-in-sync',
    factor: 'dependencies',
    severity: 'medium',
    title: 'The lock agrees with its manifest',
    fails:
      'a direct dependency of the manifest is missing from its lock, or two competing locks of one ecosystem stand side by side for the same manifest',
    passes: 'neither',
    notApplicable: 'no lock',
  },
  {
    id: 'dependencies/bounded-versions',
    factor: 'dependencies',
    severity: 'medium',
    title: 'Direct dependencies have version bounds',
    fails:
      'a direct production dependency has no version bound (`*`, `latest`, bare name in requirements.txt, a git branch) and no lock pins it',
    passes: 'all are bounded or locked',
    notApplicable: 'no direct dependencies',
  },
  {
    id: 'dependencies/frozen-install',
    factor: 'dependencies',
    severity: 'medium',
    title: 'Builds install exactly what is locked',
    fails:
      'an image build, CI job or release script installs without enforcing the lock (`npm install`, `yarn` without `--immutable`/`--frozen-lockfile`, `pip install NAME` unpinned, `uv sync` without `--frozen`/`--locked`, `poetry lock` or `update` in the build, `bundle install` without frozen/deployment)',
    passes: 'the lock is enforced wherever production artefacts are built',
    notApplicable: 'nothing installs, or no lock',
  },
  {
    id: 'dependencies/not-committed',
    factor: 'dependencies',
    severity: 'high',
    title: 'Installed packages are not committed',
    fails:
      'installed packages are committed (`node_modules/`, `venv/`, `.venv/`, `site-packages/`, `vendor/bundle/`); Go `vendor/` with modules.txt is fine',
    passes: 'an ecosystem is in use and no such folder is committed',
    notApplicable: 'none in use',
  },
  {
    id: 'dependencies/dev-separated',
    factor: 'dependencies',
    severity: 'low',
    title: 'Development tools are not production dependencies',
    fails:
      'test or lint tools (pytest, black, ruff, mypy, jest, vitest, eslint, prettier, nodemon, rspec, phpunit) are production dependencies of an app',
    passes: 'dev tools stand in a dev group, extra or file, or there are none',
    notApplicable: 'no manifest',
  },
  {
    id: 'dependencies/declared-system-tools',
    factor: 'dependencies',
    severity: 'medium',
    title: 'System programs the code runs are declared',
    fails:
      'production code runs a system program not on every image (ImageMagick, ffmpeg, wkhtmltopdf, pdftotext, git, curl, wget, pandoc, LibreOffice, tesseract, ghostscript, pg_dump, mysqldump, redis-cli) that no Dockerfile, Aptfile, nix file or devcontainer installs',
    passes: 'each such program is installed by a file of the repository',
    notApplicable: 'code runs none',
  },
  {
    id: 'dependencies/runtime-version',
    factor: 'dependencies',
    severity: 'medium',
    title: "The language runtime's version is pinned",
    fails:
      "nothing pins the language runtime's version (.python-version, runtime.txt, requires-python, .nvmrc, .node-version, `engines`, .ruby-version, Gemfile `ruby`, go directive, toolchain file, global.json, .tool-versions, mise.toml, a versioned base image)",
    passes: 'at least one does',
    notApplicable: 'no app',
  },
  {
    id: 'dependencies/pinned-base-image',
    factor: 'dependencies',
    severity: 'medium',
    title: 'Base images are pinned to a version',
    fails: 'a Dockerfile stage starts from an external image with no tag or `latest`',
    passes: 'every external base has a version tag or digest',
    notApplicable: 'no Dockerfile',
  },
];
