import { expect, test } from 'vitest';
import { parseGemfile } from './gemfile.ts';
import { parseGoModule } from './go-mod.ts';
import { parseGradle } from './gradle.ts';
import { parseLockFile } from './lock-file.ts';
import { parseMakefile } from './makefile.ts';

test('Gradle files give dependencies, plugins and versions with lines, in both languages', () => {
  const groovy = parseGradle(
    `plugins {\n  id 'org.springframework.boot' version '3.4.1'\n}\next.kafka = "3.1"\njava { toolchain { languageVersion = JavaLanguageVersion.of(21) } }\ndependencies {\n  // implementation 'no:no:1'\n  implementation 'org.x:y:1.0'\n  runtimeOnly group: 'com.h2', name: 'h2', version: '2'\n  testImplementation platform('a:b:3')\n  implementation project(':core')\n}\nsourceCompatibility = '17'\ninclude ':app'\n`,
  );
  const kotlin = parseGradle(
    'plugins { kotlin("jvm") version "2.0.0" }\ndependencies {\n  implementation(libs.spring.web)\n  implementation("a.b:c")\n}\n',
  );

  expect(groovy.plugins).toEqual([{ id: 'org.springframework.boot', version: '3.4.1', startLine: 2, endLine: 2 }]);
  expect(
    groovy.dependencies.map(({ configuration, name, version, startLine }) => [configuration, name, version, startLine]),
  ).toEqual([
    ['implementation', 'org.x:y', '1.0', 8],
    ['runtimeOnly', 'com.h2:h2', '2', 9],
    ['testImplementation', 'a:b', '3', 10],
    ['implementation', ':core', null, 11],
  ]);
  expect(groovy.properties.map(({ value, line }) => [value, line])).toEqual([
    ['3.1', 4],
    ['21', 5],
    ['17', 13],
  ]);
  expect(groovy.calls).toMatchObject([{ name: 'include', argument: ':app', line: 14 }]);
  expect(kotlin.plugins).toMatchObject([{ id: 'org.jetbrains.kotlin.jvm', version: '2.0.0' }]);
  expect(kotlin.dependencies).toMatchObject([
    { name: 'libs.spring.web', kind: 'catalog' },
    { name: 'a.b:c', version: null },
  ]);
});

test('a Gemfile gives gems with requirements, groups and sources, and the Ruby version', () => {
  const { gems, ruby } = parseGemfile(
    `source "https://rubygems.org"\nruby "3.3.1"\ngem "rails", "~> 7.0", ">= 7.0.4"\ngem 'pg', group: :production # 'x'\ngroup :development, :test do\n  gem "rspec", require: false\nend\ngem "x", git: "https://g/x.git"\n`,
  );

  expect(ruby).toEqual({ version: '3.3.1', line: 2 });
  expect(gems).toEqual([
    { name: 'rails', requirements: ['~> 7.0', '>= 7.0.4'], groups: [], source: null, line: 3 },
    { name: 'pg', requirements: [], groups: ['production'], source: null, line: 4 },
    { name: 'rspec', requirements: [], groups: ['development', 'test'], source: null, line: 6 },
    { name: 'x', requirements: [], groups: [], source: { kind: 'git', value: 'https://g/x.git' }, line: 8 },
  ]);
});

test('go.mod gives module, versions, requirements and replacements', () => {
  const file = parseGoModule(
    'module example.com/a\n\ngo 1.23\ntoolchain go1.24.1\nrequire (\n\ta.b/c v1.2.3\n\td v0.1.0 // indirect\n)\nreplace a.b/c => ../c\nuse ./x\n',
  );

  expect(file).toMatchObject({
    module: { path: 'example.com/a', line: 1 },
    go: { version: '1.23', line: 3 },
    toolchain: { version: 'go1.24.1', line: 4 },
    requirements: [
      { path: 'a.b/c', version: 'v1.2.3', indirect: false, line: 6 },
      { path: 'd', indirect: true, line: 7 },
    ],
    replacements: [{ from: 'a.b/c', to: '../c', line: 9 }],
    uses: [{ path: './x', line: 10 }],
    errors: [],
  });
});

test('a Makefile gives targets with their commands', () => {
  const { targets, variables } = parseMakefile(
    'IMG ?= app:latest\n.PHONY: build\nbuild: deps ## Build\n\t@docker build \\\n\t  -t $(IMG) .\n\n\t-echo x\nrun up: ; ./run\n',
  );

  expect(variables).toEqual([{ name: 'IMG', value: 'app:latest', line: 1 }]);
  expect(
    targets.map(({ name, prerequisites, recipe, startLine }) => ({ name, prerequisites, recipe, startLine })),
  ).toEqual([
    { name: '.PHONY', prerequisites: ['build'], recipe: [], startLine: 2 },
    {
      name: 'build',
      prerequisites: ['deps'],
      recipe: [
        { text: 'docker build \\\n  -t $(IMG) .', line: 4 },
        { text: 'echo x', line: 7 },
      ],
      startLine: 3,
    },
    { name: 'run', prerequisites: [], recipe: [{ text: './run', line: 8 }], startLine: 8 },
    { name: 'up', prerequisites: [], recipe: [{ text: './run', line: 8 }], startLine: 8 },
  ]);
});

const locks: [string, string, [string, string, number][]][] = [
  [
    'package-lock.json',
    '{"lockfileVersion":3,"packages":{"":{"name":"a"},\n"node_modules/x":{"version":"1.0.0"},\n"node_modules/x/node_modules/@s/y":{"version":"2.0.0"},\n"node_modules/l":{"link":true}}}',
    [
      ['x', '1.0.0', 2],
      ['@s/y', '2.0.0', 3],
    ],
  ],
  [
    'package-lock.json',
    '{"lockfileVersion":1,"dependencies":{\n"x":{"version":"1.0.0","dependencies":{\n"y":{"version":"2.0.0"}}}}}',
    [
      ['x', '1.0.0', 2],
      ['y', '2.0.0', 3],
    ],
  ],
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\npackages:\n\n  '@s/x@1.0.0':\n    resolution: {}\n  y@2.0.0(z@1.0.0):\n    dev: true\n\nsnapshots:\n  y@2.0.0: {}\n",
    [
      ['@s/x', '1.0.0', 4],
      ['y', '2.0.0', 6],
    ],
  ],
  ['pnpm-lock.yaml', 'packages:\n  /x/1.0.0:\n    dev: true\n', [['x', '1.0.0', 2]]],
  [
    'yarn.lock',
    '# v1\n"@s/x@^1.0", "@s/x@^1.1":\n  version "1.2.0"\n  dependencies:\n    y "^1"\ny@^1:\n  version "1.0.0"\n',
    [
      ['@s/x', '1.2.0', 2],
      ['y', '1.0.0', 6],
    ],
  ],
  ['yarn.lock', '__metadata:\n  version: 8\n\n"x@npm:^1":\n  version: 1.2.0\n', [['x', '1.2.0', 4]]],
  ['bun.lock', '{ "packages": {\n "@s/x": ["@s/x@1.0.0", "", {}],\n}, }', [['@s/x', '1.0.0', 2]]],
  [
    'uv.lock',
    'version = 1\n[[package]]\nname = "Zope.Interface"\nversion = "7.1"\n[package.metadata]\nname = "no"\n',
    [['zope-interface', '7.1', 3]],
  ],
  ['poetry.lock', '[[package]]\nname = "django"\nversion = "5.1"\n', [['django', '5.1', 2]]],
  ['Cargo.lock', '[[package]]\nname = "a_b"\nversion = "0.1.0"\n', [['a_b', '0.1.0', 2]]],
  ['Pipfile.lock', '{"default":{\n"Django":{"version":"==5.1"}},"develop":{}}', [['django', '5.1', 2]]],
  ['composer.lock', '{"packages":[{\n"name":"a/b","version":"v1.0"}],"packages-dev":[]}', [['a/b', 'v1.0', 2]]],
  [
    'Gemfile.lock',
    'GEM\n  remote: x\n  specs:\n    rails (7.0.4)\n      pg (>= 1)\n    nokogiri (1.16-x86_64-linux)\n\nDEPENDENCIES\n  rails (~> 7)\n\nRUBY VERSION\n   ruby 3.3.1p55\n',
    [
      ['rails', '7.0.4', 4],
      ['nokogiri', '1.16-x86_64-linux', 6],
      ['ruby', '3.3.1p55', 12],
    ],
  ],
  ['go.sum', 'a.b/c v1.0.0 h1:x=\na.b/c v1.0.0/go.mod h1:y=\n', [['a.b/c', 'v1.0.0', 1]]],
  ['mix.lock', '%{\n  "ecto": {:hex, :ecto, "3.12.0", "abc"},\n}\n', [['ecto', '3.12.0', 2]]],
  ['gradle.lockfile', '# c\na.b:c:1.0=compileClasspath\nempty=x\n', [['a.b:c', '1.0', 2]]],
  [
    'packages.lock.json',
    '{"version":1,"dependencies":{"net8.0":{\n"Serilog":{"type":"Direct","resolved":"4.0.0"}}}}',
    [['Serilog', '4.0.0', 2]],
  ],
];

test.each(locks)('%s gives names, versions and lines', (name, text, expected) => {
  const lock = parseLockFile(`apps/x/${name}`, text);

  expect(lock?.packages.map((entry) => [entry.name, entry.version, entry.line])).toEqual(expected);
});

test('a file that is no lock is none, whatever its name', () => {
  expect(parseLockFile('toString', '')).toBeNull();
  expect(parseLockFile('package-lock.json', '{broken')?.packages).toEqual([]);
});
