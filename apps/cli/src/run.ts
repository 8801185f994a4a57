import type { auditRepository } from '@twelvefold/rules';
import type { AuditReport, Finding } from '@twelvefold/rules/report';
import { createColours } from './colours.ts';
import { explainRule } from './explain-rule.ts';
import { type AuditRequest, parseArguments, UsageError, usage } from './parse-arguments.ts';
import { readTarget, UnreadableTargetError } from './read-target.ts';
import { renderRule, renderText } from './render-text.ts';

export interface Terminal {
  out: (text: string) => void;
  error: (text: string) => void;
  colour: boolean;
}

/** The engine with its parsers takes longer to load than everything else together, so that help and errors do not wait for it. */
export type LoadEngine = () => Promise<{ auditRepository: typeof auditRepository; rulesVersion: string }>;

/** What the shell gets to know. */
export const exitCodes = { clean: 0, findings: 1, unusable: 2, partial: 3 } as const;

/** Runs the command line; returns the exit code. */
export async function run(args: readonly string[], terminal: Terminal, loadEngine: LoadEngine): Promise<number> {
  try {
    const command = parseArguments(args);
    if (command.kind === 'audit') return await runAudit(command, terminal, loadEngine);
    terminal.out(command.kind === 'help' ? usage : `twelvefold, rules ${(await loadEngine()).rulesVersion}\n`);
    return exitCodes.clean;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof UnreadableTargetError)) throw error;
    terminal.error(`twelvefold: ${error.message}\n`);
    if (error instanceof UsageError) terminal.error('twelvefold --help lists the options.\n');
    return exitCodes.unusable;
  }
}

async function runAudit(request: AuditRequest, terminal: Terminal, loadEngine: LoadEngine): Promise<number> {
  const colours = createColours(terminal.colour);
  if (request.explain !== null) terminal.out(explainRule(request.explain));
  if (request.target === null) return exitCodes.clean;
  const input = await readTarget(request.target);
  const whole = (await loadEngine()).auditRepository(input);
  const only = request.explain === null ? request.rules : [request.explain];
  const report = only.length === 0 ? whole : reportOf(whole, only);
  const gating = gatingFindings(report, request).length;
  if (request.format === 'json') terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  else if (only.length > 0) terminal.out(report.rules.map((rule) => renderRule(rule, colours)).join('\n'));
  else terminal.out(renderText(report, gating, colours));
  if (report.partial) return exitCodes.partial;
  return gating > 0 ? exitCodes.findings : exitCodes.clean;
}

/** The report with the results of some rules; the score stays that of all. */
function reportOf(report: AuditReport, ids: readonly string[]): AuditReport {
  return { ...report, rules: report.rules.filter((rule) => ids.includes(rule.id)) };
}

/** Findings that fail: open ones of the severities asked for, of which the rule is sure enough. */
function gatingFindings(report: AuditReport, { failOn }: AuditRequest): Finding[] {
  return report.rules
    .filter((rule) => rule.verdict === 'fail' && failOn.includes(rule.severity))
    .flatMap((rule) => rule.findings)
    .filter((finding) => finding.status === 'open' && finding.confidence !== 'low');
}
