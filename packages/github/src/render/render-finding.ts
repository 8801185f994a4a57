import type { FactorId } from '@twelvefold/rules/report';
import { codeBlock, codeSpan, markdownSentence, markdownText } from './escape.ts';
import type { PublishableFinding } from './publishable.ts';

/** Why a factor matters, in a sentence for someone who has never heard of it. */
const reasons: Record<FactorId, string> = {
  codebase: 'What runs must be traceable to one commit of one codebase, or nobody knows what to fix or to roll back to',
  dependencies: 'What is not declared and pinned is different on the next machine, and breaks there',
  config:
    'What differs between deploys belongs in the environment; in the code it leaks, and every change of it is a release',
  'backing-services': 'A service that is located by code can not be replaced without a release when it fails',
  'build-release-run':
    'A release that is still being built while it starts can fail in production, and can not be repeated',
  processes: 'What a process keeps to itself is lost when it restarts, and wrong as soon as there are two',
  'port-binding': 'An app that brings its own server and takes its port from the environment runs anywhere',
  concurrency: 'One kind of work that can not be scaled by itself scales everything, or nothing',
  disposability: 'Processes are stopped at any moment; those that do not stop well lose requests and jobs',
  'dev-prod-parity': 'What differs between development and production is found by the users',
  logs: 'Logs that are written to files are lost with the machine and seen by nobody',
  'admin-processes': 'A task that runs elsewhere than the app itself runs against other code and other config',
};

/** A finding whole: what, where, the evidence, why it matters, the fix. */
export function renderFinding(finding: PublishableFinding): string {
  const lines =
    finding.endLine > finding.startLine ? `${finding.startLine}–${finding.endLine}` : String(finding.startLine);
  const place =
    finding.path === '' ? '' : `${codeSpan(finding.path, 300)}${finding.startLine > 0 ? ` line ${lines}` : ''}: `;
  const parts = [
    `### ${markdownText(finding.ruleTitle, 200)}`,
    `${place}${markdownSentence(finding.message)} _(${finding.severity} severity${finding.confidence === 'high' ? '' : `, ${finding.confidence} confidence`})_`,
  ];
  // A line of brackets only proves nothing; the place above it says where to look.
  if (/[\p{L}\p{N}]/u.test(finding.snippet)) parts.push(codeBlock(finding.snippet, 300));
  parts.push(`**Why it matters:** ${reasons[finding.factor]}.`);
  if (finding.remediation !== '') parts.push(`**Fix:** ${markdownSentence(finding.remediation, 1000)}`);
  parts.push(`Rule ${codeSpan(finding.ruleId)}`);
  return parts.join('\n\n');
}

/** A finding in a line, for lists. */
export function renderFindingLine(finding: Pick<PublishableFinding, 'ruleTitle' | 'path' | 'message'>): string {
  const place = finding.path === '' ? '' : ` ${codeSpan(finding.path, 200)}`;
  return `- **${markdownText(finding.ruleTitle, 150)}**${place}: ${markdownSentence(finding.message, 200)}`;
}
