import type { ShellWord } from './shell-lexer.ts';

export interface UnwrappedCommand {
  /** The program that runs in the end: file name only, `/usr/bin/python3` is `python3`. */
  name: string;
  /** From that program on. */
  words: ShellWord[];
  /** Names of the programs before it, outermost first: `exec`, `tini`, `poetry run` … */
  wrappers: string[];
  /** `A=b` given by `env`. */
  assignments: { name: string; value: string; line: number }[];
}

interface Wrapper {
  /** Words that must follow the name: `run` for poetry. */
  subcommand?: readonly string[];
  /** Options with a value of their own. */
  valueOptions?: string;
  /** Plain words between the options and the wrapped command: the user of gosu, the time of timeout. */
  operands?: number;
}

const wrappers: Readonly<Record<string, readonly Wrapper[]>> = {
  exec: [{ valueOptions: '-a' }],
  command: [{}],
  builtin: [{}],
  env: [{ valueOptions: '-u --unset -C --chdir' }],
  sudo: [{ valueOptions: '-u -g -h -p -C --user --group' }],
  doas: [{ valueOptions: '-u' }],
  nohup: [{}],
  setsid: [{}],
  nice: [{ valueOptions: '-n' }],
  ionice: [{ valueOptions: '-c -n' }],
  stdbuf: [{ valueOptions: '-i -o -e' }],
  time: [{}],
  timeout: [{ valueOptions: '-s -k --signal --kill-after', operands: 1 }],
  xargs: [{ valueOptions: '-n -I -P -d -L' }],
  tini: [{ valueOptions: '-p -e' }],
  'dumb-init': [{ valueOptions: '-r --rewrite' }],
  gosu: [{ operands: 1 }],
  'su-exec': [{ operands: 1 }],
  setpriv: [{}],
  chpst: [{ valueOptions: '-u -e' }],
  's6-setuidgid': [{ operands: 1 }],
  flock: [{ valueOptions: '-w --timeout', operands: 1 }],
  uv: [
    {
      subcommand: ['run'],
      valueOptions:
        '--with --group --extra --python -p --env-file --project --directory --package --only-group --no-group',
    },
  ],
  poetry: [{ subcommand: ['run'] }],
  pipenv: [{ subcommand: ['run'] }],
  pdm: [{ subcommand: ['run'] }],
  hatch: [{ subcommand: ['run'] }],
  rye: [{ subcommand: ['run'] }],
  bundle: [{ subcommand: ['exec'] }],
  npx: [{ valueOptions: '-p --package -c' }],
  bunx: [{}],
  npm: [{ subcommand: ['exec'] }],
  pnpm: [{ subcommand: ['exec'] }, { subcommand: ['dlx'] }],
  yarn: [{ subcommand: ['exec'] }, { subcommand: ['dlx'] }],
  dotenv: [{ subcommand: ['run'], valueOptions: '-f -e' }, { valueOptions: '-f -e' }],
  'opentelemetry-instrument': [{ valueOptions: '--traces_exporter --metrics_exporter --logs_exporter --service_name' }],
  'ddtrace-run': [{}],
  'newrelic-admin': [{ subcommand: ['run-program'] }],
  'with-contenv': [{}],
  doppler: [{ subcommand: ['run'], valueOptions: '-p -c --project --config' }],
};

const wrappersMax = 10;
const assignmentForm = /^(?<name>[A-Za-z_][A-Za-z0-9_]*)=/;

/** Finds the program behind `exec`, `env`, `tini --`, `poetry run`, `bundle exec` and the like. */
export function unwrapCommand(command: { words: ShellWord[] }): UnwrappedCommand {
  let words = command.words;
  const result: UnwrappedCommand = { name: '', words, wrappers: [], assignments: [] };
  for (let round = 0; round < wrappersMax; round += 1) {
    const name = programName(words[0]);
    const inner = afterWrapper(name, words, result);
    if (inner === null || inner.length === 0) break;
    words = inner;
  }
  return { ...result, words, name: programName(words[0]) };
}

function programName(word: ShellWord | undefined): string {
  const text = word?.text ?? '';
  return text.slice(text.lastIndexOf('/') + 1);
}

/** The words after a wrapper and its options, or null where the command is no wrapper. */
function afterWrapper(name: string, words: ShellWord[], result: UnwrappedCommand): ShellWord[] | null {
  if (!Object.hasOwn(wrappers, name)) return null;
  for (const wrapper of wrappers[name] ?? []) {
    const subcommand = wrapper.subcommand ?? [];
    if (subcommand.some((word, index) => words[index + 1]?.text !== word)) continue;
    const start = skipOptions(words, 1 + subcommand.length, wrapper, result);
    if (start >= words.length) return null;
    result.wrappers.push([name, ...subcommand].join(' '));
    return words.slice(start);
  }
  return null;
}

function skipOptions(words: ShellWord[], from: number, wrapper: Wrapper, result: UnwrappedCommand): number {
  const valueOptions = new Set((wrapper.valueOptions ?? '').split(' '));
  let index = from;
  let operands = wrapper.operands ?? 0;
  for (; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) break;
    const assignment = assignmentForm.exec(word.text.slice(0, 300))?.groups?.name;
    if (word.text === '--') {
      if (operands === 0) return index + 1;
    } else if (word.text.startsWith('-')) index += valueOptions.has(word.text) ? 1 : 0;
    else if (assignment !== undefined) {
      result.assignments.push({ name: assignment, value: word.text.slice(assignment.length + 1), line: word.line });
    } else if (operands === 0) return index;
    else operands -= 1;
  }
  return index;
}
