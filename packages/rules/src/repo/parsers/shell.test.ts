import { expect, test } from 'vitest';
import { parseArguments, parseShell, type ShellScript } from './shell.ts';
import { unwrapCommand } from './shell-unwrap.ts';

/** Processor time, not wall time: other work on the machine must not fail a test. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function brief(script: ShellScript): string[] {
  return script.commands.map((command) => command.words.map((word) => word.text).join(' '));
}

test('commands are split at operators, which both sides know', () => {
  const { commands } = parseShell('cd /app && A=1 B="x y" npm ci || exit 1; tail -f log | grep e & wait');

  expect(commands.map(({ before, name, after }) => [before, name, after])).toEqual([
    ['', 'cd', '&&'],
    ['&&', 'npm', '||'],
    ['||', 'exit', ';'],
    [';', 'tail', '|'],
    ['|', 'grep', '&'],
    ['&', 'wait', ''],
  ]);
  expect(commands[1]?.assignments.map(({ name, value }) => [name, value.text])).toEqual([
    ['A', '1'],
    ['B', 'x y'],
  ]);
});

test('quotes, escapes, continuations, variables and comments are understood, with lines', () => {
  const { commands } = parseShell('# c\necho "a $B \\"q\\"" \'$C\' ${D:-x y} \\\n  e\\ f # note\nls', 10);

  const [echo, ls] = commands;

  expect(echo?.words.map((word) => word.text)).toEqual(['echo', 'a $B "q"', '$C', '${D:-x y}', 'e f']);
  expect(echo?.words.flatMap((word) => word.variables)).toEqual(['B', 'D']);
  expect(echo).toMatchObject({ startLine: 11, endLine: 12 });
  expect(ls?.startLine).toBe(13);
});

test('control structures are no commands, and commands know the blocks around them', () => {
  const script = parseShell(
    'wait_db() {\n  while ! nc -z db 5432; do sleep 1; done\n}\nif [[ -n "$A" && $B == 1 ]]; then migrate; else echo no; fi\nfor f in a b; do cat $f; done\ncase "$1" in\n  web|api) exec gunicorn app ;;\n  (worker) celery worker;;\n  *) exec "$@"\nesac\n(cd x; ls)\nlast\n',
  );

  const byName = new Map(script.commands.map((command) => [command.name, command]));

  expect(script.functions).toEqual([{ name: 'wait_db', line: 1 }]);
  expect(byName.get('nc')).toMatchObject({ blocks: ['function', 'while'], condition: true, functionName: 'wait_db' });
  expect(byName.get('sleep')).toMatchObject({ blocks: ['function', 'while'], condition: false });
  expect(byName.get('[[')?.words.map((word) => word.text)).toEqual(['[[', '-n', '$A', '$B', '==', '1', ']]']);
  expect(byName.get('migrate')).toMatchObject({ blocks: ['if'], condition: false, functionName: null });
  expect(byName.get('celery')).toMatchObject({ blocks: ['case'], startLine: 8 });
  expect(byName.get('ls')?.blocks).toEqual(['subshell']);
  expect(byName.get('last')?.blocks).toEqual([]);
  expect(brief(script)).toContain('exec $@');
});

test('redirects and heredocs belong to their command', () => {
  const { commands } = parseShell('cat <<EOF > /etc/x 2>&1\nrm -rf /\nEOF\nnext >> log\n');

  expect(commands.map((command) => command.name)).toEqual(['cat', 'next']);
  expect(commands[0]?.redirects.map(({ operator, target }) => [operator, target.text])).toEqual([
    ['<<', 'EOF'],
    ['>', '/etc/x'],
    ['2>&', '1'],
  ]);
  expect(commands[0]?.redirects[0]?.heredoc).toEqual({
    text: 'rm -rf /',
    expands: true,
    startLine: 2,
    endLine: 2,
    closingLine: 3,
  });
  expect(commands[0]?.endLine).toBe(3);
  expect(commands[1]).toMatchObject({ startLine: 4 });
});

test('scripts inside commands are found: substitutions, sh -c, heredocs to a shell, ssh, eval', () => {
  const script = parseShell(
    'TAG=$(git rev-parse HEAD)\necho "`date`"\nexec bash -lc "pip install x &&\n run"\nssh -i key user@host "cd /srv && git pull"\nssh host <<E\n  restart\nE\nbash <<E\nlocal\nE\n',
  );

  const nested = script.commands.filter((command) => command.via !== 'script');

  expect(nested.map(({ via, name, startLine }) => [via, name, startLine])).toEqual([
    ['substitution', 'git', 1],
    ['substitution', 'date', 2],
    ['shell', 'pip', 3],
    ['shell', 'run', 4],
    ['ssh', 'cd', 5],
    ['ssh', 'git', 5],
    ['ssh', 'restart', 7],
    ['shell', 'local', 10],
  ]);
});

test('an argument list is a command with what it nests', () => {
  const script = parseArguments([
    { text: 'sh', line: 4 },
    { text: '-c', line: 4 },
    { text: 'migrate && exec gunicorn --bind 0.0.0.0:$PORT', line: 5 },
  ]);

  expect(brief(script)).toEqual([
    'sh -c migrate && exec gunicorn --bind 0.0.0.0:$PORT',
    'migrate',
    'exec gunicorn --bind 0.0.0.0:$PORT',
  ]);
  expect(script.commands[2]?.words.at(-1)?.variables).toEqual(['PORT']);
  expect(script.commands[2]?.startLine).toBe(5);
});

test('the program behind its wrappers is found', () => {
  const cases: [string, string, string[]][] = [
    [
      'exec /usr/bin/tini -g -- gosu app env A=1 poetry run gunicorn x',
      'gunicorn',
      ['exec', 'tini', 'gosu', 'env', 'poetry run'],
    ],
    ['uv run --group prod python manage.py migrate', 'python', ['uv run']],
    ['uv sync', 'uv', []],
    ['timeout -s KILL 10 ./bin/start', 'start', ['timeout']],
    ['exec "$@"', '$@', ['exec']],
    ['env', 'env', []],
  ];

  for (const [text, name, wrappers] of cases) {
    const [command] = parseShell(text).commands;
    expect(command && unwrapCommand(command)).toMatchObject({ name, wrappers });
  }
});

test('GitHub expressions stay whole', () => {
  expect(brief(parseShell("docker push app:${{ github.sha || 'x' }} && ls"))).toEqual([
    "docker push app:${{ github.sha || 'x' }}",
    'ls',
  ]);
});

test('what is never closed is an error with a line', () => {
  for (const text of ['\n"open', "\n'open", '\ncat <<EOF\nx']) {
    expect(parseShell(text).errors[0]?.line).toBeGreaterThan(1);
  }
  expect(parseShell('$( ( ` ${ case x in if while )))').errors).toBeDefined();
});

test('hostile scripts end quickly', () => {
  const started = processorMs();

  for (const unit of [
    '$(',
    '`',
    '"$(',
    '${',
    '(',
    '{ ',
    'if ',
    'case x in ',
    "'",
    '<<A ',
    '\\\n',
    'a|',
    '"',
    '\\"',
    'sh -c "',
    '<(',
    'f() ',
    '$((',
    'env ',
    'ssh a ',
    ' ',
    '#',
    '[[ ',
  ]) {
    parseShell(unit.repeat(Math.floor(150_000 / unit.length)));
    parseShell(`${unit.repeat(Math.floor(75_000 / unit.length))}\n`.repeat(2));
  }

  expect(processorMs() - started).toBeLessThan(15_000);
});
