import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { comparePlaces, compareText, isInside, type Place } from '../repo/place.ts';
import type { Evidence, Finding, RuleResult, Verdict } from '../report.ts';
import type { Rule, RuleContext, RuleYield } from './define-rule.ts';
import { fingerprintOf } from './fingerprint.ts';

/** More places than this say nothing new; the message names the count. */
const FINDINGS_MAX = 100;
const EVIDENCE_MAX = 20;
/** A rule that yields without end is cut off. */
const YIELDS_MAX = 20_000;

type FailYield = Extract<RuleYield, { kind: 'fail' }>;

/** What the catalogue entry's rule says about the repository. A rule that throws spoils its own result only; a missing rule answers `unknown`. */
export function runRule(
  entry: CatalogueEntry,
  rule: Rule | undefined,
  context: RuleContext,
  mask: (text: string) => string,
): RuleResult {
  const result = (verdict: Verdict, message: string, rest: Partial<RuleResult> = {}): RuleResult => ({
    id: entry.id,
    factor: entry.factor,
    severity: entry.severity,
    verdict,
    message,
    remediation: '',
    findings: [],
    evidence: [],
    ...rest,
  });
  if (!rule) return result('unknown', 'not implemented');
  try {
    const applies = rule.appliesTo(context);
    if (applies !== true) return result('not-applicable', applies === false ? sentence(entry.notApplicable) : applies);
    const yields = take(rule.check(context));
    const fails = yields.filter((item) => item.kind === 'fail');
    const unknowns = yields.filter((item) => item.kind === 'unknown');
    const passes = yields.filter((item) => item.kind === 'pass');
    const first = fails[0];
    if (first) {
      const findings = findingsOf(rule, fails, context, mask);
      const more = findings.length - 1;
      const message = more > 0 ? `${mask(first.message)} And ${more} more.` : mask(first.message);
      const remediation = typeof rule.remediation === 'string' ? rule.remediation : rule.remediation(context);
      return result('fail', message, { remediation, findings: findings.slice(0, FINDINGS_MAX) });
    }
    const evidence = evidenceOf(passes, context, mask);
    if (unknowns[0]) return result('unknown', mask(unknowns[0].message), { evidence });
    if (passes[0]) return result('pass', mask(passes[0].message), { evidence });
    return rule.silence
      ? result('pass', rule.silence)
      : result('unknown', 'Nothing in the repository decides this either way.');
  } catch (error) {
    return result(
      'error',
      `The rule itself failed: ${mask(error instanceof Error ? error.message : String(error)).slice(0, 200)}`,
    );
  }
}

function take(yields: Iterable<RuleYield>): RuleYield[] {
  const taken: RuleYield[] = [];
  for (const item of yields) {
    taken.push(item);
    if (taken.length >= YIELDS_MAX) break;
  }
  return taken;
}

function findingsOf(
  rule: Rule,
  fails: readonly FailYield[],
  context: RuleContext,
  mask: (text: string) => string,
): Finding[] {
  const occurrences = new Map<string, number>();
  const seen = new Set<string>();
  const findings: Finding[] = [];
  const sorted = [...fails].sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.message, b.message));
  for (const { place, message, options } of sorted) {
    const spot = `${place.path}:${place.startLine}:${place.endLine}:${message}`;
    if (seen.has(spot)) continue;
    seen.add(spot);
    const component = context.facts.components.of(place.path)?.path ?? '';
    const relative =
      component !== '' && isInside(place.path, component) ? place.path.slice(component.length + 1) : place.path;
    const code = options.identity ?? codeAt(context, place);
    const key = `${relative}\0${code.replace(/\s+/g, ' ').trim()}`;
    const occurrence = occurrences.get(key) ?? 0;
    occurrences.set(key, occurrence + 1);
    findings.push({
      ...evidence(place, message, context, mask),
      confidence: options.confidence ?? 'high',
      fingerprint: fingerprintOf(rule.id, relative, code, occurrence),
      component,
      status: 'open',
    });
  }
  return findings;
}

function evidenceOf(
  passes: readonly { place: Place; message: string }[],
  context: RuleContext,
  mask: (text: string) => string,
): Evidence[] {
  const seen = new Set<string>();
  const sorted = [...passes].sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.message, b.message));
  const unique = sorted.filter(({ place, message }) => {
    const spot = `${place.path}:${place.startLine}:${message}`;
    return seen.has(spot) ? false : seen.add(spot);
  });
  return unique.slice(0, EVIDENCE_MAX).map(({ place, message }) => evidence(place, message, context, mask));
}

function evidence(place: Place, message: string, context: RuleContext, mask: (text: string) => string): Evidence {
  const count = context.repo.lines(place.path).length;
  const startLine = Math.min(Math.max(1, place.startLine), Math.max(1, count));
  const endLine = Math.min(Math.max(startLine, place.endLine), Math.max(startLine, count));
  return { path: place.path, startLine, endLine, snippet: snippetOf(context, place, mask), message: mask(message) };
}

/** Lines are masked before they are cut: half a secret is still one. */
function snippetOf(context: RuleContext, place: Place, mask: (text: string) => string): string {
  const text = context.repo
    .lines(place.path)
    .slice(place.startLine - 1, Math.min(place.endLine, place.startLine + 5))
    .map((line) => line.slice(0, 2_000))
    .join('\n');
  const masked = mask(text).trim();
  return masked.length > 200 ? `${masked.slice(0, 199)}…` : masked;
}

function codeAt(context: RuleContext, place: Place): string {
  return context.repo
    .lines(place.path)
    .slice(place.startLine - 1, place.endLine)
    .join('\n')
    .slice(0, 4_000);
}

/** `no app` → `No app.` */
function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
