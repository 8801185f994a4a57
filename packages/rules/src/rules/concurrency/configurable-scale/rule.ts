import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import { optionOf } from '../../../facts/processes/option-of.ts';
import { startsInForce } from '../../../facts/processes/starts-in-force.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { parseIni } from '../../../repo/parsers/ini.ts';
import { baseName, isInside, type Place, placeOf } from '../../../repo/place.ts';

export const configurableScale = defineRule({
  id: 'concurrency/configurable-scale',
  factor: 'concurrency',
  title: 'Process counts are configurable',
  severity: 'low',
  remediation:
    'Take the count from a variable (`--workers $WEB_CONCURRENCY`), from an autoscaler, or leave it to the platform.',
  appliesTo: (context) => [...counts(context)].length > 0 || 'Nothing sets a number of processes.',

  *check(context) {
    for (const { text, isLiteral, place } of counts(context)) {
      if (isLiteral) yield fail(place, `The number of processes is fixed: ${text}.`);
      else yield pass(place, `The number of processes can be changed: ${text}.`);
    }
  },
});

interface Count {
  text: string;
  isLiteral: boolean;
  place: Place;
}

function* counts(context: RuleContext): Iterable<Count> {
  const { facts } = context;
  const starts = startsInForce(facts.processes);
  for (const process of starts) {
    yield* inCommand(context, process);
    yield* inConfig(context, process);
  }
  for (const process of facts.processes.longRunning) {
    const { replicas } = process;
    if (process.deploy === 'helm' && replicas)
      yield { text: `${process.name} takes ${replicas.text} from the values`, isLiteral: false, place: replicas.place };
    else if (process.autoscaled && replicas)
      yield { text: `an autoscaler scales ${process.name}`, isLiteral: false, place: replicas.place };
    // Heroku takes the formation of app.json for a new app only; later deploys leave the count as it was set there.
    else if (process.deploy === 'procfile' && replicas)
      yield { text: `the platform scales ${process.name}`, isLiteral: false, place: replicas.place };
    // A scheduler is meant to be one.
    else if (replicas && process.type !== 'scheduler')
      yield {
        text: `${process.name} has ${replicas.text} replicas`,
        isLiteral: !replicas.variable && /^\d+$/.test(replicas.text.trim()),
        place: replicas.place,
      };
  }
  yield* ofPuma(context);
}

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  gunicorn: ['-w', '--workers'],
  uvicorn: ['--workers'],
  'fastapi-run': ['--workers'],
  hypercorn: ['-w', '--workers'],
  granian: ['--workers'],
  puma: ['-w', '--workers'],
  'celery-worker': ['-c', '--concurrency'],
  'celery-worker-beat': ['-c', '--concurrency'],
  'pm2-runtime': ['-i', '--instances'],
  pm2: ['-i', '--instances'],
  uwsgi: ['-p', '--processes', '--workers'],
  octane: ['--workers'],
};

function* inCommand({ facts }: RuleContext, process: Process): Iterable<Count> {
  const main = process.main;
  const server = main ? facts.processes.serverOf(main.command)?.name : undefined;
  const options = server ? OPTIONS[server] : undefined;
  if (!main || !options) return;
  const value = optionOf(main.command.args, ...options);
  if (value === null || value === '') return;
  if (/^(?:max|auto|0|-1)$/.test(value))
    yield { text: `${options.at(-1)} ${value}`, isLiteral: false, place: main.place };
  else yield { text: `${options.at(-1)} ${value}`, isLiteral: /^\d+$/.test(value), place: main.place };
}

const VARIABLE =
  /environ|getenv|ENV\b|\benv\(|config\(|cpu_count|nproc|processor_count|\$\(|\$\{|process\.env|max|auto|availableParallelism/;

/** gunicorn.conf.py, uwsgi.ini and ecosystem files of the server that is started. */
function* inConfig({ repo, facts }: RuleContext, process: Process): Iterable<Count> {
  const main = process.main;
  const server = main ? facts.processes.serverOf(main.command)?.name : undefined;
  if (!main) return;
  const find = (written: string | null | undefined, usual: string): string | undefined =>
    repo
      .named(baseName(written ?? usual))
      .find(
        (path) =>
          isInside(path, process.component) &&
          (written !== null && written !== undefined ? true : repo.isProduction(path)),
      );
  if (server === 'gunicorn') {
    const path = find(
      optionOf(main.command.args, '-c', '--config')?.replace(/^(?:file|python):/, ''),
      'gunicorn.conf.py',
    );
    const index = path ? repo.lines(path).findIndex((line) => /^\s*workers\s*=/.test(line)) : -1;
    const value = path ? (repo.lines(path)[index] ?? '').replace(/^\s*workers\s*=\s*/, '') : '';
    if (path && index >= 0)
      yield {
        text: `workers = ${value.trim()}`,
        isLiteral: /^\d+\s*(?:#.*)?$/.test(value.trim()),
        place: placeOf(path, index + 1),
      };
  } else if (server === 'uwsgi') {
    const path = find(main.command.args.find((arg) => /\.ini$/.test(arg))?.replace(/^--ini=/, ''), 'uwsgi.ini');
    const entries = path ? (repo.parsed(path, parseIni)?.entries ?? []) : [];
    const at = entries.findIndex((entry) => /^(?:processes|workers|cheaper)$/.test(entry.key));
    const entry = entries[at];
    if (!path || !entry?.value) return;
    // `if-not-env = UWSGI_PROCESSES` around it: a variable decides.
    const isGuarded = entries.slice(Math.max(0, at - 2), at).some((item) => /^if-(?:not-)?env$/.test(item.key));
    yield {
      text: `${entry.key} = ${entry.value}`,
      isLiteral: /^\d+$/.test(entry.value.trim()) && !isGuarded,
      place: placeOf(path, entry.startLine),
    };
  } else if (server === 'pm2' || server === 'pm2-runtime') {
    const path = find(
      main.command.args.find((arg) => /\.(?:c?js|json|ya?ml)$/.test(arg)),
      'ecosystem.config.js',
    );
    if (path) yield* ofEcosystem(repo.lines(path), path);
  }
}

function* ofEcosystem(lines: readonly string[], path: string): Iterable<Count> {
  const index = lines.findIndex((line) => /["']?instances["']?\s*:/.test(line));
  if (index < 0) return;
  const value = /instances["']?\s*:\s*(?<value>[^,\n]+)/.exec(lines[index] ?? '')?.groups?.value?.trim() ?? '';
  const isLiteral = /^["']?\d+["']?$/.test(value) && !/^["']?0/.test(value);
  yield { text: `instances: ${value}`, isLiteral, place: placeOf(path, index + 1) };
}

/** Puma's own file counts even where the platform starts it. */
function* ofPuma({ repo, facts }: RuleContext): Iterable<Count> {
  if (!facts.stacks.has('puma', 'rails')) return;
  for (const path of repo.named('puma.rb')) {
    if (!repo.isProduction(path)) continue;
    const lines = repo.lines(path);
    const index = lines.findIndex((line) => /^\s*workers\b/.test(line));
    const value = (lines[index] ?? '').replace(/^\s*workers[\s(]*/, '').replace(/\)\s*$/, '');
    if (index >= 0)
      yield {
        text: `workers ${value.trim()}`,
        isLiteral: /^\d+$/.test(value.trim()) && !VARIABLE.test(value),
        place: placeOf(path, index + 1),
      };
    else {
      const variable = lines.findIndex((line) => !/^\s*#/.test(line) && /WEB_CONCURRENCY/.test(line));
      if (variable >= 0) yield { text: 'WEB_CONCURRENCY', isLiteral: false, place: placeOf(path, variable + 1) };
    }
  }
}
