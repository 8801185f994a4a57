import type { Annotation } from './check-run-output.ts';
import { plainText } from './escape.ts';
import type { PublishableFinding } from './publishable.ts';

const titleCharactersMax = 255;
/** GitHub takes 64 KB; nobody reads that, and seven hundred of them must be sent. */
const messageCharactersMax = 4000;

const levels = { critical: 'failure', high: 'warning', medium: 'warning', low: 'notice' } as const;

/** One annotation for each finding that has a place. GitHub shows titles and messages as plain text. */
export function renderAnnotations(findings: readonly PublishableFinding[]): Annotation[] {
  return findings
    .filter((finding) => finding.path !== '')
    .map((finding) => {
      const startLine = Math.max(1, finding.startLine);
      const remedy =
        finding.remediation === '' ? '' : `\n\nFix: ${plainText(finding.remediation, messageCharactersMax / 2)}`;
      return {
        // Paths are given as they are: GitHub matches them with the files of the commit.
        path: finding.path.toWellFormed(),
        start_line: startLine,
        end_line: Math.max(startLine, finding.endLine),
        annotation_level: levels[finding.severity],
        title: plainText(finding.ruleTitle, titleCharactersMax),
        message: `${plainText(finding.message, messageCharactersMax / 2)}${remedy}\n\n${finding.ruleId} · ${finding.severity}`,
      };
    });
}
