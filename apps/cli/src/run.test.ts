import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as engine from '@twelvefold/rules';
import type { AuditReport, Finding, Severity } from '@twelvefold/rules/report';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './run.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twelvefold-'));
  writeFileSync(join(folder, 'Procfile'), 'web: node .\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs with the real engine, whose report `change` may then alter. */
async function runWith(
  args: string[],
  change: (report: AuditReport) => AuditReport = (report) => report,
  colour = false,
) {
  const out: string[] = [];
  const error: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    error: (text: string) => void error.push(text),
    colour,
  };
  const auditRepository: typeof engine.auditRepository = (...input) => change(engine.auditRepository(...input));
  const code = await run(args, terminal, async () => ({ ...engine, auditRepository }));
  return { code, out: out.join(''), error: error.join('') };
}

const finding: Finding = {
  path: 'app/sett\u001b[2Jings.py',
  startLine: 26,
  endLine: 26,
  snippet: 'DEBUG = True',
  message: 'Debug is on.',
  confidence: 'high',
  fingerprint: '0'.repeat(32),
  component: '',
  status: 'open',
};

function failing(severity: Severity, change: Partial<Finding> = {}) {
  return (report: AuditReport): AuditReport => ({
    ...report,
    rules: report.rules.map((rule) =>
      rule.id === 'config/no-hardcoded-debug'
        ? {
            ...rule,
            severity,
            verdict: 'fail',
            remediation: 'Read it from the environment.',
            findings: [{ ...finding, ...change }],
          }
        : rule,
    ),
  });
}

describe('exit codes', () => {
  test.each<[string, string[], Severity, Partial<Finding>, number]>([
    ['a critical finding fails', [], 'critical', {}, 1],
    ['a high one does not', [], 'high', {}, 0],
    ['unless asked for', ['--fail-on', 'high'], 'high', {}, 1],
    ['worse ones too', ['--fail-on', 'low'], 'medium', {}, 1],
    ['nothing fails with none', ['--fail-on', 'none'], 'critical', {}, 0],
    ['a finding of low confidence fails nothing', [], 'critical', { confidence: 'low' }, 0],
    ['nor does a waived one', [], 'critical', { status: 'waived' }, 0],
    ['nor one of a rule that was not asked for', ['--rule', 'logs/stdout'], 'critical', {}, 0],
  ])('%s', async (_what, options, severity, change, code) => {
    expect(await runWith(['audit', folder, ...options], failing(severity, change))).toMatchObject({ code, error: '' });
  });

  test('2 for bad usage and unreadable input, with what is wrong', async () => {
    writeFileSync(join(folder, 'x.tar.gz'), '<html>');

    expect(await runWith(['audit'])).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('Name the directory'),
    });
    expect(await runWith(['audit', '/no/such'])).toMatchObject({
      code: 2,
      error: expect.stringContaining('no such directory'),
    });
    expect(await runWith(['audit', join(folder, 'x.tar.gz')])).toMatchObject({
      code: 2,
      error: expect.stringContaining('not gzip'),
    });
  });

  test('3 for a partial audit, findings or not', async () => {
    const result = await runWith(['audit', folder], (report) => ({
      ...failing('critical')(report),
      partial: true,
      limits: ['more than 50,000 entries'],
    }));

    expect(result).toMatchObject({ code: 3, out: expect.stringContaining('Partial: more than 50,000 entries.') });
  });
});

describe('what is printed', () => {
  test('JSON is the report and nothing else', async () => {
    const { out } = await runWith(['audit', folder, '--format', 'json']);
    const report = JSON.parse(out);

    expect(report).toMatchObject({ schemaVersion: 1, partial: false, repository: { files: 1 } });
    expect(report.rules).toHaveLength(89);
  });

  test('text has the twelve factors, each failing rule with place and fix, and nothing that moves the cursor', async () => {
    const { out } = await runWith(['audit', folder], failing('high'));

    for (const { numeral, title } of engine.factors) expect(out).toMatch(new RegExp(`^ *${numeral}  ${title} `, 'm'));
    expect(out).toContain('high  config/no-hardcoded-debug');
    expect(out).toContain('app/sett\uFFFD[2Jings.py:26  Debug is on.');
    expect(out).toContain('Fix: Read it from the environment.');
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('colours only where asked for', async () => {
    const coloured = await runWith(['audit', folder], failing('high'), true);

    expect(coloured.out).toContain('\u001b[31mhigh\u001b[39m');
    expect(coloured.out).not.toContain('\u001b[2J');
  });

  test('--rule prints that rule alone, --explain what it asks for', async () => {
    const rule = await runWith(['audit', folder, '--rule', 'config/no-hardcoded-debug'], failing('high'));
    const explained = await runWith(['--explain', 'config/no-hardcoded-debug']);

    expect(rule.out).toMatch(/^high {2}config\/no-hardcoded-debug/);
    expect(rule.out).not.toContain('logs/');
    expect(explained).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Debugging is off(.|\n)*Fails when(.|\n)*Passes when/),
    });
  });
});

test('bin/twelvefold works through links, from anywhere, and writes nothing', () => {
  const real = join(import.meta.dirname, '../../../bin/twelvefold');
  mkdirSync(join(folder, 'bin'));
  symlinkSync(real, join(folder, 'bin/first'));
  symlinkSync('first', join(folder, 'bin/second'));

  const out = execFileSync(join(folder, 'bin/second'), ['audit', '.', '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  });

  expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, repository: { files: 1 } });
  expect(readdirSync(folder).sort()).toEqual(['Procfile', 'bin']);
});
