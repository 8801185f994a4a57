import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

const app = { 'requirements.txt': 'django==5.2\npsycopg==3.2\n', 'manage.py': 'import django\n' };

describe('findServices', () => {
  it('what compose runs, with product, version and stage', () => {
    const { services } = factsOf({
      'compose.dev.yml':
        'services:\n  db:\n    image: postgis/postgis:16-3.4\n  cache:\n    image: redis\n  web:\n    image: acme/shop\n',
    });

    expect(services.provided.map(({ kind, product, version, stage }) => [kind, product, version, stage])).toEqual([
      ['database', 'postgresql', '16', 'development'],
      [expect.stringMatching(/cache|broker/), 'redis', null, 'development'],
    ]);
  });

  it("a CI job's services are for tests", () => {
    const { services } = factsOf({
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  t:\n    runs-on: x\n    services:\n      db:\n        image: mysql:8.4\n    steps:\n      - run: pytest\n',
    });

    expect(services.provided.map(({ product, version, where, stage }) => [product, version, where, stage])).toEqual([
      ['mysql', '8.4', 'ci', 'test'],
    ]);
  });

  it('Django by a variable with a default', () => {
    const { services } = factsOf({
      ...app,
      'shop/settings.py':
        'import dj_database_url\nDATABASES = {"default": dj_database_url.config(default="postgres://localhost/shop")}\n',
    });
    const [database] = services.usesOf('database');

    expect([database?.located, database?.stage]).toEqual([
      expect.stringMatching(/environment|framework/),
      'production',
    ]);
    expect(services.productionDatabases.map(({ product }) => product)).toEqual(['postgresql']);
  });

  it('a literal host is a literal', () => {
    const { services } = factsOf({
      ...app,
      'shop/settings.py':
        'DATABASES = {\n    "default": {\n        "ENGINE": "django.db.backends.postgresql",\n        "HOST": "db.internal",\n    }\n}\n',
    });

    expect(services.usesOf('database').map(({ located, place }) => [located, place.path])).toEqual([
      ['literal', 'shop/settings.py'],
    ]);
  });

  it('clients in code, located by the environment or by a literal', () => {
    const { services } = factsOf({
      'package.json': '{"name":"x","dependencies":{"ioredis":"5","express":"5"}}',
      'a.js': 'const Redis = require("ioredis");\nexports.a = new Redis(process.env.REDIS_URL);\n',
      'b.js': 'const Redis = require("ioredis");\nexports.b = new Redis("redis://cache.internal:6379");\n',
      'server.js': 'app.listen(1)\n',
    });

    const redis = services.used.filter((item) => item.product === 'redis');
    expect(redis.map(({ located, place }) => `${located} ${place.path}:${place.startLine}`)).toEqual([
      'environment a.js:2',
      'literal b.js:2',
    ]);
  });

  it('uses in tests are for tests', () => {
    const { services } = factsOf({
      ...app,
      'tests/test_a.py': 'import redis\nr = redis.Redis("localhost")\n',
    });

    expect(services.used.filter((item) => item.stage === 'production' && item.product === 'redis')).toEqual([]);
  });

  it.each([
    ['postgres://a/b', 'postgresql'],
    ['django.db.backends.mysql', 'mysql'],
    ['amqp://a', 'rabbitmq'],
    ['mongodb+srv://a', 'mongodb'],
    ['https://example.com', undefined],
  ])('%s speaks of %s', (text, product) => {
    expect(factsOf({}).services.productOf(text)?.product).toBe(product);
  });
});
