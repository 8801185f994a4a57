/** Source that fails or passes a rule: path, first line, snippet, message. */
export interface SeedPlace {
  path: string;
  startLine: number;
  snippet: string;
  message: string;
}

const against: Record<string, SeedPlace[]> = {
  'config/no-hardcoded-debug': [
    {
      path: 'shop/settings/base.py',
      startLine: 26,
      snippet: 'DEBUG = True',
      message: 'DEBUG is on whatever the environment says.',
    },
  ],
  'config/no-secret-defaults': [
    {
      path: 'shop/settings/base.py',
      startLine: 31,
      snippet: "SECRET_KEY = os.environ.get(\n    'SECRET_KEY',\n    'dj****************************'\n)",
      message: 'SECRET_KEY falls back to a literal.',
    },
  ],
  'config/no-secrets-in-code': [
    {
      path: 'shop/payments/client.py',
      startLine: 12,
      snippet: 'client = Gateway(api_key="sk_live_****************")',
      message: 'A live API key stands in the source.',
    },
  ],
  'logs/stdout': [
    {
      path: 'shop/settings/logging.py',
      startLine: 8,
      snippet:
        "'file': {\n    'class': 'logging.handlers.RotatingFileHandler',\n    'filename': '/var/log/shop/app.log',\n}",
      message: 'Logs are written to a rotated file.',
    },
  ],
  'disposability/exec-form': [
    {
      path: 'Dockerfile',
      startLine: 24,
      snippet: 'CMD gunicorn shop.wsgi --bind 0.0.0.0:8000',
      message: 'The shell keeps SIGTERM from Gunicorn.',
    },
  ],
  'dependencies/pinned-base-image': [
    { path: 'Dockerfile', startLine: 1, snippet: 'FROM python:latest', message: 'The base image has no version.' },
  ],
  'backing-services/located-by-config': [
    {
      path: 'src/db/pool.ts',
      startLine: 4,
      snippet: "export const pool = new Pool({ host: 'db.internal.acme.example', port: 5432 });",
      message: 'The database is located by a literal host.',
    },
  ],
  'dev-prod-parity/same-service-versions': [
    {
      path: 'docker-compose.yml',
      startLine: 7,
      snippet: '  db:\n    image: postgres:13',
      message: 'Development runs PostgreSQL 13, production 16.',
    },
    {
      path: 'deploy/terraform/rds.tf',
      startLine: 14,
      snippet: 'engine_version = "16.3"',
      message: 'Production runs PostgreSQL 16.',
    },
  ],
};

const general: SeedPlace[] = [
  {
    path: 'deploy/k8s/web.yaml',
    startLine: 18,
    snippet: '        command: ["sh", "-c", "python manage.py migrate && gunicorn shop.wsgi"]',
    message: 'The start command does more than start.',
  },
  {
    path: 'Procfile',
    startLine: 1,
    snippet: 'web: python manage.py runserver 0.0.0.0:8000',
    message: 'The web process runs this way.',
  },
  {
    path: '.github/workflows/ci.yml',
    startLine: 22,
    snippet: '      - run: pip install -r requirements.txt',
    message: 'The pipeline does it here.',
  },
];

/** Places against a rule. */
export function seedAgainst(rule: string, variant: number): SeedPlace[] {
  return against[rule] ?? general.slice(variant % general.length, (variant % general.length) + 1);
}

/** A place for a rule. */
export function seedFor(variant: number): SeedPlace[] {
  const places: SeedPlace[] = [
    {
      path: 'shop/settings/base.py',
      startLine: 40,
      snippet: "DATABASES = {'default': env.db('DATABASE_URL')}",
      message: 'The database comes from DATABASE_URL.',
    },
    { path: 'uv.lock', startLine: 1, snippet: 'version = 1', message: 'The lock file is committed.' },
    {
      path: 'Dockerfile',
      startLine: 9,
      snippet: 'EXPOSE 8000\nHEALTHCHECK CMD curl --fail http://localhost:8000/livez',
      message: 'A health check is declared.',
    },
  ];
  return places.slice(variant % places.length, (variant % places.length) + 1);
}
