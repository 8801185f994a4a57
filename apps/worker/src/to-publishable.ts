import { type AuditForPublishing, asSystem, mergeBaseAudits, type PreviousAudit } from '@twelvefold/db';
import type { Comparison, Publishable, PublishableFinding } from '@twelvefold/github';
import { catalogueEntry } from '@twelvefold/rules/catalogue';
import { factors } from '@twelvefold/rules/factors';
import { checkRunTarget } from './check-run-target.ts';
import type { Deps } from './deps.ts';
import { NotYetComparable } from './not-yet-comparable.ts';

/** Somebody waits for the check run: after that it is published without a comparison. */
const comparisonWaitMaxMs = 2 * 60_000;

/** An ended audit as the renderers take it; null when it has not ended. Throws NotYetComparable while the merge base is being audited. */
export async function toPublishable(
  deps: Pick<Deps, 'database' | 'environment'>,
  audit: AuditForPublishing,
): Promise<Publishable | null> {
  if (audit.state === 'queued' || audit.state === 'running') return null;
  const scores = new Map(audit.factors.map(({ factor, score }) => [factor, score]));
  return {
    auditId: audit.id,
    state: audit.state,
    reason: audit.reason,
    commitSha: audit.commitSha,
    pullNumber: audit.pullNumber,
    detailsUrl: checkRunTarget(deps, audit).detailsUrl,
    score: audit.score,
    grade: audit.grade,
    scoreReason: audit.summary?.scoreReason ?? '',
    coverage: audit.coverage,
    limits: audit.summary?.limits ?? [],
    factors: factors.map(({ id, numeral, title }) => ({ id, numeral, title, score: scores.get(id) ?? null })),
    findings: publishableFindings(audit),
    improvements: (audit.summary?.improvements ?? []).map(({ rule, points }) => ({ title: titleOf(rule), points })),
    comparison: audit.previous === null ? null : comparisonWith(audit, audit.previous),
    notCompared: await whyNotCompared(deps, audit),
  };
}

function publishableFindings(audit: AuditForPublishing): PublishableFinding[] {
  const rules = new Map(audit.rules.map((rule) => [rule.ruleId, rule]));
  return audit.findings.flatMap((finding) => {
    const rule = rules.get(finding.ruleId);
    if (rule === undefined) return [];
    return [{ ...finding, ruleTitle: titleOf(finding.ruleId), factor: rule.factor, remediation: rule.remediation }];
  });
}

function comparisonWith(audit: AuditForPublishing, previous: PreviousAudit): Comparison {
  return {
    with: audit.kind === 'pull_request' ? 'merge base' : 'previous audit',
    sha: previous.commitSha,
    score: previous.score,
    factors: previous.factors.map(({ factor, score }) => ({ id: factor, score })),
    findings: previous.findings.map((finding) => ({ ...finding, ruleTitle: titleOf(finding.ruleId) })),
    sameRules: previous.rulesVersion === audit.rulesVersion && previous.configHash === audit.configHash,
  };
}

/** Empty when there is a comparison, or none is expected: the first audit of a branch has none before it. */
async function whyNotCompared({ database }: Pick<Deps, 'database'>, audit: AuditForPublishing): Promise<string> {
  if (audit.kind !== 'pull_request' || audit.previous !== null || audit.state !== 'succeeded') return '';
  if (audit.baseSha === null) return 'GitHub named no base of this pull request.';
  const [base] = await mergeBaseAudits(asSystem(database), audit.repositoryId, audit.baseSha);
  const commit = audit.baseSha.slice(0, 7);
  if (base === undefined) return `The merge base ${commit} could not be found.`;
  // Succeeded, and yet not among what was read: it ended in between, and the next try reads it.
  if (base.state === 'queued' || base.state === 'running' || base.state === 'succeeded') {
    if (Date.now() - (audit.finishedAt?.getTime() ?? 0) < comparisonWaitMaxMs) {
      throw new NotYetComparable(`The merge base ${commit} is being audited.`);
    }
    return `The merge base ${commit} could not be audited within two minutes.`;
  }
  return `The merge base ${commit} could not be audited. ${base.reason}`.trim();
}

function titleOf(ruleId: string): string {
  return catalogueEntry(ruleId)?.title ?? ruleId;
}
