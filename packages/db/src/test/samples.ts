import type { AuditReport, FactorId, RuleResult } from '@twelvefold/rules/report';
import { type AuditRequest, queueAudit } from '../intake/queue-audit.ts';
import { upsertInstallation } from '../intake/upsert-installation.ts';
import { upsertRepositories } from '../intake/upsert-repositories.ts';
import type { Scope } from '../scope.ts';
import { claimAudit } from '../work/claim-audit.ts';
import { saveReport } from '../work/save-report.ts';

const factorIds: FactorId[] = [
  'codebase',
  'dependencies',
  'config',
  'backing-services',
  'build-release-run',
  'processes',
  'port-binding',
  'concurrency',
  'disposability',
  'dev-prod-parity',
  'logs',
  'admin-processes',
];

/** An installation on `login` with one repository for each id, named after it: `repository-<id>`. */
export async function install(scope: Scope, id: bigint, login: string, repositoryIds: bigint[]): Promise<void> {
  await upsertInstallation(scope, { id, accountId: id, accountLogin: login, accountType: 'Organization' });
  await upsertRepositories(
    scope,
    repositoryIds.map((repositoryId) => ({
      id: repositoryId,
      installationId: id,
      owner: login,
      name: `repository-${repositoryId}`,
      private: true,
      defaultBranch: 'main',
    })),
  );
}

/** A commit of 40 digits that is another for each number. */
export function commit(number: number): string {
  return number.toString(16).padStart(40, 'c');
}

export function pushOf(
  installationId: bigint,
  repositoryId: bigint,
  number: number,
  committedAt = new Date(),
): AuditRequest {
  return { installationId, repositoryId, commitSha: commit(number), kind: 'push', ref: 'refs/heads/main', committedAt };
}

export interface ReportOptions {
  score?: number | null;
  partial?: boolean;
  /** Findings of the one failing rule. */
  findings?: number;
  rules?: RuleResult[];
}

/** A report of the right shape. Every factor has the repository's score but the first, which has none. */
export function sampleReport({ score = 70, partial = false, findings = 2, rules }: ReportOptions = {}): AuditReport {
  return {
    schemaVersion: 1,
    rulesVersion: '1.0.0',
    scoreVersion: 1,
    configHash: 'none',
    repository: { kind: 'app', files: 3, bytes: 100, skipped: [] },
    partial,
    limits: partial ? ['files'] : [],
    score: partial ? null : score,
    grade: partial || score === null ? null : 'C',
    scoreReason: '',
    coverage: 0.9,
    factors: factorIds.map((id, index) => ({
      id,
      numeral: String(index + 1),
      score: index === 0 || partial ? null : score,
      passed: 1,
      failed: 0,
      unknown: 0,
      notApplicable: 0,
    })),
    components: [],
    rules: rules ?? [sampleRule('config/no-secrets', 'fail', findings), sampleRule('logs/stdout', 'pass', 0)],
    improvements: [{ rule: 'config/no-secrets', factor: 'config', points: 4.2 }],
    facts: { processes: [], services: [], runtimes: [], environment: [] },
  };
}

export function sampleRule(id: string, verdict: RuleResult['verdict'], findings: number): RuleResult {
  const place = { path: 'app/settings.py', startLine: 3, endLine: 3, snippet: 'KEY = "…"', message: 'a key' };
  return {
    id,
    factor: 'config',
    severity: 'high',
    verdict,
    message: `${id} says so`,
    remediation: verdict === 'fail' ? 'Read it from the environment.' : '',
    findings: Array.from({ length: findings }, (_, index) => ({
      ...place,
      confidence: 'high',
      fingerprint: `${id}-${index}`,
      component: '',
      status: 'open',
    })),
    evidence: verdict === 'pass' ? [place] : [],
  };
}

/** Queues, claims and ends an audit with a report. Answers with its id. */
export async function audited(scope: Scope, request: AuditRequest, options: ReportOptions = {}): Promise<string> {
  const { auditId } = await queueAudit(scope, request);
  const claim = await claimAudit(scope, auditId, { staleAfterMs: 60_000 });
  if (!claim) throw new Error('not claimed');
  await saveReport(scope, { auditId, attempt: claim.attempt, report: sampleReport(options), durationMs: 12 });
  return auditId;
}
