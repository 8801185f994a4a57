import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { buildSteps, runBuildStep } from './build-step.ts';
import { removeEmbeddedPostgres } from './embedded-postgres.ts';
import { printer } from './print.ts';
import { readSamples } from './sample.ts';
import { seedDemo } from './seed-demo.ts';
import { startLocally } from './start-locally.ts';

const usage = `usage: bin/start [--fresh] [--no-demo]

Starts Twelvefold on this machine: PostgreSQL and Redis (DATABASE_URL, REDIS_URL, or their own), the release step, and the Procfile's process types.
Without GITHUB_APP_ID a fake GitHub with an organisation of sample repositories runs beside them.

  --fresh     forget all data of earlier starts first
  --no-demo   start with an empty fake GitHub
  PORT=4000 bin/start   serve the dashboard on another port (default: 3000, or the next free one)`;

const root = resolve(import.meta.dirname, '../../..');
const stateDirectory = join(root, '.twelvefold');
const write = printer(process.stdout);
const say = (text: string) => write('twelvefold', text);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean' }, 'no-demo': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  if (values.fresh) {
    await removeEmbeddedPostgres(join(stateDirectory, 'postgres'));
    rmSync(stateDirectory, { recursive: true, force: true });
  }
  const file = join(root, '.env');
  const environment = { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };

  for (const step of buildSteps) if (await runBuildStep(root, stateDirectory, step)) say(`built the ${step.name}`);
  const stopping = stopSignal();
  const running = await startLocally({ root, stateDirectory, environment, write });
  say('');
  say(`The dashboard:  ${running.url}`);
  if (running.github) {
    say(`The fake GitHub: ${running.github.url} – push commits and open pull requests there`);
    say('Sign in as ada (owner of the organisation) or grace (member); no password.');
    say('Its repositories are pushed commit by commit now, and every push is audited. Ctrl-C stops everything.');
    say('');
  }
  const demo = running.github && !values['no-demo'] ? demoOf(running.github) : Promise.resolve();
  demo.catch((error: unknown) =>
    say(`The demonstration stopped: ${error instanceof Error ? error.message : String(error)}`),
  );

  const reason = await Promise.race([stopping, running.failed]);
  say(`stopping: ${reason}`);
  await running.close();
  process.exit(reason.startsWith('SIG') ? 0 : 1);
}

async function demoOf(github: Parameters<typeof seedDemo>[0]['github']): Promise<void> {
  const stateFile = join(stateDirectory, 'demo.json');
  await seedDemo({
    github,
    samples: readSamples(join(root, 'examples')),
    ownHistory: root,
    stateFile,
    now: new Date(),
    say,
  });
  say('The demonstration is complete: every push of every sample has been audited.');
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
