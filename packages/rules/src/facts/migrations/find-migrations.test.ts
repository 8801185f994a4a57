import { describe, expect, it } from 'vitest';
import { commandsOf } from '../commands/to-command.ts';
import type { Command } from '../commands-fact.ts';
import { factsOf } from '../test/facts-of.ts';
import { isMigration } from './is-migration.ts';

function first(line: string): Command {
  const [command] = commandsOf(line, 'deploy.sh');
  if (!command) throw new Error(`No command in ${line}`);
  return command;
}

describe('isMigration', () => {
  it.each([
    'python manage.py migrate --noinput',
    './manage.py migrate',
    'uv run python -m django migrate',
    'poetry run alembic -c db/alembic.ini upgrade head',
    'flask --app shop db upgrade',
    'bundle exec rails db:migrate',
    'bin/rails db:prepare',
    'npx prisma migrate deploy',
    'php artisan migrate --force',
    'php bin/console doctrine:migrations:migrate -n',
    'goose -dir migrations postgres "$DSN" up',
    'migrate -path db -database "$DSN" up',
    'dotnet ef database update',
    'mix ecto.migrate',
    'bin/app eval "App.Release.migrate"',
    'docker compose run --rm web alembic upgrade head',
    'heroku run python manage.py migrate --app x',
  ])('%s migrates', (line) => {
    expect(isMigration(first(line))).toBe(true);
  });

  it.each([
    'python manage.py makemigrations',
    'python manage.py migrate --check',
    'python manage.py wait_for_migrations',
    'alembic revision --autogenerate',
    'rails db:migrate:status',
    'prisma migrate diff',
    'npx prisma generate',
    'php artisan make:migration x',
    'docker compose up',
    'python app.py --migrate-later',
  ])('%s does not', (line) => {
    expect(isMigration(first(line))).toBe(false);
  });
});

describe('findMigrations', () => {
  it('finds the files of a tool by their content, not by their folder alone', () => {
    const { migrations } = factsOf({
      'requirements.txt': 'sqlalchemy==2\nalembic==1\n',
      'app/main.py': 'import sqlalchemy\n',
      'db/versions/1_a.py': 'revision = "1"\ndown_revision = None\n',
      'migrations/0001_note.py': 'print("see db/")\n',
      'migrations/README.sql.md': '',
      'tests/migrations/0001_initial.py': 'class Migration(migrations.Migration): ...\n',
    });

    expect(migrations.files).toEqual(['db/versions/1_a.py']);
    expect(migrations.tools.map((tool) => tool.name)).toEqual(['alembic']);
    expect(migrations.exist).toBe(true);
  });

  it.each([
    ['shop/migrations/0001_initial.py', 'class Migration(migrations.Migration): ...', 'django'],
    ['db/migrate/20240101000000_a.rb', 'class A < ActiveRecord::Migration[7.1]; end', 'rails'],
    ['prisma/migrations/1_init/migration.sql', '', 'prisma'],
    ['src/migrations/1-a.ts', 'export class A implements MigrationInterface {}', 'typeorm'],
    ['migrations/20240101-a.js', 'module.exports = { up: (queryInterface) => {} };', 'sequelize'],
    ['migrations/1_a.js', 'exports.up = (pgm) => {};', 'node-pg-migrate'],
    ['database/migrations/2024_01_01_000000_a.php', '', 'laravel'],
    ['migrations/Version20240101.php', '', 'doctrine'],
    ['src/main/resources/db/migration/V1__a.sql', '', 'flyway'],
    ['src/main/resources/db/changelog/a.xml', '<databaseChangeLog/>', 'liquibase'],
    ['db/schema/001_a.sql', '-- +goose Up\n', 'goose'],
    ['priv/notes/1_a.sql', 'select 1;', null],
    ['sql/migrations/1_a.sql', '-- +goose Up\n', 'goose'],
    ['priv/repo/migrations/20240101000000_a.exs', '', 'ecto'],
    ['migrations/2024_a/up.sql', '', 'diesel'],
    ['Data/Migrations/20240101000000_A.cs', 'public partial class A : Migration {}', 'ef-core'],
    ['store/migration/postgres/01__a.sql', '', 'sql-files'],
  ])('%s is told', (path, text, tool) => {
    const { migrations } = factsOf({ [path]: `${text}\n` });
    expect(migrations.tools.map((item) => item.name)).toEqual(tool === null ? [] : [tool]);
  });

  it('follows package scripts, Makefile targets and own programs to the migration', () => {
    const { migrations } = factsOf({
      'package.json': JSON.stringify({
        dependencies: { express: '4', '@prisma/client': '5' },
        scripts: {
          start: 'npm run check && node server.js',
          check: 'node scripts/check-db.js',
          other: 'node server.js',
        },
      }),
      'server.js': "require('express')();\n",
      'scripts/check-db.js': "const { execSync } = require('child_process');\nexecSync('prisma migrate deploy');\n",
      Makefile: 'deploy:\n\tnpm run check\n',
      Procfile: 'web: npm start\n',
    });
    const [step, ...others] = migrations.inProcesses;

    expect(migrations.isRunBy(first('npm run check'))).toBe(true);
    expect(migrations.isRunBy(first('make deploy'))).toBe(true);
    expect(migrations.isRunBy(first('npm run other'))).toBe(false);
    expect(step?.process.type).toBe('web');
    expect(step?.command.text).toBe('node scripts/check-db.js');
    expect(others).toEqual([]);
    expect(migrations.inCode).toEqual([]);
  });

  it('finds code that makes tables or migrates when the app starts, not what is run for it', () => {
    const { migrations } = factsOf({
      'requirements.txt': 'fastapi\nsqlalchemy\n',
      'app/main.py': 'from fastapi import FastAPI\nBase.metadata.create_all(bind=engine)\n',
      'app/cli.py': 'db.create_all()\n',
      'app/commands.py': 'import click\n\n@click.command()\ndef init():\n    db.create_all()\n',
      'app/migrate.py': 'command.upgrade(cfg, "head")\n',
      'app/other.py': '# db.create_all()\nx = "db.create_all()"\n',
      'worker/Program.cs': 'var c = "CREATE TABLE IF NOT EXISTS votes (id int)";\n',
      'cmd/app/main.go': 'package main\n\nfunc main() {\n\tif err := store.Migrate(ctx); err != nil {\n\t}\n}\n',
    });

    expect(migrations.inCode.map(({ place, kind }) => `${place.path}:${place.startLine} ${kind}`)).toEqual([
      'app/main.py:2 create-schema',
      'cmd/app/main.go:4 run-migrations',
      'worker/Program.cs:1 create-schema',
    ]);
    expect(migrations.isRunBy(first('python app/migrate.py'))).toBe(true);
  });

  it("reads Spring's ddl-auto, schema.sql and what Spring Boot runs by itself", () => {
    const pom = (artifact: string): string =>
      `<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>${artifact}</dependencies></project>`;
    const flyway = '<dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency>';
    const inCode = (files: Record<string, string>): string[] => factsOf(files).migrations.inCode.map(({ how }) => how);

    expect(
      inCode({
        'pom.xml': pom(''),
        'src/main/resources/application.yml': 'spring:\n  jpa:\n    hibernate:\n      ddl-auto: update\n',
      }),
    ).toEqual(['ddl-auto: update']);
    expect(inCode({ 'pom.xml': pom(''), 'src/main/resources/db/schema.sql': 'CREATE TABLE a (id int);\n' })).toEqual([
      'schema.sql',
    ]);
    expect(inCode({ 'pom.xml': pom(flyway) })).toEqual(['Spring Boot runs flyway when it starts']);
    expect(
      inCode({
        'pom.xml': pom(flyway),
        'src/main/resources/application.yml': 'spring:\n  flyway:\n    enabled: false\n',
      }),
    ).toEqual([]);
  });

  it('does not throw on hostile files', () => {
    const noise = `${'runMigrations('.repeat(3_000)}\u0000${'CREATE TABLE '.repeat(2_000)}`;
    const names = [
      'app.js',
      'main.go',
      'a.py',
      'migrations/1_a.sql',
      'migrations/0001_a.py',
      'Makefile',
      'package.json',
      'start.sh',
    ];

    expect(() => factsOf(Object.fromEntries(names.map((name) => [name, noise]))).migrations.runs).not.toThrow();
  });
});
