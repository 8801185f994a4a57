import { catalogueEntry } from '@twelvefold/rules/catalogue';
import { factors } from '@twelvefold/rules/factors';
import type { AuditReport, Evidence, FactorResult, RuleResult, Severity } from '@twelvefold/rules/report';
import { type Colours, plain } from './colours.ts';

const findingsShownMax = 10;
const severityOrder: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** The report for people: summary first, then the twelve factors, then each failing rule with its places and its fix. */
export function renderText(report: AuditReport, gating: number, colours: Colours): string {
  const failed = report.rules
    .filter((rule) => rule.verdict === 'fail')
    .sort((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity));
  return [
    ...summary(report, colours),
    '',
    ...report.factors.map((factor) => factorLine(factor, colours)),
    ...failed.flatMap((rule) => ['', ...ruleLines(rule, colours)]),
    ...unanswered(report, colours),
    ...improvements(report, colours),
    '',
    conclusion(report, gating, failed.length, colours),
    '',
  ].join('\n');
}

/** One rule with all its evidence, whatever its verdict. */
export function renderRule(rule: RuleResult, colours: Colours): string {
  return `${ruleLines(rule, colours).join('\n')}\n`;
}

function conclusion(report: AuditReport, gating: number, failed: number, colours: Colours): string {
  if (gating > 0) return colours.red(`${gating} ${gating === 1 ? 'finding fails' : 'findings fail'} this audit.`);
  if (report.partial) return colours.yellow('Partial: this says nothing about what was not read.');
  if (failed > 0) return 'None of these findings fails this audit (see --fail-on).';
  return report.coverage < 1 ? 'No rule that was answered fails.' : colours.green('Nothing fails.');
}

function summary(report: AuditReport, colours: Colours): string[] {
  const { repository, score, grade, coverage } = report;
  const title = score === null ? 'No score' : `Score ${score}, grade ${grade}`;
  const size = `${count(repository.files, 'file')}, ${megabytes(repository.bytes)}, ${repository.skipped.length} skipped`;
  const lines = [
    `${colours.bold(title)} · ${repository.kind} · ${Math.floor(coverage * 100)} % of the applicable rules answered · ${size}`,
  ];
  if (report.scoreReason !== '') lines.push(report.scoreReason);
  if (report.partial) lines.push(colours.yellow(`Partial: ${report.limits.map(plain).join('; ')}.`));
  return lines;
}

function factorLine(factor: FactorResult, colours: Colours): string {
  const title = factors.find(({ id }) => id === factor.id)?.title ?? factor.id;
  const counts = [
    `${factor.passed} passed`,
    `${factor.failed} failed`,
    factor.unknown > 0 ? `${factor.unknown} unknown` : '',
  ];
  const points = factor.score === null ? '  –' : String(factor.score).padStart(3);
  return `${factor.numeral.padStart(4)}  ${title.padEnd(20)} ${bar(factor.score, colours)} ${points}  ${colours.dim(counts.filter((part) => part !== '').join(', '))}`;
}

function bar(score: number | null, colours: Colours): string {
  if (score === null) return colours.dim('·'.repeat(20));
  const filled = Math.round(score / 5);
  const paint = score >= 80 ? colours.green : score >= 60 ? colours.yellow : colours.red;
  return `${paint('█'.repeat(filled))}${colours.dim('░'.repeat(20 - filled))}`;
}

function ruleLines(rule: RuleResult, colours: Colours): string[] {
  const paint = rule.verdict === 'fail' ? severityPaint(rule.severity, colours) : colours.dim;
  const title = catalogueEntry(rule.id)?.title ?? '';
  const heading = `${paint(rule.verdict === 'fail' ? rule.severity : rule.verdict)}  ${colours.bold(rule.id)}  ${title}`;
  const places = rule.verdict === 'fail' ? rule.findings : rule.evidence;
  const lines = [heading, ...places.slice(0, findingsShownMax).flatMap((place) => placeLines(place, colours))];
  if (places.length === 0) lines.push(`    ${plain(rule.message)}`);
  if (places.length > findingsShownMax)
    lines.push(`    and ${places.length - findingsShownMax} more (--format json lists all)`);
  if (rule.remediation !== '') lines.push(`    ${colours.dim('Fix:')} ${plain(rule.remediation)}`);
  return lines;
}

function placeLines(place: Evidence, colours: Colours): string[] {
  const lines = [`    ${plain(place.path)}:${place.startLine}  ${plain(place.message)}`];
  if (place.snippet !== '') lines.push(`      ${colours.dim(plain(place.snippet))}`);
  return lines;
}

function severityPaint(severity: Severity, colours: Colours): (text: string) => string {
  if (severity === 'critical' || severity === 'high') return colours.red;
  return severity === 'medium' ? colours.yellow : colours.dim;
}

/** What was not answered is named, so that silence is not taken for a pass. */
function unanswered(report: AuditReport, colours: Colours): string[] {
  const open = report.rules.filter((rule) => rule.verdict === 'unknown' || rule.verdict === 'error');
  if (open.length === 0) return [];
  const reasons = new Map<string, string[]>();
  for (const rule of open) reasons.set(rule.message, [...(reasons.get(rule.message) ?? []), rule.id]);
  const lines = [...reasons].map(([reason, ids]) => {
    const named = ids.length > 3 ? `${ids.length} rules` : ids.join(', ');
    return `    ${colours.dim(`${plain(reason)} ${named}`)}`;
  });
  return ['', colours.bold(`Not answered (${open.length})`), ...lines];
}

function improvements(report: AuditReport, colours: Colours): string[] {
  const best = report.improvements.slice(0, 5);
  if (best.length === 0) return [];
  return [
    '',
    colours.bold('Raises the score most'),
    ...best.map(({ rule, points }) => `    +${points.toFixed(1).padStart(4)}  ${rule}`),
  ];
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en-GB')} ${noun}${amount === 1 ? '' : 's'}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
