import type { AuditDetail, FactorResult, Finding, Improvement, RuleResult, Verdict } from '@twelvefold/contracts';
import { factorNames, parseFactor } from '../lib/factors.ts';
import { type SeedPlace, seedAgainst, seedFor } from './seed-findings.ts';
import { seedRandom } from './seed-random.ts';
import { type SeedRepository, seedSummary } from './seed-repositories.ts';
import { seedRules } from './seed-rules.ts';

/** An audit of the seeds whole; results are there if it has ended with some. */
export function seedAudit(repository: SeedRepository, at: number): AuditDetail {
  const summary = seedSummary(repository, at);
  const htmlUrl = `https://github.example/${repository.owner}/${repository.name}`;
  const hasResults = summary.state === 'succeeded' || summary.state === 'partial';
  const before = at > 0 && hasResults ? seedSummary(repository, at - 1) : null;
  const rules = hasResults ? seedResults(repository, at, `${htmlUrl}/blob/${summary.commitSha}`) : [];
  return {
    ...summary,
    repository: { id: String(9_000 + repository.index), owner: repository.owner, name: repository.name, htmlUrl },
    commitUrl: `${htmlUrl}/commit/${summary.commitSha}`,
    rulesVersion: hasResults ? '1.4.0' : null,
    scoreVersion: hasResults ? 1 : null,
    scoreReason:
      summary.state === 'succeeded' && summary.score === null
        ? 'A library: nothing here runs as a process, so most factors do not apply.'
        : '',
    limits: summary.state === 'partial' ? [summary.reason] : [],
    files: hasResults ? 812 : null,
    bytes: hasResults ? 4_211_234 : null,
    skipped: hasResults
      ? [
          { path: 'static/vendor/bundle.min.js', reason: 'larger than 1 MB' },
          { path: 'docs/architecture.pdf', reason: 'binary' },
        ]
      : [],
    factors: hasResults ? seedFactors(repository, at, rules) : [],
    rules,
    improvements: seedImprovements(rules),
    previous: before
      ? { id: before.id, commitSha: before.commitSha, score: before.score, committedAt: before.committedAt }
      : null,
    fixed: before
      ? [{ ruleId: 'logs/level-from-env', path: 'shop/settings/logging.py', message: 'The log level was a literal.' }]
      : [],
    attempt: 1,
    checkRunUrl: `${htmlUrl}/runs/1`,
  };
}

/** What raises the score most, from results. */
export function seedImprovements(rules: readonly RuleResult[]): Improvement[] {
  const weights = { critical: 3.1, high: 2.2, medium: 1.2, low: 0.5 };
  return rules
    .filter((rule) => rule.verdict === 'fail')
    .map((rule) => ({ rule: rule.id, title: rule.title, factor: rule.factor, points: weights[rule.severity] }))
    .sort((a, b) => b.points - a.points);
}

function seedResults(repository: SeedRepository, at: number, blobUrl: string): RuleResult[] {
  const random = seedRandom(repository.index * 131 + 17);
  const scores = repository.points[Math.min(at, repository.points.length - 1)]?.factors ?? [];
  return seedRules.map(([id, severity, title], position) => {
    const factor = parseFactor(id.split('/')[0]) ?? 'codebase';
    const verdict = verdictOf(scores[factorNames.findIndex((name) => name.id === factor)] ?? null, random());
    const change = random() < 0.3 ? 'new' : 'there';
    return {
      id,
      title,
      factor,
      severity,
      verdict,
      message: messageOf(verdict, id, position),
      remediation:
        verdict === 'fail'
          ? 'Read the value from the environment, give it no usable default, and name it in .env.example.'
          : '',
      findings:
        verdict === 'fail'
          ? seedAgainst(id, position).map((place, index) => findingOf(place, blobUrl, `${id}:${index}`, change))
          : [],
      evidence: verdict === 'pass' ? seedFor(position).map((place) => evidenceOf(place, blobUrl)) : [],
      previousVerdict: at === 0 ? null : verdict === 'fail' && change === 'new' ? 'pass' : verdict,
    };
  });
}

function seedFactors(repository: SeedRepository, at: number, rules: readonly RuleResult[]): FactorResult[] {
  const now = repository.points[Math.min(at, repository.points.length - 1)]?.factors ?? [];
  const before = repository.points[at - 1]?.factors ?? [];
  return factorNames.map(({ id, numeral, title }, index) => {
    const own = rules.filter((rule) => rule.factor === id);
    const count = (verdict: Verdict) => own.filter((rule) => rule.verdict === verdict).length;
    return {
      id,
      numeral,
      title,
      score: now[index] ?? null,
      previousScore: before[index] ?? null,
      passed: count('pass'),
      failed: count('fail'),
      unknown: count('unknown'),
      notApplicable: count('not-applicable'),
    };
  });
}

function verdictOf(score: number | null, chance: number): Verdict {
  if (score === null || chance > 0.92) return 'not-applicable';
  if (chance > 0.87) return 'unknown';
  if (chance > 0.865) return 'error';
  return chance * 115 < score ? 'pass' : 'fail';
}

function messageOf(verdict: Verdict, id: string, position: number): string {
  if (verdict === 'fail') return seedAgainst(id, position)[0]?.message ?? '';
  if (verdict === 'pass') return seedFor(position)[0]?.message ?? '';
  if (verdict === 'unknown') return 'The value is made at run time; reading the source can not decide it.';
  if (verdict === 'error') return 'The rule stopped with an error of its own. It counts neither way.';
  return 'Nothing in the repository does what this rule is about.';
}

function evidenceOf(place: SeedPlace, blobUrl: string) {
  const endLine = place.startLine + place.snippet.split('\n').length - 1;
  return { ...place, endLine, url: `${blobUrl}/${place.path}#L${place.startLine}-L${endLine}` };
}

function findingOf(place: SeedPlace, blobUrl: string, fingerprint: string, change: Finding['change']): Finding {
  return { ...evidenceOf(place, blobUrl), fingerprint, confidence: 'high', component: '', status: 'open', change };
}
