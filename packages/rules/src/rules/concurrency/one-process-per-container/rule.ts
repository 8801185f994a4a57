import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import { optionOf } from '../../../facts/processes/option-of.ts';
import { startsInForce } from '../../../facts/processes/starts-in-force.ts';
import type { Process, ProcessStep } from '../../../facts/processes-fact.ts';
import { parseProcfile } from '../../../repo/parsers/procfile.ts';
import { baseName, folderOf, isInside, placeOf } from '../../../repo/place.ts';

export const oneProcessPerContainer = defineRule({
  id: 'concurrency/one-process-per-container',
  factor: 'concurrency',
  title: 'Each container runs one process type',
  severity: 'medium',
  remediation:
    'Give each process type a container of its own from the same image: one service for web, one for the worker, one for the scheduler.',
  appliesTo: ({ facts }) => startsInForce(facts.processes).some(isContainer) || 'No image or start command.',

  *check(context) {
    for (const process of startsInForce(context.facts.processes).filter(isContainer)) {
      const found = [...several(context, process)];
      yield* found;
      if (found.length === 0 && process.main)
        yield pass(process.main.place, `The ${process.name} process runs ${process.main.command.program} alone.`);
    }
  },
});

/** Hosts run many units; a supervisor's programs are judged with the image that runs it. */
function isContainer(process: Process): boolean {
  return process.deploy !== 'systemd' && process.deploy !== 'supervisor';
}

function* several(context: RuleContext, process: Process): Iterable<RuleYield> {
  const main = process.main;
  if (!main) return;
  const runner = runnerOf(context, process, main);
  if (runner) {
    yield fail(main.place, `The ${process.name} container runs several process types: ${runner}.`);
    return;
  }
  const beside = process.steps.filter((step) => step !== main && isBeside(context, step, main));
  for (const step of beside)
    yield fail(
      step.place,
      `The ${process.name} container also runs \`${step.command.text.slice(0, 80)}\` beside ${main.command.program}.`,
      {
        confidence: context.facts.processes.serverOf(step.command) ? 'high' : 'medium',
      },
    );
}

const HELPERS =
  /^(?:sleep|tail|cat|echo|wait\S*|wait-for\S*|inotifywait|kill|touch|chown|chmod|mkdir|rm|cp|mv|ln|sed|awk|grep|curl|wget|Xvfb|xvfb-run|dbus-daemon|export|set|trap|tee|:|true|logger|rsyslogd|socat|watch|\[|\[\[|nc|ncat|pg_isready|redis-cli|--.*)$/;

/** A long-running command in the background, or a daemon for schedules beside the app. */
function isBeside({ facts }: RuleContext, step: ProcessStep, main: ProcessStep): boolean {
  const { command } = step;
  if (
    /^(?:cron|crond|supercronic)$/.test(command.program) ||
    (command.program === 'service' && /^crond?$/.test(command.args[0] ?? '') && command.args[1] === 'start')
  )
    return main.command.program !== command.program;
  if (!command.background || HELPERS.test(command.program) || command.text === main.command.text) return false;
  const server = facts.processes.serverOf(command);
  const own = facts.processes.serverOf(main.command);
  // A web server in front of its own application server is one type.
  const isFront = (name: string | undefined) => name !== undefined && /^(?:nginx|apache|caddy|php-fpm)$/.test(name);
  if (server?.type === 'web' && own?.type === 'web' && (isFront(server.name) || isFront(own.name))) return false;
  if (server) return true;
  return (
    /^(?:python3?[\d.]*|manage\.py|node|php|ruby|rails|rake|bundle|java|npm|yarn|pnpm|bun|deno|artisan|dotnet|mix|celery)$/.test(
      command.program,
    ) && !/\b(?:migrate|collectstatic|install|build|seed)\b/.test(command.text)
  );
}

/** A program whose trade is to run several others, and what it runs; null where it is one type. */
function runnerOf(context: RuleContext, process: Process, main: ProcessStep): string | null {
  const { program, args } = main.command;
  if (program === 'concurrently') return 'concurrently';
  if (
    /^(?:npm-run-all|run-p)$/.test(program) &&
    (program === 'run-p' || args.some((arg) => arg === '-p' || arg === '--parallel'))
  )
    return program;
  if (/^(?:honcho|foreman|overmind|hivemind|goreman|forego)$/.test(program))
    return procfileRunner(context, process, program, args);
  if (program === 'supervisord') return supervised(context, process, main);
  if (program === 's6-svscan') return scanned(context, process, main);
  if (program === 'init' && main.command.words.some((word) => word === '/init')) return overlaid(context, process);
  return null;
}

function procfileRunner(
  { repo }: RuleContext,
  process: Process,
  program: string,
  args: readonly string[],
): string | null {
  const written = optionOf(args, '-f', '--procfile') ?? 'Procfile';
  const types = args
    .slice(args.indexOf('start') + 1)
    .filter((arg, index, rest) => !arg.startsWith('-') && !/^-/.test(rest[index - 1] ?? '') && arg !== program);
  if (args.includes('start') && types.length === 1) return null;
  const path = repo.named(baseName(written)).find((item) => isInside(item, process.component) || folderOf(item) === '');
  const entries = path ? (repo.parsed(path, parseProcfile)?.entries ?? []) : [];
  const kept = entries.filter((entry) => entry.type !== 'release');
  if (path && kept.length < 2) return null;
  return kept.length > 0 ? `${program} starts ${kept.map((entry) => entry.type).join(', ')}` : program;
}

/** Copies of one program are one type; a front server and its application server too. */
function supervised({ facts }: RuleContext, process: Process, main: ProcessStep): string | null {
  const written = optionOf(main.command.args, '-c', '--configuration');
  const image = process.built?.image;
  const programs = facts.processes.all.filter((item) => {
    if (item.deploy !== 'supervisor') return false;
    if (written !== null && baseName(item.place.path) === baseName(written)) return true;
    return (
      image !== undefined &&
      isInside(item.place.path, folderOf(image.path)) &&
      (written === null || !/\.conf$/.test(written) || /\/conf\.d\//.test(item.place.path))
    );
  });
  const near =
    written === null
      ? programs
      : programs.filter(
          (item) =>
            image === undefined ||
            isInside(item.place.path, folderOf(image.path)) ||
            isInside(item.place.path, image.context),
        );
  const kinds = new Set(near.map((item) => item.type).filter((type) => type !== 'init'));
  if (kinds.size < 2) return null;
  return `supervisord starts ${near.map((item) => item.name).join(', ')}`;
}

/** The services that s6-overlay runs, by their own run scripts. */
function overlaid({ repo, facts }: RuleContext, process: Process): string | null {
  const base = process.built?.image.context ?? '';
  const services = repo.paths.filter(
    (path) => /\/(?:s6-rc\.d|services\.d)\/(?!init)[^/]+\/run$/.test(path) && isInside(path, base),
  );
  const kinds = new Map<string, string>();
  for (const path of services) {
    const server = facts.commands
      .parse(repo.text(path), placeOf(path))
      .map((command) => facts.processes.serverOf(command))
      .find((item) => item !== null);
    if (server) kinds.set(server.type, baseName(folderOf(path)));
  }
  return kinds.size > 1 ? `s6-overlay starts ${[...kinds.values()].join(', ')}` : null;
}

/** The folder that s6 scans: a service for each folder inside, but for helpers such as a log daemon. */
function scanned({ repo }: RuleContext, process: Process, main: ProcessStep): string | null {
  const folder = main.command.args.findLast((arg) => arg.startsWith('/'))?.replace(/\/$/, '') ?? '';
  const image = process.built?.image;
  if (folder === '' || !image) return null;
  const services = repo.paths.filter(
    (path) => /\/run$/.test(path) && isInside(path, image.context) && folder.endsWith(`/${folderOf(folderOf(path))}`),
  );
  const names = services.map((path) => baseName(folderOf(path))).filter((name) => !/log/i.test(name));
  return names.length > 1 ? `s6 starts ${names.join(', ')}` : null;
}
