import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import type { Place } from '../../../repo/place.ts';

/** With logging set up, only output that is mostly printed is lost in a buffer. */
const PRINTS_MIN = 5;
const PYTHON_PROGRAM =
  /^(?:python[\d.]*|gunicorn|uvicorn|hypercorn|daphne|granian|waitress-serve|celery|flask|fastapi|manage\.py|django-admin|rq|dramatiq|huey_consumer|streamlit|uwsgi|\S+\.py)$/;

export const unbuffered = defineRule({
  id: 'logs/unbuffered',
  factor: 'logs',
  title: "Python's output is unbuffered",
  severity: 'low',
  remediation:
    'Set `PYTHONUNBUFFERED=1` in the image (`ENV PYTHONUNBUFFERED=1`) or in the start environment, or report through `logging`.',
  appliesTo: (context) => {
    if (!context.facts.stacks.languages.includes('python')) return 'Not Python.';
    const runs = pythonProcesses(context).length > 0 || whereSet(context).length > 0;
    return runs || 'No image or start command runs Python in production.';
  },
  silence: 'Python prints nothing, and loggers flush each record.',

  *check(context) {
    const { facts } = context;
    const set = whereSet(context);
    for (const place of set) yield pass(place, 'Output is unbuffered here.');
    if (set.length > 0) return;
    const isPython = ({ path }: Place): boolean => facts.code.languageOf(path) === 'python';
    const prints = facts.logging.printCalls.filter((place) => isPython(place) && isBuffered(context, place));
    const logs = facts.logging.loggerCalls.filter(isPython);
    const setup = facts.logging.setups.find(({ language }) => language === 'python');
    const loses = setup ? prints.length >= PRINTS_MIN && prints.length > logs.length : prints.length > 0;
    const [first] = pythonProcesses(context);
    if (loses && first)
      yield fail(
        first.built?.stage.place ?? first.place,
        `Nothing sets PYTHONUNBUFFERED or -u, and the app prints (${prints[0]?.path}).`,
        { identity: 'buffered', confidence: 'medium' },
      );
    else if (setup) yield pass(setup.place, `${setup.how} flushes each record.`);
  },
});

function pythonProcesses({ facts }: RuleContext): Process[] {
  return facts.processes.production.filter(
    ({ main, steps, built }) =>
      PYTHON_PROGRAM.test(main?.command.program ?? '') ||
      steps.some(({ command }) => PYTHON_PROGRAM.test(command.program)) ||
      (main === null && /(?:^|\/)python$/.test(built?.stage.base.name ?? '')),
  );
}

function whereSet(context: RuleContext): Place[] {
  const { facts } = context;
  const images = facts.images.production.flatMap((image) => {
    const entry = image.final ? image.environment(image.final).get('PYTHONUNBUFFERED') : undefined;
    return entry && entry.value !== '' ? [entry.place] : [];
  });
  const deployed = facts.environment
    .setInProduction('PYTHONUNBUFFERED')
    .filter(({ value }) => value !== '')
    .map(({ place }) => place);
  const options = pythonProcesses(context).flatMap(({ steps }) =>
    steps
      .filter(({ command }) => /^python/.test(command.program) && command.args.some((arg) => /^-[A-Za-z]*u/.test(arg)))
      .map(({ place }) => place),
  );
  return [...images, ...deployed, ...options];
}

/** `print(…, flush=True)` and `print(…, file=sys.stderr)` reach the stream at once. */
function isBuffered({ repo }: RuleContext, { path, startLine }: Place): boolean {
  return !/flush\s*=\s*True|file\s*=\s*sys\.stderr/.test(
    repo
      .lines(path)
      .slice(startLine - 1, startLine + 3)
      .join('\n'),
  );
}
