import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fixture, readFixtures } from '../../scripts/read-fixtures.ts';
import { auditRepository } from '../engine/audit-repository.ts';
import type { Rule } from '../engine/define-rule.ts';
import { registry } from '../registry.ts';
import type { RepositoryFile, RepositoryInput } from '../repo/repository-input.ts';
import type { RuleResult } from '../report.ts';

interface Case {
  rule: Rule;
  fixture: Fixture;
}

const cases: Case[] = registry.flatMap((rule) =>
  readFixtures(join(import.meta.dirname, rule.id)).map((fixture) => ({ rule, fixture })),
);
const failing = cases.filter(({ fixture }) => fixture.verdict === 'fail');

/** The rule of the fixture alone: everything else is another rule's test. */
function auditOf(rule: Rule, input: RepositoryInput): RuleResult {
  const result = auditRepository(input, { rules: [rule] }).rules.find((item) => item.id === rule.id);
  if (!result) throw new Error(`${rule.id} is not in the catalogue.`);
  return result;
}

function fileOf(path: string, text: string): RepositoryFile {
  return { path, text, bytes: Buffer.byteLength(text), executable: false };
}

/** Everything that a rule may look for, as prose: none of it does anything. */
const goodWords = [
  'gunicorn puma uvicorn nginx CMD ["gunicorn"] EXPOSE $PORT 0.0.0.0 process.env.PORT os.environ["PORT"]',
  'structlog pino winston json logging stdout LOG_LEVEL sentry opentelemetry traceparent',
  'DEBUG = env.bool("DEBUG", default=False); SECRET_KEY = os.environ["SECRET_KEY"]; config from the environment',
  'release: python manage.py migrate; npx prisma migrate deploy; rails db:migrate; alembic upgrade head',
  'SIGTERM graceful shutdown server.close() tini dumb-init exec "$@" STOPSIGNAL HEALTHCHECK /healthz readiness liveness',
  'postgresql redis s3 django-storages DATABASE_URL REDIS_URL celery bullmq sidekiq acks_late retry idempotent',
  'npm ci; uv sync --frozen; bundle install --deployment; package-lock.json uv.lock poetry.lock python:3.13-slim@sha256:abc',
  'pytest npm test docker build docker push git tag ${{ github.sha }} replicas: 3 autoscaling restart: always',
].join('\n');

const commentOf: Readonly<Record<string, (text: string) => string>> = {
  py: (text) => lines(text, '# '),
  rb: (text) => lines(text, '# '),
  sh: (text) => lines(text, '# '),
  yml: (text) => lines(text, '# '),
  yaml: (text) => lines(text, '# '),
  toml: (text) => lines(text, '# '),
  tf: (text) => lines(text, '# '),
  js: (text) => lines(text, '// '),
  mjs: (text) => lines(text, '// '),
  ts: (text) => lines(text, '// '),
  tsx: (text) => lines(text, '// '),
  go: (text) => lines(text, '// '),
  java: (text) => lines(text, '// '),
  kt: (text) => lines(text, '// '),
  cs: (text) => lines(text, '// '),
  rs: (text) => lines(text, '// '),
};

function lines(text: string, mark: string): string {
  return text
    .split('\n')
    .map((line) => `${mark}${line}\n`)
    .join('');
}

/** The files with a comment full of good words after the last line of each. */
function withComments(files: readonly RepositoryFile[]): RepositoryFile[] {
  return files.map((file) => {
    const comment = commentOf[file.path.slice(file.path.lastIndexOf('.') + 1)];
    if (file.text === null || !comment) return file;
    return fileOf(file.path, `${file.text.replace(/\n?$/, '\n')}${comment(goodWords)}`);
  });
}

/** Prose, pictures of an architecture and text that nothing reads. */
const unused: RepositoryFile[] = [
  fileOf('NOTES.txt', goodWords),
  fileOf('docs/architecture.md', `# How we comply\n\n${goodWords}\n\n\`\`\`sh\n${goodWords}\n\`\`\`\n`),
  fileOf('docs/adr/0001.rst', goodWords),
  fileOf('docs/diagram.svg', `<svg><text>${goodWords}</text></svg>\n`),
];

/** Rules whose sentence prose does answer: a page that lists the variables documents them. */
const answeredByProse = new Set(['config/env-documented']);

describe('keyword immunity: good words move no failing repository to a pass', () => {
  test.each(failing.map((item) => [`${item.rule.id} ${item.fixture.name}`, item] as const))(
    '%s',
    (_name, { rule, fixture }) => {
      const { input } = fixture;

      const prose = answeredByProse.has(rule.id) ? [] : unused.filter(isNew(input));
      for (const files of [withComments(input.files), [...input.files, ...prose]])
        expect(auditOf(rule, { ...input, files }).verdict).not.toBe('pass');
    },
  );
});

function isNew({ files }: RepositoryInput): (file: RepositoryFile) => boolean {
  const known = new Set(files.map((file) => file.path));
  return (file) => !known.has(file.path);
}

describe('determinism', () => {
  test('the order of the files changes no byte of a report', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.infiniteStream(fc.double({ noNaN: true })),
        ({ rule, fixture }, numbers) => {
          const keyed = fixture.input.files.map((file) => ({ file, key: numbers.next().value ?? 0 }));
          const files = keyed.sort((a, b) => a.key - b.key).map(({ file }) => file);

          expect(JSON.stringify(auditOf(rule, { ...fixture.input, files }))).toBe(
            JSON.stringify(auditOf(rule, fixture.input)),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** One change to a text: cut, doubled, swapped for noise, or with noise let in. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 40 }),
  noise: fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '"',
    "'",
    '`',
    '{{',
    '}}',
    '${',
    '$(',
    '(',
    ')',
    '[',
    '\n',
    '\r',
    '\t',
    '\ufeff',
    '---\n',
    '- ',
    ': ',
    '<<EOF',
    '&a [*a]',
    '\\',
    '#',
    '/*',
    '漢',
  ),
  repeat: fc.constantFrom(1, 1, 1, 500),
});

function damaged(
  text: string,
  changes: readonly { at: number; length: number; noise: string; repeat: number }[],
): string {
  return changes.reduce((current, { at, length, noise, repeat }) => {
    const from = Math.floor(at * current.length);
    return current.slice(0, from) + noise.repeat(repeat) + current.slice(from + length);
  }, text);
}

describe('robustness', () => {
  test('no damage to any fixture makes a rule fail itself, or takes long', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        ({ rule, fixture }, changes) => {
          const files = fixture.input.files.map((file) =>
            file.text === null ? file : fileOf(file.path, damaged(file.text, changes)),
          );
          const started = process.cpuUsage();

          const result = auditOf(rule, { ...fixture.input, files });

          expect(`${result.verdict} ${result.message}`).not.toMatch(/^error /);
          expect(process.cpuUsage(started).user / 1000).toBeLessThan(2_000);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('nor do files that changed their names', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.nat(), ({ rule, fixture }, turn) => {
        const { files } = fixture.input;
        // Each file under the name of another: every parser meets every format.
        const swapped = files.map((file, index) => ({
          ...file,
          path: files[(index + turn) % files.length]?.path ?? file.path,
        }));

        expect(auditOf(rule, { ...fixture.input, files: swapped }).message).not.toMatch(/^The rule itself failed/);
      }),
      { numRuns: 200 },
    );
  });
});
