import type { AuditDetail, FactorResult, RuleResult } from '@twelvefold/contracts';
import type { WholeAudit } from '@twelvefold/db';
import { factors } from '@twelvefold/rules/factors';
import { wire } from '../../wire.ts';
import { presentImprovements, titleOf } from '../present-improvements.ts';
import { type RepositoryLinks, repositoryLinks } from '../repository-links.ts';

/** An audit as the API shows it: titles from the catalogue, links to GitHub, and what changed against the audit that it is compared with. */
export function presentAudit(audit: WholeAudit, webUrl: string): AuditDetail {
  const { summary, previous, repository } = audit;
  const links = repositoryLinks(webUrl, repository);
  return {
    ...wire({
      id: audit.id,
      commitSha: audit.commitSha,
      ref: audit.ref,
      message: audit.message,
      authorLogin: audit.authorLogin,
      kind: audit.kind,
      pullNumber: audit.pullNumber,
      state: audit.state,
      reason: audit.reason,
      score: audit.score,
      grade: audit.grade,
      coverage: audit.coverage,
      committedAt: audit.committedAt,
      queuedAt: audit.queuedAt,
      finishedAt: audit.finishedAt,
      durationMs: audit.durationMs,
      rulesVersion: audit.rulesVersion,
      scoreVersion: audit.scoreVersion,
      attempt: audit.attempt,
    }),
    repository: { id: repository.id.toString(), owner: repository.owner, name: repository.name, htmlUrl: links.html },
    commitUrl: links.commit(audit.commitSha),
    checkRunUrl: audit.checkRunId === null ? null : links.checkRun(audit.checkRunId),
    scoreReason: summary?.scoreReason ?? '',
    limits: summary?.limits ?? [],
    files: summary?.repository.files ?? null,
    bytes: summary?.repository.bytes ?? null,
    skipped: summary?.repository.skipped ?? [],
    factors: presentFactors(audit),
    rules: presentRules(audit, links),
    improvements: presentImprovements(summary?.improvements ?? []),
    previous: previous && {
      id: previous.id,
      commitSha: previous.commitSha,
      score: previous.score,
      committedAt: previous.committedAt.toISOString(),
    },
    fixed: fixedFindings(audit),
  };
}

function presentFactors({ factors: results, previous }: WholeAudit): FactorResult[] {
  return factors.flatMap(({ id, numeral, title }) => {
    const result = results.find(({ factor }) => factor === id);
    if (!result) return [];
    const { score, passed, failed, unknown, notApplicable } = result;
    const previousScore = previous?.factors.find(({ factor }) => factor === id)?.score ?? null;
    return [{ id, numeral, title, score, previousScore, passed, failed, unknown, notApplicable }];
  });
}

function presentRules({ commitSha, rules, findings, previous }: WholeAudit, links: RepositoryLinks): RuleResult[] {
  const before = previous && new Set(previous.findings.map(({ fingerprint }) => fingerprint));
  const verdictsBefore = new Map(previous?.rules.map(({ ruleId, verdict }) => [ruleId, verdict]));
  const findingsOf = Map.groupBy(findings, ({ ruleId }) => ruleId);
  return rules.map((rule) => ({
    id: rule.ruleId,
    title: titleOf(rule.ruleId),
    factor: rule.factor,
    severity: rule.severity,
    verdict: rule.verdict,
    message: rule.message,
    remediation: rule.remediation,
    findings: (findingsOf.get(rule.ruleId) ?? []).map(({ ruleId: _ruleId, severity: _severity, ...finding }) => ({
      ...finding,
      url: links.lines(commitSha, finding.path, finding.startLine, finding.endLine),
      change: before === null ? 'unknown' : before.has(finding.fingerprint) ? 'there' : 'new',
    })),
    evidence: rule.evidence.map((evidence) => ({
      ...evidence,
      url: links.lines(commitSha, evidence.path, evidence.startLine, evidence.endLine),
    })),
    previousVerdict: verdictsBefore.get(rule.ruleId) ?? null,
  }));
}

/** Findings of the audit before that are gone. A rule that gave no answer this time has mended nothing, nor has an audit that read a part only. */
function fixedFindings({ state, rules, findings, previous }: WholeAudit): AuditDetail['fixed'] {
  if (!previous || state !== 'succeeded') return [];
  const now = new Set(findings.map(({ fingerprint }) => fingerprint));
  const answered = new Set(
    rules.filter(({ verdict }) => verdict !== 'unknown' && verdict !== 'error').map(({ ruleId }) => ruleId),
  );
  return previous.findings
    .filter(({ fingerprint, ruleId }) => answered.has(ruleId) && !now.has(fingerprint))
    .map(({ ruleId, path, message }) => ({ ruleId, path, message }));
}
