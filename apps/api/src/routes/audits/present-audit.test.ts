import { AuditDetail } from '@twelvefold/contracts';
import type { WholeAudit } from '@twelvefold/db';
import { expect, test } from 'vitest';
import { presentAudit } from './present-audit.ts';

const at = new Date('2026-03-04T05:06:07Z');
const sha = '6113728f27ae82c7b1a177c8d03f9e96e0adf246';
const rule = {
  factor: 'config' as const,
  severity: 'high' as const,
  message: 'm',
  remediation: '',
  evidence: [],
};
const finding = {
  ruleId: 'config/no-hardcoded-debug',
  severity: 'high',
  path: 'app/set tings#1.py',
  startLine: 3,
  endLine: 5,
  snippet: 'DEBUG = True',
  message: 'here',
  confidence: 'high',
  component: '',
  status: 'open',
} as const;

function wholeAudit(change: Partial<WholeAudit> = {}): WholeAudit {
  return {
    id: '0198c1f4-7d4e-7a53-9d2f-0123456789ab',
    repositoryId: 7n,
    installationId: 8n,
    commitSha: sha,
    ref: 'main',
    message: 'Log to stdout',
    authorLogin: 'mona',
    kind: 'push',
    pullNumber: null,
    baseSha: null,
    state: 'succeeded',
    reason: '',
    score: 71,
    grade: 'C',
    coverage: 0.97,
    committedAt: at,
    queuedAt: at,
    finishedAt: at,
    durationMs: 1200,
    attempt: 1,
    rulesVersion: '0.1.0',
    scoreVersion: 1,
    configHash: 'x',
    checkRunId: 99n,
    summary: null,
    repository: {
      id: 7n,
      owner: 'acme',
      name: 'shop',
      private: true,
      archived: false,
      language: null,
      defaultBranch: 'main',
      htmlUrl: '',
    },
    factors: [{ factor: 'config', score: 50, passed: 1, failed: 1, unknown: 0, notApplicable: 0 }],
    rules: [
      { ...rule, ruleId: 'config/no-hardcoded-debug', verdict: 'fail' },
      { ...rule, ruleId: 'logs/stdout', factor: 'logs', verdict: 'pass' },
      { ...rule, ruleId: 'config/crashed', verdict: 'error' },
    ],
    findings: [
      { ...finding, fingerprint: 'old' },
      { ...finding, fingerprint: 'fresh', startLine: 9, endLine: 9 },
    ],
    previous: {
      id: '0198c1f4-7d4e-7a53-9d2f-0123456789aa',
      commitSha: 'a10867b14bb761a232cd80139fbd4c0d33264240',
      kind: 'push',
      score: 60,
      committedAt: at,
      rulesVersion: '0.1.0',
      scoreVersion: 1,
      configHash: 'x',
      factors: [{ factor: 'config', score: 40 }],
      rules: [{ ruleId: 'logs/stdout', verdict: 'fail' }],
      findings: [
        { ruleId: 'config/no-hardcoded-debug', fingerprint: 'old', path: 'a', message: 'm', status: 'open' },
        { ruleId: 'logs/stdout', fingerprint: 'mended', path: 'b', message: 'n', status: 'open' },
        { ruleId: 'config/crashed', fingerprint: 'unseen', path: 'c', message: 'o', status: 'open' },
      ],
    },
    ...change,
  };
}

test('an audit fits the contract', () => {
  expect(AuditDetail.safeParse(presentAudit(wholeAudit(), 'https://github.com')).error).toBeUndefined();
});

test('findings are told apart: new ones, those that were there, and those that are gone', () => {
  const shown = presentAudit(wholeAudit(), 'https://github.com');

  expect(shown.rules[0]?.findings.map(({ change }) => change)).toEqual(['there', 'new']);
  expect(shown.rules[1]?.previousVerdict).toBe('fail');
  expect(shown.factors[0]).toMatchObject({ numeral: 'III', score: 50, previousScore: 40 });
});

test('a rule that gave no answer, or an audit of a part, has mended nothing', () => {
  const whole = presentAudit(wholeAudit(), 'https://github.com');
  const partial = presentAudit(wholeAudit({ state: 'partial' }), 'https://github.com');

  expect(whole.fixed).toEqual([{ ruleId: 'logs/stdout', path: 'b', message: 'n' }]);
  expect(partial.fixed).toEqual([]);
});

test('without an audit to compare with nothing is called new', () => {
  const shown = presentAudit(wholeAudit({ previous: null }), 'https://github.com');

  expect(shown.rules[0]?.findings[0]?.change).toBe('unknown');
  expect(shown.previous).toBeNull();
});

test('evidence links to its lines at the audited commit, whatever its path holds', () => {
  const shown = presentAudit(wholeAudit(), 'https://github.com');

  const [first, second] = shown.rules[0]?.findings ?? [];
  expect(first?.url).toBe(`https://github.com/acme/shop/blob/${sha}/app/set%20tings%231.py#L3-L5`);
  expect(second?.url).toMatch(/#L9$/);
  expect(shown.checkRunUrl).toBe('https://github.com/acme/shop/runs/99');
});
