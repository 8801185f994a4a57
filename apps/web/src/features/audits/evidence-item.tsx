import { Label } from '@primer/react';
import type { Evidence, Finding } from '@twelvefold/contracts';
import { CodeText } from '../../ui/code-text.tsx';
import { CodeSnippet } from './code-snippet.tsx';
import styles from './evidence-item.module.css';

interface EvidenceItemProps {
  evidence: Evidence | Finding;
}

/** A place in the repository and what it shows, linked to GitHub at the audited commit. Findings say how they compare and how sure they are. */
export function EvidenceItem({ evidence }: EvidenceItemProps) {
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <a className={styles.place} href={evidence.url} target="_blank" rel="noreferrer">
          {placeOf(evidence)}
        </a>
        {'fingerprint' in evidence && <FindingLabels finding={evidence} />}
      </div>
      {evidence.message && (
        <p className={styles.message}>
          <CodeText text={evidence.message} />
        </p>
      )}
      {isTelling(evidence.snippet) && (
        <div className={styles.code}>
          <CodeSnippet code={evidence.snippet} path={evidence.path} startLine={evidence.startLine} />
        </div>
      )}
    </li>
  );
}

function FindingLabels({ finding }: { finding: Finding }) {
  return (
    <span className={styles.labels}>
      {finding.change === 'new' && <Label variant="severe">New</Label>}
      {finding.change === 'there' && <Label>Already there</Label>}
      {finding.status === 'waived' && <Label variant="done">Waived</Label>}
      {finding.component && <Label>{finding.component}</Label>}
      <Label>{finding.confidence} confidence</Label>
    </span>
  );
}

/** A line of brackets only proves nothing: the place above it says where to look. */
function isTelling(snippet: string): boolean {
  return /[\p{L}\p{N}]/u.test(snippet);
}

function placeOf({ path, startLine, endLine }: Evidence): string {
  if (startLine <= 0) return path;
  return endLine > startLine ? `${path}:${startLine}–${endLine}` : `${path}:${startLine}`;
}
