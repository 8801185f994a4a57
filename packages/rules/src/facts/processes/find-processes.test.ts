import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

function started(files: Record<string, string>): string[] {
  return factsOf(files).processes.all.map((process) => {
    const main = process.main
      ? `${process.main.command.program}@${process.main.place.path}:${process.main.place.startLine}`
      : '-';
    return `${process.stage} ${process.type} ${process.name} ${main}${process.own ? '' : ' foreign'}`;
  });
}

describe('findProcesses', () => {
  it('follows an entrypoint script to the arm and function that the command takes', () => {
    const files = {
      Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./bin/entry"]\nCMD ["serve"]\n',
      'bin/entry':
        '#!/bin/sh\nrun() {\n  exec gunicorn shop.wsgi\n}\ncase "$1" in\n  serve)\n    run\n    ;;\n  work)\n    exec celery -A shop worker\n    ;;\nesac\n',
      'manage.py': 'import django\n',
      'compose.yml': 'services:\n  worker:\n    build: .\n    command: work\n  db:\n    image: postgres:17\n',
    };

    expect(started(files)).toEqual([
      'production web app gunicorn@bin/entry:3',
      'production worker worker celery@bin/entry:10',
      'production service db - foreign',
    ]);
  });

  it('where a file builds its own services, an image of another name is somebody else’s program', () => {
    const files = {
      'package.json': '{"name": "shop"}\n',
      Dockerfile: 'FROM node:24\nCMD ["node", "server.js"]\n',
      'compose.yml':
        'services:\n  shop:\n    build: .\n  worker:\n    image: acme/shop:1\n    command: node worker.js\n  shop-ui:\n    image: acme/shop-ui:2\n  thumbnails:\n    image: other/pictures:0.5\n',
    };

    expect(started(files)).toEqual([
      'production web app node@Dockerfile:2',
      'production other shop node@Dockerfile:2',
      'production worker worker node@compose.yml:6',
      'production other shop-ui - foreign',
      'production other thumbnails - foreign',
    ]);
  });

  it('follows package scripts through their neighbours', () => {
    const files = {
      Procfile: 'web: npm start\nrelease: npx prisma migrate deploy\n',
      'package.json': '{\n  "scripts": {\n    "start": "npm run serve",\n    "serve": "node dist/server.js"\n  }\n}\n',
    };

    expect(started(files)).toEqual([
      'production web web node@package.json:4',
      'production release release prisma@Procfile:2',
    ]);
  });

  it.each([
    ['its name', 'compose.dev.yml', 'services:\n  web:\n    build: .\n    command: gunicorn app\n'],
    [
      'its header',
      'compose.yml',
      '# For local development only.\nservices:\n  web:\n    build: .\n    command: gunicorn app\n',
    ],
    [
      'a development server',
      'compose.yml',
      'services:\n  web:\n    build: .\n    command: python manage.py runserver\n',
    ],
    [
      'source mounted over the image',
      'compose.yml',
      'services:\n  web:\n    build: .\n    command: gunicorn app\n    volumes:\n      - .:/app\n',
    ],
    ['only backing services', 'compose.yml', 'services:\n  web:\n    image: redis:7\n'],
  ])('takes a compose file for development by %s', (_by, path, text) => {
    expect(factsOf({ [path]: text }).processes.all.every((process) => process.stage === 'development')).toBe(true);
  });

  it('takes a lone compose file that says nothing else for production', () => {
    const { processes } = factsOf({
      'compose.yml': 'services:\n  web:\n    image: ghcr.io/acme/shop:1\n    restart: always\n',
    });

    expect(processes.production.map((process) => [process.name, process.restart?.policy])).toEqual([['web', 'always']]);
  });

  it('fills Helm values in and tells init containers and cron jobs apart', () => {
    const files = {
      'chart/Chart.yaml': 'name: shop\n',
      'chart/values.yaml': 'image: ghcr.io/acme/shop\ntag: "1.2"\n',
      'chart/templates/app.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}-web\nspec:\n  template:\n    spec:\n      initContainers:\n        - name: migrate\n          image: "{{ .Values.image }}:{{ .Values.tag }}"\n          command: ["python", "manage.py", "migrate"]\n      containers:\n        - name: web\n          image: "{{ .Values.image }}:{{ .Values.tag }}"\n          command: ["gunicorn", "shop.wsgi"]\n',
    };
    const { processes } = factsOf(files);

    expect(processes.production.map((process) => [process.type, process.name, process.image?.tag])).toEqual([
      ['init', 'migrate', '1.2'],
      ['web', 'release-web', '1.2'],
    ]);
  });

  it('finds what uWSGI runs before and beside the app', () => {
    const { processes } = factsOf({
      Procfile: 'web: uwsgi etc/uwsgi.ini\n',
      'etc/uwsgi.ini':
        '[uwsgi]\nmodule = shop.wsgi\nhook-pre-app = exec:./manage.py migrate\nattach-daemon = ./manage.py send\n',
    });

    expect(
      processes.web[0]?.steps.map((step) => [step.place.path, step.place.startLine, step.command.background]),
    ).toEqual([
      ['etc/uwsgi.ini', 3, false],
      ['etc/uwsgi.ini', 4, true],
      ['Procfile', 1, false],
    ]);
  });

  it('ends on scripts that call each other, and on noise', () => {
    const noise = `\u0000${'$('.repeat(3_000)}${'{{'.repeat(3_000)}`;
    const files = {
      Procfile: `web: ./a.sh\nworker: ${noise}\n`,
      'a.sh': './b.sh\n',
      'b.sh': './a.sh\n',
      'package.json': '{"scripts":{"start":"npm run start"}}',
      'compose.yml': `services: ${noise}`,
      'k8s.yaml': `apiVersion: v1\nkind: Pod\nspec: ${noise}`,
      Dockerfile: `FROM x\nCMD ${noise}`,
    };

    expect(() => started(files)).not.toThrow();
  });
});
