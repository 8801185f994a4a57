import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factors } from './factors.ts';
import type { FactorId, RuleResult, Severity, Verdict } from './report.ts';
import { scoreRules } from './score.ts';

function result(factor: FactorId, severity: Severity, verdict: Verdict, name = 'rule'): RuleResult {
  return {
    id: `${factor}/${name}`,
    factor,
    severity,
    verdict,
    message: '',
    remediation: '',
    findings: [],
    evidence: [],
  };
}

const scoreOfApp = (rules: readonly RuleResult[]) => scoreRules(rules, 'app', false);

const anyResult = fc
  .tuple(
    fc.constantFrom(...factors.map((factor) => factor.id)),
    fc.constantFrom<Severity>('critical', 'high', 'medium', 'low'),
    fc.constantFrom<Verdict>('pass', 'fail', 'unknown', 'error', 'not-applicable'),
  )
  .map(([factor, severity, verdict]) => result(factor, severity, verdict));
const anyResults = fc
  .array(anyResult, { maxLength: 89 })
  .map((rules) => rules.map((rule, index) => ({ ...rule, id: `${rule.factor}/rule-${index}` })));

describe('the formula', () => {
  test('a factor is the weighted share of its answered rules that pass; the repository is the mean of its factors', () => {
    const score = scoreOfApp([
      result('config', 'critical', 'pass'),
      result('config', 'medium', 'fail'),
      result('config', 'high', 'unknown'),
      result('logs', 'high', 'fail'),
      result('logs', 'low', 'pass'),
      result('codebase', 'high', 'not-applicable'),
    ]);

    const of = (id: FactorId) => score.factors.find((factor) => factor.id === id);
    expect(of('config')).toMatchObject({ score: 80, passed: 1, failed: 1, unknown: 1, notApplicable: 0 });
    expect(of('logs')).toMatchObject({ score: 20 });
    expect(of('codebase')).toMatchObject({ score: null, notApplicable: 1 });
    expect(score).toMatchObject({ score: 50, grade: 'E', scoreReason: '', coverage: 0.8 });
  });

  test.each([
    [100, 'A', 0, 10],
    [90, 'A', 1, 9],
    [80, 'B', 2, 8],
    [70, 'C', 3, 7],
    [60, 'D', 4, 6],
    [50, 'E', 5, 5],
    [40, 'F', 6, 4],
  ])('%i points are a %s', (points, grade, fails, passes) => {
    const rules = [...Array(fails).fill('fail'), ...Array(passes).fill('pass')].map((verdict) =>
      result('logs', 'low', verdict),
    );

    expect(scoreOfApp(rules)).toMatchObject({ score: points, grade });
  });

  test('improvements name what regains most first', () => {
    const score = scoreOfApp([
      result('config', 'low', 'fail', 'b'),
      result('config', 'low', 'fail', 'a'),
      result('config', 'high', 'pass'),
      result('logs', 'high', 'fail'),
      result('logs', 'high', 'pass'),
    ]);

    expect(score.improvements).toEqual([
      { rule: 'logs/rule', factor: 'logs', points: 25 },
      { rule: 'config/a', factor: 'config', points: 8.3 },
      { rule: 'config/b', factor: 'config', points: 8.3 },
    ]);
  });
});

describe('no score, with its reason', () => {
  const rules = [result('logs', 'high', 'pass')];

  test.each([
    ['empty', false, /no files/],
    ['documents', false, /documents/],
    ['library', false, /library/],
    ['app', true, /limit/],
  ] as const)('%s, partial %s', (kind, partial, reason) => {
    const score = scoreRules(rules, kind, partial);

    expect(score).toMatchObject({ score: null, grade: null, improvements: [] });
    expect(score.factors.map((factor) => factor.score)).toEqual(factors.map(() => null));
    expect(score.scoreReason).toMatch(reason);
  });

  test('an app about which nothing could be answered', () => {
    expect(scoreOfApp([result('logs', 'high', 'unknown')])).toMatchObject({ score: null, coverage: 0 });
  });
});

describe('for all verdicts', () => {
  test('scores lie between 0 and 100, coverage between 0 and 1, and all twelve factors are listed in order', () => {
    fc.assert(
      fc.property(anyResults, (rules) => {
        const score = scoreOfApp(rules);
        for (const points of [score.score, ...score.factors.map((factor) => factor.score)]) {
          if (points !== null) expect(points >= 0 && points <= 100 && Number.isInteger(points)).toBe(true);
        }
        expect(score.coverage >= 0 && score.coverage <= 1).toBe(true);
        expect(score.factors.map((factor) => factor.id)).toEqual(factors.map((factor) => factor.id));
      }),
    );
  });

  test('every lost point belongs to a failing rule: the improvements add up to what is missing', () => {
    fc.assert(
      fc.property(anyResults, (rules) => {
        const { score, improvements } = scoreOfApp(rules);
        if (score === null) return;
        const regained = improvements.reduce((sum, improvement) => sum + improvement.points, 0);
        // Half a point of rounding for the score (one where 99.6 is kept from 100), and 0.05 for each improvement.
        expect(Math.abs(100 - score - regained)).toBeLessThanOrEqual(1 + 0.05 * improvements.length);
        expect(score === 100).toBe(improvements.length === 0);
      }),
    );
  });

  test('mending one rule raises the score by the points that its improvement promised, and never lowers it', () => {
    fc.assert(
      fc.property(anyResults, fc.nat(), (rules, pick) => {
        const before = scoreOfApp(rules);
        if (before.score === null || before.improvements.length === 0) return;
        const improvement = before.improvements[pick % before.improvements.length];
        const after = scoreOfApp(
          rules.map((rule) => (rule.id === improvement?.rule ? { ...rule, verdict: 'pass' as const } : rule)),
        );
        const gained = (after.score ?? 0) - before.score;
        expect(gained).toBeGreaterThanOrEqual(0);
        expect(Math.abs(gained - (improvement?.points ?? 0))).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('what is not applicable, unknown or crashed changes no score', () => {
    fc.assert(
      fc.property(anyResults, anyResult, (rules, more) => {
        if (more.verdict === 'pass' || more.verdict === 'fail') return;
        expect(scoreOfApp([...rules, more]).score).toBe(scoreOfApp(rules).score);
      }),
    );
  });

  test('the order of the rules means nothing', () => {
    fc.assert(
      fc.property(anyResults, (rules) => {
        expect(scoreOfApp([...rules].reverse())).toEqual(scoreOfApp(rules));
      }),
    );
  });
});
