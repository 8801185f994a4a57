import type { CatalogueEntry } from './catalogue-entry.ts';

export const configEntries: readonly CatalogueEntry[] = [
  {
    id: 'config/no-secrets-in-code',
    factor: 'config',
    severity: 'critical',
    title: 'No credential stands in code',
    fails:
      'production code or configuration holds a real-looking credential: provider tokens, private keys, passwords or secret keys as literals (Django `SECRET_KEY = "..."` included; placeholders such as `changeme` or `insecure-…` used as an unconditional value count with medium confidence)',
    passes: 'an app exists and none is found',
    notApplicable: 'no app',
  },
  {
    id: 'config/no-committed-env-files',
    factor: 'config',
    severity: 'critical',
    title: 'No .env file is committed',
    fails:
      'a real `.env` file (`.env`, `.env.production`, `.env.local`, …; not `.example`, `.sample`, `.template`, `.dist`, `.test`) with at least one assignment is tracked',
    passes: 'none is',
    notApplicable: 'no app',
  },
  {
    id: 'config/env-files-ignored',
    factor: 'config',
    severity: 'medium',
    title: '.env files are ignored by git',
    fails: 'the app loads or documents `.env` files and `.gitignore` does not exclude them',
    passes: 'it does',
    notApplicable: 'no `.env` in use',
  },
  {
    id: 'config/env-documented',
    factor: 'config',
    severity: 'medium',
    title: 'The environment variables are documented',
    fails:
      'code reads environment variables and nothing lists them (`.env.example` or like, app.json `env`, a settings schema, a README or docs table)',
    passes: 'something does',
    notApplicable: 'code reads none',
  },
  {
    id: 'config/env-example-complete',
    factor: 'config',
    severity: 'low',
    title: 'The example environment file lists every required variable',
    fails:
      'a variable that production code requires (reads with no default) is missing from the `.env.example`-like file',
    passes: 'none is missing',
    notApplicable: 'no such file, or no required variable',
  },
  {
    id: 'config/no-environment-branches',
    factor: 'config',
    severity: 'medium',
    title: "Code does not choose config by the environment's name",
    fails:
      "production code chooses config values by the deploy's name (`if ENV == \"production\"`, `NODE_ENV === 'production' ? a : b` for hosts, credentials, URLs, limits; a map keyed by environment names); turning on debugging aids or optimisations is not it",
    passes: 'code reads config and has no such branch',
    notApplicable: 'code has no config',
  },
  {
    id: 'config/no-grouped-config',
    factor: 'config',
    severity: 'medium',
    title: 'Deploy-specific values are not grouped by environment',
    fails:
      'deploy-specific values (hosts, URLs, credentials, limits) stand as literals in per-environment groups: `config/production.json`, `application-prod.yml`, `settings/production.py`, `appsettings.Production.json`, Rails `config/environments/production.rb`',
    passes: 'per-environment files hold no deploy-specific literals, or none exist',
    notApplicable: 'code has no config',
  },
  {
    id: 'config/no-hardcoded-debug',
    factor: 'config',
    severity: 'high',
    title: 'Debugging is off unless the environment turns it on',
    fails:
      'a debug switch is literally on in production code (`DEBUG = True`, `app.run(debug=True)`, `APP_DEBUG=true` in an image, `display_errors = On`), or its default is on when the variable is unset',
    passes: 'it comes from the environment and defaults to off',
    notApplicable: 'the stack has no such switch',
  },
  {
    id: 'config/no-secret-defaults',
    factor: 'config',
    severity: 'high',
    title: 'Secrets have no default value',
    fails:
      'a secret read from the environment falls back to a literal (`os.environ.get("SECRET_KEY", "abc")`, `process.env.JWT_SECRET || \'secret\'`) in production code',
    passes: 'secrets are required or have no usable default',
    notApplicable: 'code reads no secret',
  },
  {
    id: 'config/parsed-values',
    factor: 'config',
    severity: 'medium',
    title: 'Environment values are parsed before use',
    fails:
      'an environment string is used as a boolean or number without parsing (`bool(os.environ.get(...))`, `if (process.env.FEATURE)` for a flag documented as true/false, `DEBUG = os.getenv("DEBUG")`)',
    passes: 'values are parsed or validated',
    notApplicable: 'code reads no such value',
  },
  {
    id: 'config/no-secrets-in-images',
    factor: 'config',
    severity: 'critical',
    title: 'Images and deploy files hold no secret',
    fails:
      "a Dockerfile bakes a secret in (`ENV`/`ARG` with a secret's name and a literal value, `COPY .env`, `COPY` of a key file) or a production compose, Kubernetes or Terraform file holds a literal credential outside a secret reference (a compose file whose credentials only serve local containers is not it)",
    passes: 'a deploy file exists and has none',
    notApplicable: 'no deploy file',
  },
];
