import { expect, test } from 'vitest';
import { lastInstruction, parseDockerfile, stageChain } from './dockerfile.ts';

/** Processor time, not wall time: other work on the machine must not fail a test. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const sample = `# syntax=docker/dockerfile:1
ARG PYTHON=3.12
ARG VARIANT=\${PYTHON}-slim

FROM --platform=linux/amd64 python:\${VARIANT} AS Base
ENV PYTHONUNBUFFERED=1 \\
    # a comment between
    APP_HOME="/srv/my app"
env OLD form of value
RUN --mount=type=cache,target=/root/.cache apt-get update && \\
    apt-get install -y gcc \\

    libpq-dev
from base as final
COPY --from=base --chown=app:app ["a b", "/dst/"]
RUN <<EOF
pip install -r requirements.txt
echo done
EOF
HEALTHCHECK --interval=5s CMD curl -f http://localhost/
EXPOSE 8000/tcp 9000
ENTRYPOINT ["tini", \\
  "--"]
CMD gunicorn app:app
`;

test('stages know their base with ARG defaults, name, platform and parent', () => {
  const file = parseDockerfile(sample);

  const [base, final] = file.stages;

  expect(file.errors).toEqual([]);
  expect(base).toMatchObject({
    name: 'base',
    line: 5,
    platform: 'linux/amd64',
    parent: null,
    baseRaw: 'python:${VARIANT}',
  });
  expect(base?.base).toMatchObject({ name: 'python', tag: '3.12-slim', digest: null });
  expect(final).toMatchObject({ name: 'final', line: 14, parent: 0, startLine: 14, endLine: 24 });
  expect(final?.env.get('APP_HOME')).toMatchObject({ value: '/srv/my app', line: 8 });
  expect(final?.env.get('OLD')).toMatchObject({ value: 'form of value', line: 9 });
});

test('instructions know form, flags, arguments, heredocs and lines', () => {
  const file = parseDockerfile(sample);
  const [base, final] = file.stages;

  const run = base?.instructions.find((instruction) => instruction.keyword === 'RUN');
  const heredocRun = final?.instructions.find((instruction) => instruction.keyword === 'RUN');
  const entrypoint = final?.instructions.find((instruction) => instruction.keyword === 'ENTRYPOINT');
  const copy = final?.instructions.find((instruction) => instruction.keyword === 'COPY');

  expect(run).toMatchObject({ startLine: 10, endLine: 13, form: 'shell' });
  expect(run?.flags).toMatchObject([{ name: 'mount', value: 'type=cache,target=/root/.cache' }]);
  expect(run?.args.at(-1)).toMatchObject({ text: 'libpq-dev', line: 13 });
  expect(run?.script?.text.split('\n')[3]?.trim()).toBe('libpq-dev');
  expect(heredocRun?.script).toEqual({ text: 'pip install -r requirements.txt\necho done', line: 17 });
  expect(heredocRun).toMatchObject({ startLine: 16, endLine: 19 });
  expect(entrypoint?.args).toMatchObject([
    { text: 'tini', line: 22 },
    { text: '--', line: 23 },
  ]);
  expect(copy).toMatchObject({ form: 'exec', args: [{ text: 'a b' }, { text: '/dst/' }] });
});

test('the command in force is found through the stages an image is made of', () => {
  const file = parseDockerfile('FROM node:22 AS a\nCMD ["node", "x.js"]\nFROM a\nUSER node\n');

  const stage = file.stages[1];

  expect(stage && stageChain(file, stage).map((part) => part.line)).toEqual([1, 3]);
  expect(stage && lastInstruction(file, stage, 'CMD')).toMatchObject({ form: 'exec', startLine: 2 });
});

test('a health check has its command without CMD, and NONE stays', () => {
  const file = parseDockerfile('FROM a\nHEALTHCHECK --interval=5s CMD curl -f x\nHEALTHCHECK NONE\n');

  const texts = file.instructions.slice(1).map((instruction) => instruction.text);

  expect(texts).toEqual(['curl -f x', 'NONE']);
});

test('an escape directive, CRLF, ONBUILD and unknown bases are understood', () => {
  const file = parseDockerfile('# escape=`\r\nARG T\r\nFROM app:${T} `\r\n  AS x\r\nONBUILD RUN npm ci\r\n');

  const [stage] = file.stages;

  expect(stage).toMatchObject({ name: 'x', unresolved: ['T'], base: { name: 'app', tag: '${T}' } });
  expect(stage?.instructions[0]).toMatchObject({ keyword: 'RUN', onbuild: true, text: 'npm ci' });
});

test('a heredoc that a command reads stays with its command', () => {
  const file = parseDockerfile("FROM a\nRUN cat <<'E' > /x && ls\nbody $A\nE\nCMD x\n");

  const run = file.instructions[1];

  expect(run?.heredocs).toEqual([{ delimiter: 'E', expands: false, text: 'body $A', startLine: 3, endLine: 3 }]);
  expect(run?.script?.text).toContain('\nbody $A\nE');
  expect(file.instructions[2]).toMatchObject({ keyword: 'CMD', startLine: 5 });
});

test('a heredoc without end and a line that is no instruction are errors with lines', () => {
  const file = parseDockerfile('FROM a\n%%%\nRUN <<EOF\nx\n');

  expect(file.errors.map((error) => error.line).sort()).toEqual([2, 3]);
});

test('hostile files end quickly', () => {
  const started = processorMs();

  const variables = Array.from({ length: 40 }, (_, index) => `ENV A${index + 1}=$A${index}$A${index}`).join('\n');
  parseDockerfile(`FROM a\nENV A0=aaaaaaaa\n${variables}\n`);
  parseDockerfile(`FROM a\nRUN a ${'\\\n'.repeat(300_000)}b`);
  parseDockerfile(`FROM a\nRUN ${'<<A '.repeat(100_000)}\n`);
  parseDockerfile('FROM a AS b\nENV A=1\n'.repeat(40_000));
  parseDockerfile(`FROM ${'${A:-'.repeat(100_000)}`);
  parseDockerfile(`FROM a\n${'RUN <<E\n'.repeat(100_000)}`);
  parseDockerfile(`FROM a\nCMD [${'"a",'.repeat(200_000)}`);

  expect(processorMs() - started).toBeLessThan(4_000);
});
