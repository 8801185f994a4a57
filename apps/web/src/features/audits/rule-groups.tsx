import { ChevronRightIcon } from '@primer/octicons-react';
import type { RuleResult } from '@twelvefold/contracts';
import { useState } from 'react';
import { factorName } from '../../lib/factors.ts';
import { Panel } from '../../ui/panel.tsx';
import { Score } from '../../ui/score.tsx';
import { verdictWord } from '../../ui/verdict.tsx';
import styles from './rule-groups.module.css';
import { RuleItem } from './rule-item.tsx';
import { countVerdicts, type RuleGroup } from './visible-rules.ts';

interface RuleGroupsProps {
  groups: readonly RuleGroup[];
  open: string | undefined;
  onOpen: (rule: string | undefined) => void;
}

/** Rules by factor. One is open at a time, and the address names it. */
export function RuleGroups({ groups, open, onOpen }: RuleGroupsProps) {
  if (groups.length === 0) return <p className={styles.empty}>No rule fits these filters.</p>;
  return (
    <div className={styles.groups}>
      {groups.map(({ factor, rules, folded }) => (
        <Panel
          key={factor.id}
          title={`${factor.numeral}. ${factorName(factor.id).title}`}
          padded={false}
          aside={
            <>
              <span>{tally(factor.failed, factor.passed)}</span>
              <Score score={factor.score} />
            </>
          }
        >
          <Rules rules={rules} open={open} onOpen={onOpen} />
          {folded.length > 0 && <Folded rules={folded} open={open} onOpen={onOpen} />}
        </Panel>
      ))}
    </div>
  );
}

interface RulesProps extends Omit<RuleGroupsProps, 'groups'> {
  rules: readonly RuleResult[];
}

function Rules({ rules, open, onOpen }: RulesProps) {
  return rules.map((rule) => (
    <RuleItem
      key={rule.id}
      result={rule}
      isOpen={open === rule.id}
      onToggle={(isOpen) => {
        if (isOpen) onOpen(rule.id);
        else if (open === rule.id) onOpen(undefined);
      }}
    />
  ));
}

/** What asks nothing of the reader, in one line. A link to one of its rules opens it. */
function Folded({ rules, open, onOpen }: RulesProps) {
  const [isUnfolded, setUnfolded] = useState(() => rules.some((rule) => rule.id === open));
  return (
    <details className={styles.folded} open={isUnfolded} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary className={styles.fold}>
        <ChevronRightIcon className={styles.chevron ?? ''} />
        {foldedWords(rules)}
      </summary>
      {isUnfolded && <Rules rules={rules} open={open} onOpen={onOpen} />}
    </details>
  );
}

/** "6 pass · 2 unknown · 1 not applicable". */
function foldedWords(rules: readonly RuleResult[]): string {
  const { pass, unknown, 'not-applicable': notApplicable } = countVerdicts(rules, undefined);
  return [
    pass > 0 && (pass === 1 ? '1 passes' : `${pass} pass`),
    unknown > 0 && `${unknown} ${verdictWord('unknown').toLowerCase()}`,
    notApplicable > 0 && `${notApplicable} ${verdictWord('not-applicable').toLowerCase()}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function tally(failed: number, passed: number): string {
  if (failed + passed === 0) return 'nothing to judge';
  return failed === 0 ? 'nothing fails' : `${failed} of ${failed + passed} fail`;
}
