import type { FactorId, FactorResult, RuleResult, Verdict } from '@twelvefold/contracts';
import type { AuditSearch } from './audit-search.ts';

export interface RuleGroup {
  factor: FactorResult;
  rules: RuleResult[];
  /** In order, not applicable or not answered: one line until someone wants to see them. Empty where the address asks for a verdict or a factor. */
  folded: RuleResult[];
}

const verdictOrder: readonly Verdict[] = ['fail', 'error', 'unknown', 'pass', 'not-applicable'];
const severityOrder = ['critical', 'high', 'medium', 'low'];

/** The rules the address asks for, by factor; failing first inside a factor, and factors with failing rules before the others. */
export function visibleRules(
  factors: readonly FactorResult[],
  rules: readonly RuleResult[],
  search: AuditSearch,
): RuleGroup[] {
  return factors
    .map((factor) => {
      const asked = rules.filter((rule) => rule.factor === factor.id && isAskedFor(rule, search)).sort(byWeight);
      if (search.verdict !== undefined || search.factor !== undefined || search.change !== undefined) {
        return { factor, rules: asked, folded: [] };
      }
      return {
        factor,
        rules: asked.filter((rule) => needsAction(rule)),
        folded: asked.filter((rule) => !needsAction(rule)),
      };
    })
    .filter((group) => group.rules.length + group.folded.length > 0)
    .sort((a, b) => Number(hasFailing(b)) - Number(hasFailing(a)));
}

/** How many rules have each verdict, within the chosen factor. */
export function countVerdicts(rules: readonly RuleResult[], factor: FactorId | undefined): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { fail: 0, error: 0, unknown: 0, pass: 0, 'not-applicable': 0 };
  for (const rule of rules) if (factor === undefined || rule.factor === factor) counts[rule.verdict] += 1;
  return counts;
}

/** Rules with a finding that the compared audit does not have, within the chosen factor. */
export function countNew(rules: readonly RuleResult[], factor: FactorId | undefined): number {
  return rules.filter((rule) => isAskedFor(rule, { change: 'new', ...(factor ? { factor } : {}) })).length;
}

function needsAction(rule: RuleResult): boolean {
  return rule.verdict === 'fail' || rule.verdict === 'error';
}

function isAskedFor(rule: RuleResult, search: AuditSearch): boolean {
  if (search.factor !== undefined && rule.factor !== search.factor) return false;
  if (search.verdict !== undefined && rule.verdict !== search.verdict) return false;
  return search.change === undefined || rule.findings.some((finding) => finding.change === 'new');
}

function byWeight(a: RuleResult, b: RuleResult): number {
  return (
    verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict) ||
    severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) ||
    a.id.localeCompare(b.id)
  );
}

function hasFailing(group: RuleGroup): boolean {
  return group.rules.some((rule) => rule.verdict === 'fail');
}
