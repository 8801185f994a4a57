import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DataFile, DataNode } from './data-node.ts';
import { parseDockerfile } from './dockerfile.ts';
import { parseEnvFile } from './env-file.ts';
import { parseGemfile } from './gemfile.ts';
import { parseDockerignore, parseGitignore } from './gitignore.ts';
import { parseGoModule } from './go-mod.ts';
import { parseGradle } from './gradle.ts';
import { parseHcl } from './hcl.ts';
import { renderHelm } from './helm.ts';
import { parseIni } from './ini.ts';
import { parseJson } from './json.ts';
import { parseLockFile } from './lock-file.ts';
import { parseMakefile } from './makefile.ts';
import { parseNginx } from './nginx.ts';
import { parseProcfile } from './procfile.ts';
import { parseProperties } from './properties.ts';
import { parseRequirements } from './requirements.ts';
import { parseShell } from './shell.ts';
import { parseSource } from './source.ts';
import { parseToml } from './toml.ts';
import { parseXml } from './xml.ts';
import { parseYaml } from './yaml.ts';

/** Processor time, not wall time: other work on the machine must not fail a test. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const noValues = { values: null, chartName: '', appVersion: '' };

function parseIgnoreFiles(text: string): unknown {
  const files = [parseGitignore(text), parseDockerignore(text)];
  for (const file of files) for (const path of ['a/b.log', '.env', text.slice(0, 50)]) file.decidingLine(path);
  return files.map((file) => file.patterns);
}

/** Every parser with a sample that uses much of its format. What it returns is searched for places. */
const parsers: Record<string, [(text: string) => unknown, string]> = {
  dockerfile: [
    parseDockerfile,
    'ARG V=3\nFROM --platform=linux/amd64 a:${V:-1} AS b\nENV A=1 \\\n  # c\n  B="x y"\nRUN <<E && ls\nbody\nE\nCMD ["a", \\\n "b"]\nHEALTHCHECK --interval=1s CMD x\nONBUILD RUN y\n',
  ],
  yaml: [
    (text) => dataPlaces(parseYaml(text)),
    'a: &a {b: [1, "x"], c: !t y}\nd:\n  <<: *a\n  e: |\n    z\n\n  f: >-\n    q\n---\n- *a\n- ? k\n  : v\n',
  ],
  json: [
    (text) => dataPlaces(parseJson(text)),
    '{"a": [1, 2.5e3, null, true, "x\\u0041"], // c\n "b": {"c": {}},\n}\n',
  ],
  toml: [
    (text) => dataPlaces(parseToml(text)),
    'a.b = 1\n[t]\ns = """x\ny"""\nl = [1,\n 2]\n[[r]]\nd = 2001-01-01\ni = {k = \'v\'}\n[[r]]\n[r.s]\n',
  ],
  env: [parseEnvFile, '# A=1\nexport B="x\ny" # c\nC=\'z\'\nD\nE: f\n'],
  procfile: [parseProcfile, 'web: a $PORT\n# c\nworker: b\n'],
  requirements: [
    parseRequirements,
    '-r a.txt\nx[y]>=1,<2; m == "1" --hash=sha256:a \\\n  --hash=sha256:b\n-e git+https://g#egg=e\nz @ https://u\n',
  ],
  shell: [
    (text) => parseShell(text, 1),
    'f() { while ! a; do sleep 1; done; }\nif [[ -n $A && b ]]; then sh -c "x $(y `z`)" 2>&1 | tee \'q\'; fi\ncase $1 in a|b) c ;; *) exec "$@" ;; esac\ncat <<-E > f\n\tbody ${V:-d}\n\tE\nssh h "k" & wait\n',
  ],
  properties: [parseProperties, 'a=b\\\n  c\n! d\ne\\ f: g\\u0041\n'],
  ini: [parseIni, '[s]\na = b\n  c\nd: "e" ; f\n[t\ng=\\\nh\n'],
  xml: [
    parseXml,
    '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY e "x">]>\n<a b="c">&e;<d>\n<![CDATA[x]]></d><!-- z --></a>\n',
  ],
  gradle: [
    parseGradle,
    'plugins { id("a") version "1" }\ndependencies {\n  implementation(platform("a:b:1"))\n  /* x\n */ api group: \'g\', name: \'n\'\n}\next.v = "1"\n',
  ],
  gemfile: [parseGemfile, 'ruby "3.3"\ngroup :test do\n  gem "a", "~> 1", group: [:b, :c], git: "x"\nend\n'],
  goModule: [parseGoModule, 'module a\ngo 1.23\nrequire (\n\tb v1 // indirect\n)\nreplace b => ../c v2\n'],
  hcl: [parseHcl, 'a "b" {\n  c = "${x["y"]}" // z\n  d = [1, {e = f}, g("h")]\n  i = <<E\nbody\nE\n  j {\n  }\n}\n'],
  nginx: [parseNginx, 'http { # c\n  server { listen ${P}; a "b c" \'d\'; }\n}\n'],
  makefile: [parseMakefile, 'A := 1\n.PHONY: b\nb c: d ; e\n\t@f \\\n\t  g\n'],
  ignore: [parseIgnoreFiles, '*.log\n!a/**/b[0-9].x\n/c/\n\\#d\n'],
  helm: [
    (text) => {
      expect(renderHelm(text, noValues).text.split('\n')).toHaveLength(text.split('\n').length);
      return renderHelm(text, noValues).references;
    },
    '{{- if .Values.a.b }}\nx: {{ .Values.c | default "d" | quote }}\n{{- /* y\n */}}\n  {{ toYaml .Values.e | nindent 2 }}\n{{ end }}\n',
  ],
  npmLock: [
    (text) => parseLockFile('package-lock.json', text),
    '{"packages":{"node_modules/a":{"version":"1"}},"dependencies":{"b":{"version":"1"}}}',
  ],
  pnpmLock: [(text) => parseLockFile('pnpm-lock.yaml', text), "packages:\n  '@a/b@1':\n    x: y\n  /c/1.0(d@2):\n"],
  yarnLock: [(text) => parseLockFile('yarn.lock', text), '"a@^1", a@^2:\n  version "1"\nb@npm:1:\n  version: 2\n'],
  uvLock: [(text) => parseLockFile('uv.lock', text), '[[package]]\nname = "a"\nversion = "1"\n'],
  gemLock: [(text) => parseLockFile('Gemfile.lock', text), 'GEM\n  specs:\n    a (1)\nRUBY VERSION\n   ruby 3.3\n'],
  mixLock: [(text) => parseLockFile('mix.lock', text), '%{\n  "a": {:hex, :a, "1", "h"},\n}\n'],
  python: [
    (text) => parseSource('python', text).errors,
    'def f(a: int = 1):\n  """d"""\n  return f"{a!r}" if a else os.environ["B"]\n',
  ],
  typescript: [(text) => parseSource('typescript', text).errors, 'class A<T> { b = `x${process.env.C}` as T; }\n'],
  go: [(text) => parseSource('go', text).tree?.findPattern('f($A)').length, 'package a\nfunc b() { f("c", `d`) }\n'],
};

function dataPlaces(file: DataFile): unknown {
  const places: unknown[] = [...file.errors];
  function visit(node: DataNode): void {
    places.push({ startLine: node.startLine, endLine: node.endLine });
    for (const entry of node.entries()) {
      places.push({ keyLine: entry.keyLine });
      visit(entry.node);
    }
    for (const item of node.items()) visit(item);
  }
  for (const document of file.documents) visit(document);
  return places;
}

/** Throws where any line in a result is outside the file or a span runs backwards. */
function expectPlacesWithin(value: unknown, lineCount: number): void {
  if (value instanceof Map) expectPlacesWithin([...value.values()], lineCount);
  if (Array.isArray(value)) {
    for (const item of value) expectPlacesWithin(item, lineCount);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const fields = value as Record<string, unknown>;
  for (const [key, field] of Object.entries(fields)) {
    if (typeof field === 'number' && /^(?:line|startLine|endLine|keyLine)$/.test(key)) {
      if (!Number.isInteger(field) || field < 1 || field > lineCount)
        throw new Error(`${key} ${field} of ${lineCount}`);
    } else expectPlacesWithin(field, lineCount);
  }
  if (Number(fields.startLine) > Number(fields.endLine)) throw new Error(`${fields.startLine} > ${fields.endLine}`);
}

interface Change {
  at: number;
  removed: number;
  inserted: string;
}

const signs = [
  ...'"\'`\\\n\r\t {}[]()<>$:=#,;|%!@\0\ufeff\u2028\u00e90'.split(''),
  ...'\r\n,<<,<<E,${,$(,{{,}},//,/*,*/,- ,---\n,&a,*a,&&,\ud800,end,do,FROM '.split(','),
];
const changes = fc.array(
  fc.record<Change>({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(12),
    inserted: fc.oneof(
      fc.constantFrom(...signs),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.array(fc.constantFrom(...signs), { maxLength: 6 }).map((parts) => parts.join('')),
    ),
  }),
  { maxLength: 8 },
);

function mutate(text: string, list: Change[]): string {
  return list.reduce((current, { at, removed, inserted }) => {
    const index = Math.floor(at * current.length);
    return current.slice(0, index) + inserted + current.slice(index + removed);
  }, text);
}

test.each(Object.keys(parsers))('%s: no text makes it throw, and every place is within the file', (name) => {
  const [parse, sample] = parsers[name] ?? [];

  fc.assert(
    fc.property(changes, fc.boolean(), (list, twice) => {
      const text = mutate(twice ? `${sample}${sample}` : (sample ?? ''), list);
      const lineCount = Math.max(1, text.split('\n').length);
      expectPlacesWithin(parse?.(text), lineCount);
    }),
    { numRuns: 300 },
  );
});

test.each(Object.keys(parsers))('%s: the same text gives the same result', (name) => {
  const [parse, sample] = parsers[name] ?? [];

  expect(JSON.stringify(parse?.(sample ?? ''))).toBe(JSON.stringify(parse?.(sample ?? '')));
  expect(() => expectPlacesWithin(parse?.(''), 1)).not.toThrow();
});

const units = [
  'a',
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  '[',
  '{',
  '(',
  '<a>',
  '</a>',
  '${',
  '{{',
  '\\\n',
  '#',
  '=',
  ':',
  'a:',
  '- ',
  'a=',
  'a.',
  '*',
  '**/',
  '&a ',
  '/',
  '<<',
  '<<A\n',
  '$(',
  'a b\n',
  '[a]\n',
  'a "b" {\n',
  '/*',
  '{{ .Values.a',
  '!',
  'é',
  '\0',
  '<!--',
  '@',
  '    a (1',
  '"a',
  'a\\',
  '\r',
];

test.each(Object.keys(parsers))(
  '%s: a piece repeated to 150 KB ends in seconds',
  (name) => {
    const [parse] = parsers[name] ?? [];
    let slowest = { unit: '', ms: 0 };

    for (const unit of units) {
      const text = unit.repeat(Math.floor(150_000 / unit.length));
      const started = processorMs();
      parse?.(text);
      const ms = processorMs() - started;
      if (ms > slowest.ms) slowest = { unit, ms };
    }

    // Quadratic work on this size takes minutes; a linear parser takes well under a second.
    expect(slowest.ms, JSON.stringify(slowest.unit)).toBeLessThan(4_000);
  },
  120_000,
);
