import { describe, expect, it } from 'vitest';
import type { Language } from '../stacks-fact.ts';
import { factsOf } from '../test/facts-of.ts';
import { languagesOfImage } from './image-language.ts';
import { readVersion } from './version-text.ts';

function stated(files: Record<string, string>): string[] {
  return factsOf(files).runtimes.all.map(
    (item) =>
      `${item.place.path}:${item.place.startLine} ${item.language} ${item.version} ${item.kind} ${item.where} ${item.stage}`,
  );
}

describe('readVersion', () => {
  it.each<[Language, string, string | null, string]>([
    ['python', '3.12.4', '3.12', 'exact'],
    ['python', 'python-3.12.4', '3.12', 'exact'],
    ['python', '3', null, 'range'],
    ['python', '>=3.11', null, 'minimum'],
    ['python', '>=3.13,<3.14', '3.13', 'range'],
    ['python', '>=3.13,<4.0', null, 'range'],
    ['python', '^3.12', null, 'range'],
    ['python', '~3.12', '3.12', 'range'],
    ['python', '==3.12.*', '3.12', 'exact'],
    ['javascript', 'v20.11.1', '20', 'exact'],
    ['javascript', 'lts/jod', '22', 'exact'],
    ['javascript', 'lts/*', null, 'range'],
    ['javascript', '^20.1.0', '20', 'range'],
    ['javascript', '>=20 <21', '20', 'range'],
    ['javascript', '18 || 20', null, 'range'],
    ['java', '1.8', '8', 'exact'],
    ['java', 'temurin-21.0.1', '21', 'exact'],
    ['csharp', '8.x', '8.0', 'exact'],
    ['ruby', '~> 3.3.0', '3.3', 'range'],
    ['ruby', '~> 3.3', null, 'range'],
    ['go', 'stable', null, 'range'],
  ])('reads %s %s as %s (%s)', (language, text, version, kind) => {
    expect(readVersion(language, text)).toMatchObject({ version, kind });
  });
});

describe('languagesOfImage', () => {
  it.each([
    ['python', '3.12-slim', 'python 3.12'],
    ['ghcr.io/astral-sh/uv', 'python3.12-bookworm-slim', 'python 3.12'],
    ['maven', '3.9-eclipse-temurin-17', 'java 17'],
    ['mcr.microsoft.com/dotnet/aspnet', '8.0-alpine', 'csharp 8.0'],
    ['mcr.microsoft.com/devcontainers/python', '1-3.12-bookworm', 'python 3.12'],
    ['gcr.io/distroless/nodejs20-debian12', null, 'javascript 20'],
    ['cimg/go', '1.22', 'go 1.22'],
    ['hexpm/elixir', '1.16.1-erlang-26.2-alpine', 'elixir 1.16.1'],
    ['postgres', '16', ''],
    ['acme/runtime', '1.2', ''],
  ])('finds the language of %s:%s', (name, tag, expected) => {
    expect(
      languagesOfImage(name, tag)
        .map((item) => `${item.language} ${item.text}`)
        .join(),
    ).toBe(expected);
  });
});

describe('findRuntimes', () => {
  it('gives version files, manifests and images with their places', () => {
    const found = stated({
      '.tool-versions': '# tools\nnodejs 20.1.0\nelixir 1.16.0-otp-26\n',
      'mise.toml': '[tools]\nruby = "3.3"\n',
      'go.mod': 'module x\n\ngo 1.21\ntoolchain go1.22.3\n',
      Dockerfile: 'ARG PY=3.11\nFROM python:${PY}-slim AS base\nFROM base\nCMD ["python", "app.py"]\n',
      'docs/.python-version': '2.7\n',
    });

    expect(found).toEqual([
      '.tool-versions:2 javascript 20 exact version-file production',
      '.tool-versions:3 elixir 1.16 exact version-file production',
      'Dockerfile:2 python 3.11 exact image production',
      'go.mod:3 go 1.21 minimum manifest production',
      'go.mod:4 go 1.22 exact manifest production',
      'mise.toml:2 ruby 3.3 exact version-file production',
    ]);
  });

  it('reads a CI matrix, a version file that CI names, and leaves out what it can not know', () => {
    const { runtimes } = factsOf({
      '.nvmrc': '22\n',
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        python-version: ["3.11", "3.12"]\n    steps:\n' +
        '      - uses: actions/setup-python@v5\n        with:\n          python-version: ${{ matrix.python-version }}\n' +
        '      - uses: actions/setup-node@v4\n        with:\n          node-version-file: .nvmrc\n' +
        '      - uses: actions/setup-go@v5\n        with:\n          go-version: ${{ inputs.go }}\n      - run: pytest\n',
    });
    const ci = runtimes.all.filter((item) => item.where === 'ci');

    expect(ci.map((item) => [item.language, item.versions, item.job?.tests])).toEqual([
      ['python', ['3.11', '3.12'], true],
      ['javascript', ['22'], true],
    ]);
  });

  it('reads platform files, development containers and nix shells', () => {
    expect(
      stated({
        'app.yaml': 'runtime: python312\n',
        'render.yaml': 'services:\n  - type: web\n    envVars:\n      - key: NODE_VERSION\n        value: 20.9.0\n',
        '.devcontainer/devcontainer.json':
          '{ "image": "mcr.microsoft.com/devcontainers/base:1", "features": { "ghcr.io/devcontainers/features/java:1": { "version": "21" } } }',
        'shell.nix': '{ pkgs }: pkgs.mkShell { buildInputs = [ pkgs.nodejs_22 ]; } # python39',
      }),
    ).toEqual([
      '.devcontainer/devcontainer.json:1 java 21 exact devcontainer development',
      'app.yaml:1 python 3.12 exact platform production',
      'render.yaml:4 javascript 20 exact platform production',
      'shell.nix:1 javascript 22 exact nix development',
    ]);
  });

  it('does not throw on hostile files', () => {
    const noise = `\u0000${'>='.repeat(5_000)}${'{'.repeat(5_000)}`;
    const names = [
      '.python-version',
      '.tool-versions',
      'mise.toml',
      'global.json',
      'rust-toolchain',
      'package.json',
      'pyproject.toml',
      'pom.xml',
      'build.gradle',
      'a.csproj',
      'flake.nix',
      'main.tf',
      'app.yaml',
      'go.mod',
    ];

    expect(() => factsOf(Object.fromEntries(names.map((name) => [name, noise]))).runtimes.all).not.toThrow();
  });

  it('a package of the system states the version that a plain image gets', () => {
    const { runtimes } = factsOf({
      Dockerfile: 'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y python3 python3.12-venv\n',
    });

    expect(runtimes.of('python').map(({ version }) => version)).toEqual(['3.12']);
  });
});
