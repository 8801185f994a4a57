import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

function found(files: Record<string, string>): string[] {
  const { components } = factsOf(files);
  return [
    components.kind,
    ...components.all.map((component) => `${component.kind} ${component.path || '.'} ${component.name}`),
  ];
}

const express = 'const express = require("express");\nconst app = express();\napp.listen(process.env.PORT);\n';
const fastapi = 'from fastapi import FastAPI\napp = FastAPI()\n';
const packageJson = (name: string, more: object = {}) => JSON.stringify({ name, ...more });

describe('findComponents', () => {
  it('a repository without files is empty', () => {
    expect(found({})).toEqual(['empty']);
  });

  it('prose alone is documents', () => {
    expect(found({ 'README.md': '# Notes\n', 'docs/a.md': 'from fastapi import FastAPI\n' })).toEqual(['documents']);
  });

  it('a package that nothing starts is a library', () => {
    const files = {
      'pyproject.toml': '[project]\nname = "tables"\ndependencies = ["attrs"]\n',
      'src/tables/__init__.py': 'def f():\n    return 1\n',
      'tests/test_app.py': fastapi,
      'examples/app.py': fastapi,
    };

    expect(found(files)).toEqual(['library', 'library . tables']);
  });

  it('source without any manifest is a library, never an app', () => {
    expect(found({ 'a.py': 'print(1)\n' })).toEqual(['library']);
  });

  it.each<[string, Record<string, string>]>([
    ['an entry point in source', { 'package.json': packageJson('shop'), 'server.js': express }],
    [
      'a server made and started in one expression',
      {
        'package.json': packageJson('shop'),
        'server.js': 'require("express")()\n  .use(require("./routes"))\n  .listen(process.env.PORT);\n',
      },
    ],
    ['a framework file', { 'requirements.txt': 'django==5.2\n', 'manage.py': 'import django\n' }],
    ['a Procfile', { 'requirements.txt': 'rq==2.0\n', Procfile: 'worker: rq worker\n', 'jobs.py': 'x = 1\n' }],
    [
      'an image that is started',
      { 'go.mod': 'module x\n', 'main.go': 'package main\n', Dockerfile: 'FROM x\nCMD ["x"]\n' },
    ],
  ])('%s makes an app', (_what, files) => {
    expect(factsOf(files).components.kind).toBe('app');
  });

  it('npm and pnpm workspaces: apps and libraries, the root is neither', () => {
    const files = {
      'package.json': packageJson('root', {
        private: true,
        workspaces: ['apps/*', 'packages/*'],
        devDependencies: { turbo: '2' },
      }),
      'apps/api/package.json': packageJson('@x/api', { dependencies: { express: '5' } }),
      'apps/api/src/server.js': express,
      'packages/money/package.json': packageJson('@x/money'),
      'packages/money/index.js': 'exports.a = 1;\n',
    };

    expect(found(files)).toEqual(['app', 'app apps/api @x/api', 'library packages/money @x/money']);
    const { workspaces: _workspaces, ...root } = JSON.parse(files['package.json']) as Record<string, unknown>;
    expect(
      found({
        ...files,
        'package.json': JSON.stringify(root),
        'pnpm-workspace.yaml': "packages:\n  - 'apps/*'\n  - 'packages/*'\n",
      }),
    ).toEqual(['app', 'app apps/api @x/api', 'library packages/money @x/money']);
  });

  it('uv workspaces', () => {
    const files = {
      'pyproject.toml': '[project]\nname = "root"\n[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n',
      'services/api/pyproject.toml': '[project]\nname = "api"\ndependencies = ["fastapi"]\n',
      'services/api/api/main.py': fastapi,
      'libs/money/pyproject.toml': '[project]\nname = "money"\n',
      'libs/money/money/__init__.py': 'X = 1\n',
    };

    expect(found(files)).toEqual(['app', 'library libs/money money', 'app services/api api']);
  });

  it('Maven modules', () => {
    const pom = (name: string, more = '') =>
      `<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>${name}</artifactId>${more}</project>`;
    const files = {
      'pom.xml': pom('root', '<packaging>pom</packaging><modules><module>web</module><module>core</module></modules>'),
      'web/pom.xml': pom('web'),
      'web/src/main/java/x/App.java': '@SpringBootApplication\nclass App {}\n',
      'core/pom.xml': pom('core'),
      'core/src/main/java/x/Core.java': 'class Core {}\n',
    };

    expect(found(files)).toEqual(['app', 'library core core', 'app web web']);
  });

  it('go.work', () => {
    const files = {
      'go.work': 'go 1.24\nuse (\n  ./api\n  ./money\n)\n',
      'api/go.mod': 'module x/api\n',
      'api/main.go': 'package main\nimport "net/http"\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
      'money/go.mod': 'module x/money\n',
      'money/money.go': 'package money\n',
    };

    expect(found(files)).toEqual(['app', 'app api x/api', 'library money x/money']);
  });

  it('a folder with a Dockerfile and sources of its own', () => {
    const files = {
      'vote/Dockerfile': 'FROM python:3.13\nCMD ["gunicorn", "app:app"]\n',
      'vote/app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'result/Dockerfile': 'FROM node:24\nCMD ["node", "server.js"]\n',
      'result/package.json': packageJson('result'),
      'result/server.js': express,
    };

    expect(found(files)).toEqual(['app', 'app result result', 'app vote vote']);
  });

  it('a folder with Dockerfiles alone builds the root', () => {
    const files = {
      'requirements.txt': 'flask==3.1\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'docker/web/Dockerfile': 'FROM python:3.13\nCMD ["gunicorn", "app:app"]\n',
    };

    expect(found(files)).toEqual(['app', 'app . the app']);
  });

  it('a single page application that is only built is static', () => {
    const files = {
      'web/package.json': packageJson('web', {
        scripts: { build: 'vite build' },
        dependencies: { react: '19' },
        devDependencies: { vite: '8' },
      }),
      'web/src/main.tsx': 'import React from "react";\n',
      'api/requirements.txt': 'fastapi==0.115\n',
      'api/main.py': fastapi,
    };

    expect(found(files)).toEqual(['app', 'app api api', 'static web web']);
  });

  it('a published package with a server in it stays a library', () => {
    const files = {
      'package.json': packageJson('serve-it', { main: 'index.js', files: ['index.js'] }),
      'index.js': express,
    };

    expect(found(files)).toEqual(['library', 'library . serve-it']);
  });

  it('a path belongs to the deepest component that holds it', () => {
    const { components } = factsOf({
      'package.json': packageJson('root', { dependencies: { express: '5' } }),
      'server.js': express,
      'worker/package.json': packageJson('worker'),
      'worker/index.js': 'new Worker("jobs", async () => {});\n',
    });

    expect(components.of('worker/index.js')?.name).toBe('worker');
    expect(components.of('workers.js')?.name).toBe('root');
  });
});
