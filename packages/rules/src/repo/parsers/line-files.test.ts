import { expect, test } from 'vitest';
import { parseEnvFile } from './env-file.ts';
import { parseProcfile } from './procfile.ts';
import { parseRequirements } from './requirements.ts';

/** Processor time, not wall time: other work on the machine must not fail a test. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

test('an env file gives names, values, quotes, comments and lines', () => {
  const { assignments, commented, errors } = parseEnvFile(
    '# Header\nexport A=1 # note\nB="two\nlines"\nC=\'$x\'\n# D=4\nE=\nF\n%bad\nG=a#b\nH="open\nI="a\\"b"\n',
  );

  expect(assignments.map(({ name, value, startLine, endLine }) => [name, value, startLine, endLine])).toEqual([
    ['A', '1', 2, 2],
    ['B', 'two\nlines', 3, 4],
    ['C', '$x', 5, 5],
    ['E', '', 7, 7],
    ['F', null, 8, 8],
    ['G', 'a#b', 10, 10],
    ['H', 'open\nI=', 11, 12],
  ]);
  expect(commented).toMatchObject([{ name: 'D', value: '4', startLine: 6 }]);
  expect(errors).toEqual([{ message: 'Not an assignment', line: 9 }]);
});

test('an env file with endless lines or quotes that never close ends quickly', () => {
  const started = processorMs();

  parseEnvFile(`K=${'A'.repeat(8_000_000)}`);
  parseEnvFile(`K=" ${'#'.repeat(1_000_000)}`);
  const { assignments } = parseEnvFile("K='\nK=x\n".repeat(5_000).replaceAll('x', '"'));

  expect(assignments.length).toBeGreaterThan(0);
  expect(processorMs() - started).toBeLessThan(6_000);
});

test('a Procfile gives process types with commands and lines', () => {
  const { entries, errors } = parseProcfile(
    'web: gunicorn app --bind 0.0.0.0:$PORT\r\n# c\nworker : celery -A app worker\nbad\n',
  );

  expect(entries).toEqual([
    { type: 'web', command: 'gunicorn app --bind 0.0.0.0:$PORT', line: 1 },
    { type: 'worker', command: 'celery -A app worker', line: 3 },
  ]);
  expect(errors).toEqual([{ message: 'Not a process type', line: 4 }]);
  expect(parseProcfile('web: x\n'.repeat(100_000)).entries).toHaveLength(100_000);
});

test('requirements give names, bounds, extras, markers, hashes, URLs, includes and lines', () => {
  const file = parseRequirements(
    `-r base.txt
-c constraints.txt
--index-url https://x/simple
Django[argon2,bcrypt] >=5, <6 ; python_version > "3.8"  # web
celery==5.4.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
requests
-e git+https://github.com/a/b.git@main#egg=Some_Pkg
pkg @ git+ssh://git@github.com/a/c
./local
uvicorn==0.*
%%
`,
  );

  expect(file.includes).toEqual([
    { path: 'base.txt', kind: 'requirements', line: 1 },
    { path: 'constraints.txt', kind: 'constraints', line: 2 },
  ]);
  expect(file.options).toEqual([{ name: '--index-url', value: 'https://x/simple', line: 3 }]);
  expect(file.requirements).toMatchObject([
    {
      name: 'django',
      extras: ['argon2', 'bcrypt'],
      specifier: '>=5,<6',
      marker: 'python_version > "3.8"',
      startLine: 4,
    },
    { name: 'celery', pinned: true, hashes: ['sha256:aa', 'sha256:bb'], startLine: 5, endLine: 7 },
    { name: 'requests', specifier: '', pinned: false },
    { name: 'some-pkg', editable: true, vcs: 'git' },
    { name: 'pkg', vcs: 'git', url: 'git+ssh://git@github.com/a/c' },
    { name: '', url: './local' },
    { name: 'uvicorn', pinned: false, specifier: '==0.*' },
  ]);
  expect(file.errors).toEqual([{ message: 'Not a requirement', line: 13 }]);
});
