import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface BuildStep {
  name: string;
  /** What it reads, as globs from the root: it runs again when one of these changed. */
  inputs: string[];
  /** A file that it makes. */
  output: string;
  command: [string, ...string[]];
  environment?: Record<string, string>;
}

/** Both builds of a checkout: the database client and the dashboard. */
export const buildSteps: readonly BuildStep[] = [
  {
    name: 'database client',
    inputs: ['prisma/schema.prisma', 'package-lock.json'],
    output: 'packages/db/src/generated/client.ts',
    command: ['prisma', 'generate', '--schema', 'prisma/schema.prisma'],
    // `prisma generate` would download an engine that it does not use, unless it is told of some existing file.
    environment: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  },
  {
    name: 'dashboard',
    inputs: [
      'apps/web/src/**/*',
      'apps/web/*.*',
      'packages/contracts/src/**/*',
      'packages/rules/src/{report,factors}.ts',
      'package-lock.json',
    ],
    output: 'apps/web/dist/index.html',
    command: ['npm', 'run', 'build', '--workspace', '@twelvefold/web'],
  },
];

/** Runs the step unless its output is there and stands for the same inputs. Answers whether it ran. */
export async function runBuildStep(root: string, stateDirectory: string, step: BuildStep): Promise<boolean> {
  const stampFile = join(stateDirectory, 'stamps', `${step.name.replaceAll(' ', '-')}.sha256`);
  const stamp = hashOf(root, step.inputs);
  const isCurrent =
    existsSync(join(root, step.output)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (isCurrent) return false;
  const [command, ...args] = step.command;
  const binaries = join(root, 'node_modules', '.bin');
  const environment = { ...process.env, ...step.environment, PATH: `${binaries}:${process.env.PATH ?? ''}` };
  try {
    await run(command, args, { cwd: root, env: environment, maxBuffer: 1 << 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`Building the ${step.name} failed (${step.command.join(' ')}):\n${stdout}${stderr}`, {
      cause: error,
    });
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

function hashOf(root: string, globs: string[]): string {
  const hash = createHash('sha256');
  for (const path of globs.flatMap((glob) => globSync(glob, { cwd: root })).sort()) {
    if (!statSync(join(root, path)).isFile()) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}
