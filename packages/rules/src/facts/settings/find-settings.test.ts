import { expect, test } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

const requirements = { 'requirements.txt': 'Django==5.2\n', 'manage.py': 'import django\n' };

function inForce(files: Record<string, string>, ...keys: string[]) {
  const { settings } = factsOf(files);
  return keys.map((key) =>
    settings.inForce(key).map(({ value, condition, place }) => ({
      ...value,
      text: undefined,
      condition,
      at: `${place.path}:${place.startLine}`,
    })),
  );
}

test('a production module lies over the base, and a development one never counts', () => {
  const files = {
    ...requirements,
    'shop/settings/base.py': 'DEBUG = True\nDATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}\n',
    'shop/settings/production.py':
      'from .base import *\nDEBUG = False\nDATABASES = {"default": env.db("DATABASE_URL")}\n',
    'shop/settings/dev.py': 'from .base import *\nDEBUG = True\n',
  };

  const [debug, engine, database] = inForce(files, 'DEBUG', 'DATABASES.default.ENGINE', 'DATABASES.default');

  expect(debug).toMatchObject([{ kind: 'literal', literal: 'false', at: 'shop/settings/production.py:2' }]);
  expect(engine).toEqual([]);
  expect(database).toMatchObject([{ kind: 'environment', variable: 'DATABASE_URL' }]);
});

test('a branch on DEBUG belongs to a profile; another branch is a condition that replaces nothing', () => {
  const files = {
    ...requirements,
    'shop/settings.py': [
      'DEBUG = env.bool("DEBUG", default=False)',
      'CACHE = "locmem"',
      'if not DEBUG:',
      '    CACHE = "redis"',
      'NAME = "a"',
      'if os.getenv("NAME"):',
      '    NAME = os.getenv("NAME")',
      'def helper():',
      '    INNER = 1',
    ].join('\n'),
  };

  const [debug, cache, name, inner] = inForce(files, 'DEBUG', 'CACHE', 'NAME', 'INNER');

  expect(debug).toMatchObject([{ kind: 'environment', variable: 'DEBUG', literal: 'false' }]);
  expect(cache).toMatchObject([{ literal: 'redis', condition: null }]);
  expect(name).toMatchObject([{ literal: 'a' }]);
  expect(inner).toEqual([]);
});

test('Spring: documents and files of a profile, placeholders with defaults, kebab keys', () => {
  const files = {
    'pom.xml':
      '<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>',
    'src/main/resources/application.yml':
      'server:\n  port: ${PORT:8080}\nspring:\n  jpa:\n    hibernate:\n      ddlAuto: update\n---\nspring:\n  config:\n    activate:\n      on-profile: mysql\n  datasource:\n    url: jdbc:mysql://db/x\n',
    'src/main/resources/application-prod.yml': 'server:\n  port: 80\n',
  };

  const [port, ddl, url] = inForce(files, 'server.port', 'spring.jpa.hibernate.ddl-auto', 'spring.datasource.url');

  expect(port).toMatchObject([{ literal: '80', at: 'src/main/resources/application-prod.yml:2' }]);
  expect(ddl).toMatchObject([{ literal: 'update' }]);
  expect(url).toMatchObject([{ literal: 'jdbc:mysql://db/x', condition: 'profile mysql' }]);
});

test('Rails: the production environment, ERB in database.yml, and Puma', () => {
  const files = {
    Gemfile: 'gem "rails", "~> 8.0"\n',
    'config/environments/production.rb':
      'Rails.application.configure do\n  config.cache_store = :memory_store\n  config.log_level = ENV.fetch("LOG_LEVEL", "info")\nend\n',
    'config/environments/development.rb': 'Rails.application.configure do\n  config.cache_store = :null_store\nend\n',
    'config/database.yml':
      'default: &default\n  adapter: postgresql\nproduction:\n  <<: *default\n  url: <%= ENV["DATABASE_URL"] %>\n',
    'config/puma.rb': 'port ENV.fetch("PORT", 3000)\n',
  };

  const [cache, level, url, adapter, port] = inForce(
    files,
    'config.cache_store',
    'config.log_level',
    'database.production.url',
    'database.production.adapter',
    'puma.port',
  );

  expect(cache).toMatchObject([{ literal: 'memory_store' }]);
  expect(level).toMatchObject([{ kind: 'environment', variable: 'LOG_LEVEL', literal: 'info' }]);
  expect(url).toMatchObject([{ kind: 'environment', variable: 'DATABASE_URL' }]);
  expect(adapter).toMatchObject([{ literal: 'postgresql' }]);
  expect(port).toMatchObject([{ variable: 'PORT', literal: '3000' }]);
});

test('Laravel: nested arrays by their keys', () => {
  const files = {
    'composer.json': '{"require":{"laravel/framework":"^12"}}',
    'config/logging.php':
      "<?php\nreturn [\n  'default' => env('LOG_CHANNEL', 'daily'),\n  'channels' => ['daily' => ['path' => storage_path('x')]],\n];\n",
  };

  const [channel, path] = inForce(files, 'logging.default', 'logging.channels.daily.path');

  expect(channel).toMatchObject([
    { kind: 'environment', variable: 'LOG_CHANNEL', literal: 'daily', at: 'config/logging.php:3' },
  ]);
  expect(path).toMatchObject([{ kind: 'expression' }]);
});

test('a hostile file whose aliases expand to hundreds of thousands of values takes bounded time', () => {
  const levels = Array.from(
    { length: 11 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(',')}]\n`,
  );
  const text = `a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n${levels.join('')}`;
  const started = process.cpuUsage();

  const { settings } = factsOf({ 'config/application.yml': text });
  for (let count = 0; count < 500; count += 1) settings.inForce('server.port');

  // Worked out anew for each question it takes minutes.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5_000);
});
