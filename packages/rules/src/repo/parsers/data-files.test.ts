import { expect, test } from 'vitest';
import type { DataNode } from './data-node.ts';
import { parseJson } from './json.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

/** Processor time, not wall time: other work on the machine must not fail a test. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Counts every node of a full walk, aliases expanded. */
function countNodes(node: DataNode): number {
  let count = 1;
  for (const entry of node.entries()) count += countNodes(entry.node);
  for (const item of node.items()) count += countNodes(item);
  return count;
}

test('YAML keeps keys, values, plain texts and their lines', () => {
  const { root, errors } = parseYaml(
    'services:\n  web:\n    image: "a:1"\n    ports:\n      - 80\n      - 3.10\n    flag: no\n',
  );

  const web = root?.get('services', 'web');

  expect(errors).toEqual([]);
  expect(web).toMatchObject({ kind: 'map', startLine: 3, endLine: 7 });
  expect(web?.get('image')?.text()).toBe('a:1');
  expect(web?.get('ports', 1)).toMatchObject({ startLine: 6, value: 3.1 });
  expect(web?.get('ports', 1)?.text()).toBe('3.10');
  expect(web?.get('flag')?.text()).toBe('no');
  expect(web?.entries().map((entry) => [entry.key, entry.keyLine])).toEqual([
    ['image', 3],
    ['ports', 4],
    ['flag', 7],
  ]);
  expect(root?.get('services', 'missing', 'more')).toBeNull();
});

test('YAML documents, anchors, merge keys, tags, block scalars and duplicate keys are understood', () => {
  const { documents } = parseYaml(
    'x: &x\n  a: 1\n  b: 2\ny:\n  <<: *x\n  b: 3\nr: !Ref Db\nrun: |\n  one\n  two\nrun2: 1\nrun2: 2\n---\nkind: Job\n',
  );

  const [first, second] = documents;

  expect(first?.get('y', 'a')).toMatchObject({ value: 1, startLine: 2 });
  expect(first?.get('y', 'b')).toMatchObject({ value: 3, startLine: 6 });
  expect(first?.get('y')?.endLine).toBe(6);
  expect(first?.get('r')).toMatchObject({ value: 'Db', tag: '!Ref' });
  expect(first?.get('run')).toMatchObject({ value: 'one\ntwo\n', startLine: 8, endLine: 10 });
  expect(first?.get('run2')?.value).toBe(2);
  expect(second?.get('kind')).toMatchObject({ value: 'Job', startLine: 14 });
});

test('broken YAML gives errors with lines and what could be read', () => {
  const { root, errors } = parseYaml('a: 1\nb: "open\nc: 2\n');

  expect(errors[0]?.line).toBeGreaterThan(0);
  expect(root?.get('a')?.value).toBe(1);
});

test('aliases that multiply, refer to themselves or merge without end stay within the budget', () => {
  const laughs = `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]\n`).join('')}`;
  const merges = `b0: &b0 {k: v}\n${Array.from({ length: 20 }, (_, i) => `b${i + 1}: &b${i + 1} {<<: [${`*b${i},`.repeat(9)}], k${i}: v}\n`).join('')}`;

  for (const source of [laughs, merges, 'a: &a [*a]\n', '&a a: *b\n']) {
    const { root } = parseYaml(source);
    expect(root && countNodes(root)).toBeLessThan(1_000_000);
  }
  expect(parseYaml(laughs).errors.length).toBeGreaterThan(0);
  expect(parseYaml('a: &a [*a]\n').errors).toHaveLength(1);
});

test('hostile YAML ends quickly with an error value', () => {
  const started = processorMs();

  expect(parseYaml('['.repeat(100_000)).errors.length).toBeGreaterThan(0);
  expect(parseYaml(`${'{a: '.repeat(50_000)}1`).errors.length).toBeGreaterThan(0);
  expect(
    parseYaml(Array.from({ length: 1_300 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')).errors.length,
  ).toBeGreaterThan(0);
  expect(parseYaml(Array.from({ length: 50_000 }, (_, i) => `k${i}: &n${i} v\n`).join('')).errors).toEqual([]);
  expect(parseYaml('- '.repeat(50_000)).errors.length).toBeGreaterThan(0);
  expect(parseYaml('---\na: 1\n'.repeat(50_000)).documents.length).toBe(2_000);

  expect(processorMs() - started).toBeLessThan(12_000);
});

test('JSON keeps lines, tolerates comments and trailing commas, and takes the last of equal keys', () => {
  const { root, errors } = parseJson(
    '\ufeff{\n  // note\n  "scripts": { "start": "good" },\n  "n": [1,\n 2,],\n  "scripts": { "start": "evil" },\n}\n',
  );

  expect(errors).toEqual([]);
  expect(root?.get('scripts', 'start')).toMatchObject({ value: 'evil', startLine: 6 });
  expect(root?.get('n')).toMatchObject({ kind: 'list', startLine: 4, endLine: 5 });
  expect(root?.entries().filter((entry) => entry.key === 'scripts')).toHaveLength(2);
});

test('JSON with own-property tricks stays data', () => {
  const { root } = parseJson('{"__proto__":{"polluted":1},"constructor":2}');

  expect(root?.get('__proto__', 'polluted')?.value).toBe(1);
  expect(root?.get('toString')).toBeNull();
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('deep or broken JSON is an error value with its line', () => {
  expect(parseJson(`\n${'['.repeat(200_000)}`).errors).toEqual([{ message: 'Nested too deeply', line: 2 }]);
  expect(parseJson(`${'{"a":'.repeat(100_000)}1`).root).toBeNull();
  expect(parseJson(`{"version":${'9'.repeat(500_000)}}`).root?.get('version')?.kind).toBe('scalar');
  expect(parseJson('{"a": 1, "b": ').errors[0]?.line).toBe(1);
  expect(parseJson('').root).toBeNull();
});

test('TOML keeps tables, arrays of tables, dotted keys, strings and their lines', () => {
  const { root, errors } = parseToml(
    '[project]\nname = "a"\nrequires-python = ">=3.12"\ndependencies = [\n  "django>=5",\n  "celery",\n]\n\n[tool.uv.sources]\nx = { git = "https://x" }\n\n[[package]]\nname = "p"\n[[package]]\nname = "q"\na.b = 1_0\n',
  );

  expect(errors).toEqual([]);
  expect(root?.get('project')).toMatchObject({ startLine: 1, endLine: 7 });
  expect(root?.get('project', 'dependencies', 1)).toMatchObject({ value: 'celery', startLine: 6 });
  expect(root?.get('tool', 'uv', 'sources', 'x', 'git')?.text()).toBe('https://x');
  expect(root?.get('package', 1)).toMatchObject({ startLine: 14, endLine: 16 });
  expect(root?.get('package', 1, 'a', 'b')).toMatchObject({ value: 10, startLine: 16 });
});

test('a broken TOML line is an error and the rest is read', () => {
  const { root, errors } = parseToml('[a]\nb = 1\nc = = 2\nd = 3\n');

  expect(errors).toHaveLength(1);
  expect(errors[0]?.line).toBe(3);
  expect(root?.get('a', 'd')?.value).toBe(3);
});

test('hostile TOML ends quickly', () => {
  const started = processorMs();

  expect(parseToml(`a=${'['.repeat(50_000)}${']'.repeat(50_000)}\n`).root).toBeNull();
  expect(parseToml(`${'a.'.repeat(50_000)}a=1\n`).errors.length).toBeGreaterThan(0);
  expect(parseToml('[__proto__]\npolluted=true\n').root?.get('__proto__', 'polluted')?.value).toBe(true);
  parseToml('[[t]]\na=1\n'.repeat(80_000));
  parseToml(`a = """${'\\"'.repeat(200_000)}`);

  expect(processorMs() - started).toBeLessThan(12_000);
});
