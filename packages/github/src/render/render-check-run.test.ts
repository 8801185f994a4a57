import { describe, expect, it } from 'vitest';
import { renderCheckRun } from './render-check-run.ts';
import { sampleComparison, sampleFinding, samplePublishable } from './sample-publishable.ts';

const there = sampleFinding({
  ruleId: 'logs/stdout',
  ruleTitle: 'Logs go to standard output',
  factor: 'logs',
  severity: 'medium',
});
const gone = sampleFinding({
  ruleId: 'dependencies/lock-file',
  ruleTitle: 'A lock file is committed',
  path: 'package.json',
});

describe('renderCheckRun', () => {
  it('says what moved, what is new and what got fixed', async () => {
    const output = renderCheckRun(
      samplePublishable({
        findings: [
          there,
          sampleFinding(),
          sampleFinding({ severity: 'critical', fingerprint: 'f'.repeat(32), startLine: 3, endLine: 5 }),
        ],
        comparison: sampleComparison({ findings: [there, gone] }),
        improvements: [{ title: 'Debug mode is not switched on in code', points: 6.3 }],
      }),
    );

    expect(output.title).toBe('Score 71 (C), +4 against the merge base: 2 new findings, 1 fixed');
    await expect(output.summary).toMatchFileSnapshot('./snapshots/check-run-summary.md');
    await expect(output.text).toMatchFileSnapshot('./snapshots/check-run-text.md');
    expect(output.actions).toEqual([
      { label: 'Re-audit', description: 'Audit this commit again', identifier: 'reaudit' },
    ]);
  });

  it('annotates only what a pull request adds, worst first', () => {
    const added = sampleFinding({ severity: 'critical', startLine: 3, endLine: 1 });
    const output = renderCheckRun(
      samplePublishable({
        findings: [there, sampleFinding({ ruleId: 'x/y', severity: 'low' }), added],
        comparison: sampleComparison({ findings: [there] }),
      }),
    );

    expect(output.annotations).toMatchObject([
      { path: 'app/settings.py', start_line: 3, end_line: 3, annotation_level: 'failure' },
      { annotation_level: 'notice' },
    ]);
  });

  it('annotates all that stands in a pushed commit', () => {
    const output = renderCheckRun(
      samplePublishable({ pullNumber: null, findings: [there], comparison: sampleComparison({ findings: [there] }) }),
    );

    expect(output.annotations).toHaveLength(1);
    expect(output.conclusion).toBe('success');
  });

  it.each([
    ['a new critical finding fails', { findings: [sampleFinding({ severity: 'critical' })] }, 'failure'],
    [
      'a new critical finding of low confidence only advises',
      { findings: [sampleFinding({ severity: 'critical', confidence: 'low' })] },
      'neutral',
    ],
    ['a new high finding only advises', { findings: [sampleFinding()] }, 'neutral'],
    ['a waived finding is well', { findings: [sampleFinding({ severity: 'critical', status: 'waived' })] }, 'success'],
    ['nothing new is well', { findings: [there], comparison: sampleComparison({ findings: [there] }) }, 'success'],
    [
      'without a comparison nothing is new, so nothing fails',
      { findings: [sampleFinding({ severity: 'critical' })], comparison: null },
      'neutral',
    ],
    ['a part is no whole', { state: 'partial', findings: [sampleFinding({ severity: 'critical' })] }, 'neutral'],
    ['our own failure blocks nobody', { state: 'failed', reason: 'The repository is empty.' }, 'neutral'],
    ['a superseded audit blocks nobody', { state: 'superseded' }, 'neutral'],
    [
      'a quarantined audit blocks nobody',
      { state: 'quarantined', reason: 'The auditor crashed three times.' },
      'neutral',
    ],
  ] as const)('%s', (_, overrides, conclusion) => {
    const publishable = samplePublishable(overrides as Parameters<typeof samplePublishable>[0]);

    expect(renderCheckRun(publishable).conclusion).toBe(conclusion);
  });

  it('says why advice does not fail, and no such thing where the check fails', () => {
    const advice = renderCheckRun(samplePublishable({ findings: [sampleFinding()] }));
    const failure = renderCheckRun(samplePublishable({ findings: [sampleFinding({ severity: 'critical' })] }));

    expect(advice.summary).toContain('blocks nothing');
    expect(failure.summary).not.toContain('blocks nothing');
  });

  it('shows no code block for a line that holds brackets only', () => {
    const output = renderCheckRun(samplePublishable({ findings: [sampleFinding({ snippet: '{' })] }));

    expect(output.summary).not.toContain('```');
  });

  it('gives the reason of an audit that failed, and no score', () => {
    const output = renderCheckRun(
      samplePublishable({ state: 'failed', reason: 'The repository is empty.', score: null }),
    );

    expect(output.title).toBe('Not audited: The repository is empty.');
    expect(output.summary).not.toContain('| Factor |');
    expect(output.annotations).toEqual([]);
  });

  it('counts the second copy of a line as new', () => {
    const output = renderCheckRun(
      samplePublishable({
        findings: [there, { ...there, startLine: 90 }],
        comparison: sampleComparison({ findings: [there] }),
      }),
    );

    expect(output.title).toContain('1 new finding');
  });

  it("holds GitHub's limits with 2,000 findings of hostile size", () => {
    const long = '@torvalds ``` <b> 🐙'.repeat(1000);
    const findings = Array.from({ length: 2000 }, (_, index) =>
      sampleFinding({
        fingerprint: String(index),
        path: `${long}${index}`,
        message: long,
        snippet: long,
        remediation: long,
        ruleTitle: long,
      }),
    );
    const output = renderCheckRun(
      samplePublishable({ findings, comparison: sampleComparison({ findings: findings.slice(1000) }) }),
    );

    expect(Buffer.byteLength(output.summary)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(output.text)).toBeLessThanOrEqual(65_535);
    expect(output.summary).toMatch(/did not fit: \[the whole audit is on the dashboard\]\(https:.*\)\._$/);
    expect(output.title.length).toBeLessThanOrEqual(255);
    expect(output.annotations).toHaveLength(1000);
    expect(Math.max(...output.annotations.map(({ message }) => Buffer.byteLength(message)))).toBeLessThan(64 * 1024);
    expect(Math.max(...output.annotations.map(({ title }) => title.length))).toBeLessThanOrEqual(255);
    expect(output.summary).not.toMatch(/@torvalds(?!.*`)/);
  });
});
