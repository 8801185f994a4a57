import { ChevronRightIcon } from '@primer/octicons-react';
import { Label } from '@primer/react';
import { Link } from '@tanstack/react-router';
import type { RuleResult } from '@twelvefold/contracts';
import { useEffect, useRef } from 'react';
import { formatCount } from '../../lib/format.ts';
import { CodeText } from '../../ui/code-text.tsx';
import { Severity, Verdict, verdictWord } from '../../ui/verdict.tsx';
import { EvidenceItem } from './evidence-item.tsx';
import styles from './rule-item.module.css';

interface RuleItemProps {
  result: RuleResult;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}

/** What a rule says of this commit. Opened: why, the fix, and the evidence. */
export function RuleItem({ result, isOpen, onToggle }: RuleItemProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  const wasOpenAtFirst = useRef(isOpen);
  const newFindings = result.findings.filter((finding) => finding.change === 'new').length;
  // Rules that are in order are one line each: what is not in order stands out, and a phone is not scrolled forever.
  const needsAttention = result.verdict === 'fail' || result.verdict === 'error' || result.verdict === 'unknown';
  const isChanged = result.previousVerdict !== null && result.previousVerdict !== result.verdict;

  useEffect(() => {
    // A link to one rule brings it into view; opening by hand does not move the page.
    if (wasOpenAtFirst.current) ref.current?.scrollIntoView({ block: 'center' });
  }, []);

  return (
    <details
      ref={ref}
      className={styles.rule}
      open={isOpen}
      onToggle={(event) => {
        if (event.currentTarget.open !== isOpen) onToggle(event.currentTarget.open);
      }}
    >
      <summary className={styles.summary}>
        <ChevronRightIcon className={styles.chevron ?? ''} />
        <Verdict verdict={result.verdict} />
        <span className={styles.what}>
          <span className={styles.title}>{result.title}</span>
          {needsAttention && (
            <span className={styles.message}>
              <Message result={result} />
            </span>
          )}
        </span>
        <span className={styles.labels}>
          {isChanged && result.previousVerdict && (
            <Label variant="accent">was: {verdictWord(result.previousVerdict).toLowerCase()}</Label>
          )}
          {newFindings > 0 && <Label variant="severe">{newFindings} new</Label>}
          {result.verdict === 'fail' && <Severity severity={result.severity} />}
        </span>
      </summary>
      {isOpen && <RuleBody result={result} />}
    </details>
  );
}

function Message({ result }: { result: RuleResult }) {
  if (result.message === 'not implemented') return 'Twelvefold does not answer this rule yet. It moves no score.';
  return <CodeText text={result.message} />;
}

function RuleBody({ result }: { result: RuleResult }) {
  const [factor = '', rule = ''] = result.id.split('/');
  return (
    <div className={styles.body}>
      {(result.verdict === 'pass' || result.verdict === 'not-applicable') && (
        <p>
          <CodeText text={result.message} />
        </p>
      )}
      {result.remediation && (
        <div className={styles.fix}>
          <h4 className={styles.subhead}>How to fix it</h4>
          <p>
            <CodeText text={result.remediation} />
          </p>
        </div>
      )}
      {result.findings.length > 0 && (
        <div>
          <h4 className={styles.subhead}>{formatCount(result.findings.length, 'place')} against</h4>
          <ul className={styles.evidence}>
            {result.findings.map((finding) => (
              <EvidenceItem key={finding.fingerprint} evidence={finding} />
            ))}
          </ul>
        </div>
      )}
      {result.evidence.length > 0 && (
        <div>
          <h4 className={styles.subhead}>{formatCount(result.evidence.length, 'place')} for</h4>
          <ul className={styles.evidence}>
            {result.evidence.map((evidence) => (
              <EvidenceItem key={`${evidence.path}:${evidence.startLine}:${evidence.message}`} evidence={evidence} />
            ))}
          </ul>
        </div>
      )}
      <p className={styles.foot}>
        <Link to="/rules/$factor/$rule" params={{ factor, rule }}>
          About the rule {result.id}
        </Link>
        {' · '}severity {result.severity}
      </p>
    </div>
  );
}
