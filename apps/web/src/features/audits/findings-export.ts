import type { ExportTable } from '../../lib/export-table.ts';
import type { RuleGroup } from './visible-rules.ts';

/** The findings of the rules that are shown, as a table to take away: a row for each place. */
export function findingsExport(groups: readonly RuleGroup[]): ExportTable {
  return {
    heads: [
      'rule',
      'factor',
      'title',
      'severity',
      'confidence',
      'change',
      'status',
      'path',
      'line',
      'end_line',
      'message',
      'fix',
      'url',
    ],
    rows: groups
      .flatMap(({ rules, folded }) => [...rules, ...folded])
      .flatMap((rule) =>
        rule.findings.map((finding) => [
          rule.id,
          rule.factor,
          rule.title,
          rule.severity,
          finding.confidence,
          finding.change,
          finding.status,
          finding.path,
          finding.startLine,
          finding.endLine,
          finding.message,
          rule.remediation,
          finding.url,
        ]),
      ),
  };
}
