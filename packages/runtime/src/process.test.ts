import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const index = new URL('./index.ts', import.meta.url).href;

/** Runs a program that may import everything of this package as `runtime`; `afterLine` may send it signals. */
async function run(body: string, signals: NodeJS.Signals[] = []) {
  const script = `import * as runtime from ${JSON.stringify(index)};\n${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (const line of text.split('\n')) {
      if (!/ready|shutting down/.test(line)) continue;
      const signal = signals.shift();
      if (signal) child.kill(signal);
    }
  });
  const [code] = await once(child, 'close');
  return { code, output };
}

const idle = `const logger = runtime.createLogger({ name: 't' });
setInterval(() => {}, 1000);`;

test('SIGTERM runs every step in order, even after one that fails, and exits', async () => {
  const good = await run(
    `${idle} runtime.onShutdown({ logger, timeoutMs: 5000, close: [async () => logger.info('one'), async () => logger.info('two')] }); logger.info('ready');`,
    ['SIGTERM'],
  );
  const bad = await run(
    `${idle} runtime.onShutdown({ logger, timeoutMs: 5000, close: [async () => { throw new Error('no'); }, async () => logger.info('two')] }); logger.info('ready');`,
    ['SIGTERM'],
  );

  expect(good.code).toBe(0);
  expect(good.output.indexOf('"one"')).toBeLessThan(good.output.indexOf('"two"'));
  expect(bad.code).toBe(1);
  expect(bad.output).toContain('"two"');
});

test('a step that hangs is cut off by the time-out, and by a second signal', async () => {
  const hang = (timeoutMs: number) =>
    `${idle} runtime.onShutdown({ logger, timeoutMs: ${timeoutMs}, close: [() => new Promise(() => {})] }); logger.info('ready');`;

  const late = await run(hang(100), ['SIGTERM']);
  const twice = await run(hang(60_000), ['SIGTERM', 'SIGINT']);

  expect(late).toMatchObject({ code: 1 });
  expect(late.output).toContain('took too long');
  expect(twice).toMatchObject({ code: 1 });
  expect(twice.output).toContain('second signal');
});

test('a configuration error is printed for people and exits 78; anything else is fatal, redacted, and exits 1', async () => {
  const configuration = await run(
    `runtime.runMain(async () => { throw new runtime.ConfigurationError(['PORT is not set. Set it.']); });`,
  );
  const crash = await run(
    `runtime.runMain(async () => { Promise.reject(new Error('postgres://u:hunter2@h/d')); await new Promise(() => {}); });`,
  );

  expect(configuration.code).toBe(78);
  expect(configuration.output).toContain('  - PORT is not set. Set it.');
  expect(crash.code).toBe(1);
  expect(crash.output).toContain('"level":"fatal"');
  expect(crash.output).not.toContain('hunter2');
});
