import type { FactorId } from '@twelvefold/rules/report';
import type { Comparison, Publishable, PublishableFinding } from './publishable.ts';

const titles: [FactorId, string, string][] = [
  ['codebase', 'I', 'Codebase'],
  ['dependencies', 'II', 'Dependencies'],
  ['config', 'III', 'Config'],
  ['backing-services', 'IV', 'Backing services'],
  ['build-release-run', 'V', 'Build, release, run'],
  ['processes', 'VI', 'Processes'],
  ['port-binding', 'VII', 'Port binding'],
  ['concurrency', 'VIII', 'Concurrency'],
  ['disposability', 'IX', 'Disposability'],
  ['dev-prod-parity', 'X', 'Dev/prod parity'],
  ['logs', 'XI', 'Logs'],
  ['admin-processes', 'XII', 'Admin processes'],
];

/** For tests: a finding, with what the test cares about. */
export function sampleFinding(overrides: Partial<PublishableFinding> = {}): PublishableFinding {
  return {
    ruleId: 'config/no-hardcoded-debug',
    ruleTitle: 'Debug mode is not switched on in code',
    factor: 'config',
    severity: 'high',
    confidence: 'high',
    path: 'app/settings.py',
    startLine: 26,
    endLine: 26,
    snippet: 'DEBUG = True',
    message: 'DEBUG is True in the settings that production uses.',
    remediation: 'Read it from the environment, and default to off.',
    fingerprint: '0123456789abcdef0123456789abcdef',
    status: 'open',
    ...overrides,
  };
}

/** For tests: the audit of a pull request with nothing in it. */
export function samplePublishable(overrides: Partial<Publishable> = {}): Publishable {
  return {
    auditId: '0190a000-0000-7000-8000-000000000000',
    state: 'succeeded',
    reason: '',
    commitSha: 'c0ffee0000000000000000000000000000000000',
    pullNumber: 7,
    detailsUrl: 'https://twelvefold.example/audits/0190a000-0000-7000-8000-000000000000',
    score: 71,
    grade: 'C',
    scoreReason: '',
    coverage: 0.97,
    limits: [],
    factors: titles.map(([id, numeral, title], index) => ({
      id,
      numeral,
      title,
      score: index === 7 ? null : 60 + index,
    })),
    findings: [],
    improvements: [],
    comparison: sampleComparison(),
    notCompared: '',
    ...overrides,
  };
}

/** For tests: the audit of the merge base. */
export function sampleComparison(overrides: Partial<Comparison> = {}): Comparison {
  return {
    with: 'merge base',
    sha: 'ba5e000000000000000000000000000000000000',
    score: 67,
    factors: titles.map(([id], index) => ({ id, score: index === 7 ? null : 58 + index })),
    findings: [],
    sameRules: true,
    ...overrides,
  };
}
