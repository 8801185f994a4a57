import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

type Files = Record<string, string>;

function commands(files: Files): string[] {
  return factsOf(files).admin.commands.map((command) => `${command.kind} ${command.name}`);
}

function scheduled(files: Files): string[] {
  return factsOf(files).admin.scheduled.map(
    (item) => `${item.place.path}:${item.place.startLine} ${item.kind} ${item.how}: ${item.command?.program ?? '-'}`,
  );
}

function remote(files: Files): string[] {
  return factsOf(files).admin.remote.map(
    (item) => `${item.place.path}:${item.place.startLine} ${item.how} ${item.stage}`,
  );
}

const node = (scripts: Record<string, string>): Files => ({
  'package.json': JSON.stringify({ dependencies: { express: '4' }, scripts }),
  'server.js': "require('express')();\n",
});

describe('commands', () => {
  it("finds frameworks' own commands and the repository's", () => {
    expect(
      commands({
        'manage.py': 'from django.core.management import execute_from_command_line\n',
        'shop/management/commands/prune.py': 'class Command: ...\n',
        'shop/management/commands/__init__.py': '',
        'lib/tasks/a.rake': 'namespace :a do\n  task clean_up: :environment do\n  end\nend\n',
        'tests/management/commands/x.py': '',
      }),
    ).toEqual(['rake task clean_up', 'framework manage.py', 'management command prune']);
  });

  it('takes package scripts that run the app, not chores', () => {
    expect(
      commands({
        ...node({
          start: 'node server.js',
          build: 'tsc',
          test: 'vitest',
          'db:seed': 'node seed.js',
          'change-password': 'node scripts/change.js',
          lint: 'eslint .',
        }),
        'scripts/change.js': '',
        'seed.js': '',
      }),
    ).toEqual(['package script db:seed', 'package script change-password']);
  });

  it('takes scripts that run own code, not those that build or deploy', () => {
    expect(
      commands({
        'app/main.py': 'import fastapi\n',
        'scripts/prestart.sh': '#!/bin/sh\npython app/initial_data.py\n',
        'app/initial_data.py': '',
        'scripts/build.sh': '#!/bin/sh\ndocker build .\npython app/initial_data.py\n',
      }),
    ).toEqual(['script prestart.sh']);
  });

  it("takes flags of a Go server's binary that run a task, not its options", () => {
    expect(
      commands({
        'go.mod': 'module example.com/shop\n',
        'main.go':
          'package main\n\nfunc main() {\n\tflag.BoolVar(&create, "create-admin", false, "")\n\tflag.String("port", "8080", "")\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      }),
    ).toEqual(['script create-admin']);
  });
});

describe('scheduled', () => {
  it('reads crontabs, timers in code, beat schedules and platform files', () => {
    expect(
      scheduled({
        'requirements.txt': 'celery==5\n',
        'etc/cron.d/app': '# m h\nSHELL=/bin/sh\n0 4 * * * root python manage.py prune\n',
        'app/tasks.py': 'from celery import Celery\napp.conf.beat_schedule = {}\n',
        'app/jobs.py': 'scheduler = BackgroundScheduler()\n',
        'app/no.py': 'text = "BackgroundScheduler()"  # BackgroundScheduler()\n',
        'deploy/prune.timer': '[Timer]\nOnCalendar=daily\n',
        'vercel.json': '{"crons": [{"path": "/api/x", "schedule": "0 0 * * *"}]}',
        'infra/main.tf': 'resource "aws_scheduler_schedule" "x" {}\n',
      }),
    ).toEqual([
      'app/jobs.py:1 in-process apscheduler: -',
      'app/tasks.py:2 beat celery beat: -',
      'deploy/prune.timer:2 systemd-timer systemd timer: -',
      'etc/cron.d/app:3 crontab crontab: python',
      'infra/main.tf:1 platform Terraform schedule: -',
      'vercel.json:1 platform vercel.json crons: -',
    ]);
  });

  it('takes intervals of a minute and more, not heartbeats', () => {
    expect(
      scheduled({
        ...node({}),
        'server.js': 'setInterval(ping, 1000);\nsetInterval(prune, 60 * 60 * 1000);\nsetInterval(other, EVERY);\n',
      }),
    ).toEqual(['server.js:2 in-process setInterval: -']);
  });

  it('reads CronJobs with their command', () => {
    const cronjob =
      'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: prune\nspec:\n  schedule: "0 4 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: prune\n              image: ghcr.io/acme/app:1\n              command: ["python", "manage.py", "prune"]\n';

    expect(scheduled({ 'k8s/prune.yaml': cronjob, 'manage.py': 'import django\n' })).toHaveLength(1);
  });
});

describe('remote', () => {
  it('finds ssh, scp and rsync to hosts in scripts and CI, and actions that do', () => {
    expect(
      remote({
        'scripts/deploy.sh':
          '#!/bin/sh\nssh deploy@example.org "systemctl restart app"\nscp app.tar "$HOST:/srv"\nrsync -a src/ dest/\nrsync -az . user@host:/srv\nssh -T git@github.com\n',
        '.github/workflows/deploy.yml':
          'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: appleboy/ssh-action@v1\n        with:\n          host: x\n',
      }),
    ).toEqual([
      '.github/workflows/deploy.yml:6 appleboy/ssh-action production',
      'scripts/deploy.sh:2 ssh production',
      'scripts/deploy.sh:3 scp production',
      'scripts/deploy.sh:5 rsync production',
    ]);
  });

  it('finds Fabric and Capistrano, not in documents', () => {
    expect(
      remote({
        'fabfile.py': 'from fabric import task\n',
        Capfile: "require 'capistrano/setup'\n",
        'docs/deploy.md': 'ssh root@host\n',
      }),
    ).toEqual(['Capfile:1 Capistrano production', 'fabfile.py:1 Fabric production']);
  });
});

it('does not throw on hostile files', () => {
  const noise = `${'* '.repeat(5_000)}\u0000${'setInterval('.repeat(2_000)}`;
  const names = [
    'crontab',
    'vercel.json',
    'app.js',
    'a.rake',
    'main.tf',
    'x.timer',
    'config/recurring.yml',
    'scripts/deploy.sh',
    'Makefile',
    'package.json',
  ];

  expect(() => factsOf(Object.fromEntries(names.map((name) => [name, noise]))).admin).not.toThrow();
});
