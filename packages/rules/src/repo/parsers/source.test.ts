import { expect, test } from 'vitest';
import { parseSource, spanOf } from './source.ts';
import { languageOf, type SourceLanguage } from './source-language.ts';

const samples: [SourceLanguage, string, string, number][] = [
  ['python', 'import os\n\nx = os.environ.get("A", "b")\n', 'os.environ.get($NAME, $$$REST)', 3],
  ['javascript', 'const a = 1;\nconst b = process.env.B;\n', 'process.env.$NAME', 2],
  ['typescript', 'const a: string = process.env["B"] ?? "";\n', 'process.env[$NAME]', 1],
  ['tsx', 'const a = <a href={process.env.B} />;\n', 'process.env.$NAME', 1],
  ['ruby', 'a = 1\nENV.fetch("A", 1)\n', 'ENV.fetch($$$ARGS)', 2],
  ['go', 'package a\n\nfunc f() {\n\tx := os.Getenv("A")\n}\n', 'os.Getenv($NAME)', 4],
  ['java', 'class A {\n  void f() { System.getenv("A"); }\n}\n', 'System.getenv($NAME)', 2],
  ['php', '<?php\n\n$x = env("A", 1);\n', 'env($NAME, $$$REST)', 3],
  [
    'csharp',
    'class A {\n  void F() { Environment.GetEnvironmentVariable("A"); }\n}\n',
    'Environment.GetEnvironmentVariable($NAME)',
    2,
  ],
  ['elixir', 'x = 1\nSystem.get_env("A")\n', 'System.get_env($NAME)', 2],
  ['rust', 'fn f() {\n  std::env::var("A");\n}\n', 'std::env::var($NAME)', 2],
  ['kotlin', 'fun f() {\n  System.getenv("A")\n}\n', 'System.getenv($NAME)', 2],
  ['bash', 'a=1\nnpm install x\n', 'npm install $NAME', 2],
];

test.each(samples)('%s: a pattern finds its node and line', (language, text, pattern, line) => {
  const { tree, errors } = parseSource(language, text);

  const found = tree?.findPattern(pattern) ?? [];

  expect(errors).toEqual([]);
  expect(found.map((node) => spanOf(node))).toEqual([{ startLine: line, endLine: line }]);
});

test('captures, statements and kinds are found in Go and PHP too', () => {
  const go = parseSource(
    'go',
    'package a\nimport "os"\nfunc f() { x := os.Getenv("A"); if x == "" { panic(1) } }\n',
  ).tree;
  const php = parseSource('php', '<?php\nclass A { function f() { return $this->env("B"); } }\n').tree;

  expect(go?.findPattern('os.Getenv($N)')[0]?.getMatch('N')?.text()).toBe('"A"');
  expect(go?.findPattern('$V := os.Getenv($N)')[0]?.getMatch('V')?.text()).toBe('x');
  expect(go?.findKind('import_spec')).toHaveLength(1);
  expect(php?.findPattern('$this->env($N)')[0]?.getMatch('N')?.text()).toBe('"B"');
});

test('a broken file still has a tree', () => {
  const { tree } = parseSource('python', 'def f(:\n  x = os.getenv("A")\n');

  expect(tree?.findPattern('os.getenv($N)')).toHaveLength(1);
});

test('what would take minutes or is no text is refused', () => {
  expect(parseSource('python', 'a\0b').errors[0]?.message).toContain('binary');
  expect(parseSource('ruby', '%w('.repeat(33_000)).errors[0]?.message).toContain('repetitive');
  expect(parseSource('python', '\\\n'.repeat(50_000)).errors[0]?.message).toContain('repetitive');
  expect(parseSource('go', 'x'.repeat(400_001)).errors[0]?.message).toContain('too long');
});

test('the language comes from the file name', () => {
  expect(['a/b.py', 'x.tsx', 'Gemfile', 'a.unknown', '.py', 'constructor', 'X.RB'].map(languageOf)).toEqual([
    'python',
    'tsx',
    'ruby',
    null,
    null,
    null,
    'ruby',
  ]);
});
