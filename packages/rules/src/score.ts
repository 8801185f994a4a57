import { factors } from './factors.ts';
import type {
  AuditReport,
  FactorId,
  FactorResult,
  Grade,
  Improvement,
  RepositoryKind,
  RuleResult,
  Severity,
} from './report.ts';

/** Changes with every change of a weight, a grade or the formula; trends mark where it changed. */
export const scoreVersion = 1;

/** What a rule weighs within its factor. docs/scoring.md says why. */
const weights: Record<Severity, number> = { critical: 8, high: 4, medium: 2, low: 1 };

/** The lowest score of each grade. */
const grades: readonly [Grade, number][] = [
  ['A', 90],
  ['B', 80],
  ['C', 70],
  ['D', 60],
  ['E', 50],
];

export type Score = Pick<AuditReport, 'score' | 'grade' | 'scoreReason' | 'coverage' | 'factors' | 'improvements'>;

/**
 * The score of what was audited, from its verdicts alone: `unknown`, `error` and `not-applicable` neither raise nor lower it.
 * Only an app that was read in full has a score; else `score` and each factor's are null and `scoreReason` says why.
 * Serves repositories and components alike.
 */
export function scoreRules(rules: readonly RuleResult[], kind: RepositoryKind, partial: boolean): Score {
  const shares = factors.map(({ id }) => shareOf(id, rules));
  const scored = shares.filter((share) => share.weight > 0);
  const exact = scored.reduce((sum, share) => sum + share.passed / share.weight, 0) / scored.length;
  const scoreReason = reasonOfNone(kind, partial, scored.length);
  const hasScore = scoreReason === '';
  const score = hasScore ? toPoints(exact) : null;
  return {
    score,
    grade: score === null ? null : gradeOf(score),
    scoreReason,
    coverage: coverageOf(rules),
    factors: factors.map(({ id, numeral }, index) =>
      factorResult(id, numeral, rules, hasScore ? shares[index] : undefined),
    ),
    improvements: hasScore ? improvementsOf(rules, scored) : [],
  };
}

interface Share {
  factor: FactorId;
  /** Weight of the answered rules, and of those that pass. */
  weight: number;
  passed: number;
}

function shareOf(factor: FactorId, rules: readonly RuleResult[]): Share {
  const share: Share = { factor, weight: 0, passed: 0 };
  for (const rule of rules) {
    if (rule.factor !== factor || (rule.verdict !== 'pass' && rule.verdict !== 'fail')) continue;
    share.weight += weights[rule.severity];
    if (rule.verdict === 'pass') share.passed += weights[rule.severity];
  }
  return share;
}

/** Whole points. 100 is kept for what has no failing rule, however little its weight. */
function toPoints(exact: number): number {
  return exact === 1 ? 100 : Math.min(99, Math.round(exact * 100));
}

/** The grade of a score of 0–100. */
export function gradeOf(score: number): Grade {
  return grades.find(([, least]) => score >= least)?.[0] ?? 'F';
}

function reasonOfNone(kind: RepositoryKind, partial: boolean, factorsScored: number): string {
  if (partial) return 'A limit was reached, so only a part of the repository was read. A part has no score.';
  if (kind === 'empty') return 'The repository holds no files, so there is nothing to score.';
  if (kind === 'documents') return 'The repository holds documents only; the twelve factors are about apps.';
  if (kind === 'library')
    return 'The repository publishes a library and runs no process; the twelve factors are about apps.';
  if (factorsScored === 0) return 'No rule that applies to the repository could be answered.';
  return '';
}

/** Share of the applicable rules that were answered; rounded down, so that 1 means all of them. */
function coverageOf(rules: readonly RuleResult[]): number {
  const applicable = rules.filter((rule) => rule.verdict !== 'not-applicable');
  const answered = applicable.filter((rule) => rule.verdict === 'pass' || rule.verdict === 'fail');
  return applicable.length === 0 ? 1 : Math.floor((answered.length / applicable.length) * 1000) / 1000;
}

function factorResult(
  id: FactorId,
  numeral: string,
  rules: readonly RuleResult[],
  share: Share | undefined,
): FactorResult {
  const own = rules.filter((rule) => rule.factor === id);
  const count = (...verdicts: RuleResult['verdict'][]) => own.filter((rule) => verdicts.includes(rule.verdict)).length;
  return {
    id,
    numeral,
    score: share && share.weight > 0 ? toPoints(share.passed / share.weight) : null,
    passed: count('pass'),
    failed: count('fail'),
    unknown: count('unknown', 'error'),
    notApplicable: count('not-applicable'),
  };
}

/** The points that mending each failing rule regains, most first. Together they are what is missing to 100. */
function improvementsOf(rules: readonly RuleResult[], scored: readonly Share[]): Improvement[] {
  const weightOf = new Map(scored.map((share) => [share.factor, share.weight]));
  return rules
    .filter((rule) => rule.verdict === 'fail')
    .map((rule) => {
      const share = weights[rule.severity] / (weightOf.get(rule.factor) ?? Number.POSITIVE_INFINITY);
      return { rule: rule.id, factor: rule.factor, points: Math.round((share / scored.length) * 1000) / 10 };
    })
    .sort((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1));
}
