import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { isInside, type Place } from '../../../repo/place.ts';

export const noDevServer = defineRule({
  id: 'port-binding/no-dev-server',
  factor: 'port-binding',
  title: 'Production runs a production server',
  severity: 'high',
  remediation: ({ facts }) => `Start a production server instead: ${replacement(facts.stacks.languages[0])}.`,
  appliesTo: ({ facts }) =>
    facts.processes.longRunning.some((process) => process.steps.length > 0) ||
    'No file of the repository starts the app in production.',

  *check(context) {
    const { facts } = context;
    for (const process of facts.processes.longRunning) {
      const development = process.steps.find(
        (step) => facts.processes.serverOf(step.command)?.development && !isOptional(process, step.command.conditional),
      );
      if (development) {
        const name = facts.processes.serverOf(development.command)?.name;
        yield fail(development.place, `The ${process.name} process runs a development server (${name}).`);
        continue;
      }
      const flask = flaskRun(context, process);
      if (flask) yield fail(flask, `The ${process.name} process runs a development server (Flask's app.run).`);
      else if (process.main)
        yield pass(process.main.place, `The ${process.name} process runs ${process.main.command.program}.`);
    }
  },
});

/** A development branch of a start script that ends in a production server is not what production runs. */
function isOptional(process: Process, conditional: boolean): boolean {
  return conditional && process.main !== null && !process.main.command.conditional;
}

/** `python app.py`, where that file starts Flask's own server. */
function flaskRun({ facts }: RuleContext, process: Process): Place | null {
  const { program = '', args = [] } = process.main?.command ?? {};
  const file = /^python[\d.]*$/.test(program) ? args.find((arg) => !arg.startsWith('-')) : undefined;
  if (!file?.endsWith('.py')) return null;
  const name = file.replace(/^.*\//, '');
  const [run] = facts.code
    .search({
      languages: ['python'],
      literals: ['Flask('],
      pattern: /^[ \t]+\w+\.run\((?![^)\n]*\b(?:server|server_class)\s*=)/gm,
    })
    .filter(({ path }) => (path === name || path.endsWith(`/${name}`)) && isInside(path, process.component));
  return run?.place ?? null;
}

const REPLACEMENTS: Readonly<Record<string, string>> = {
  python: '`gunicorn project.wsgi` or `uvicorn app:app` without `--reload`',
  javascript: '`node server.js`, `next start`, or a static server for a built bundle',
  ruby: '`bundle exec puma`',
  php: 'FrankenPHP, Octane, or php-fpm behind a web server in the image',
  java: '`java -jar app.jar`',
  go: 'the compiled binary',
};

function replacement(language: string | undefined): string {
  return REPLACEMENTS[language ?? ''] ?? 'the server that the framework documents for production';
}
