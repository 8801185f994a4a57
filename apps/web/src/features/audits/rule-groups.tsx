import { factorName } from '../../lib/factors.ts';
import { Panel } from '../../ui/panel.tsx';
import { Score } from '../../ui/score.tsx';
import styles from './rule-groups.module.css';
import { RuleItem } from './rule-item.tsx';
import type { RuleGroup } from './visible-rules.ts';

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
      {groups.map(({ factor, rules }) => (
        <Panel
          key={factor.id}
          title={`${factor.numeral}. ${factorName(factor.id).title}`}
          padded={false}
          aside={
            <>
              <span>
                {factor.failed} of {factor.failed + factor.passed} fail
              </span>
              <Score score={factor.score} />
            </>
          }
        >
          {rules.map((rule) => (
            <RuleItem
              key={rule.id}
              result={rule}
              isOpen={open === rule.id}
              onToggle={(isOpen) => {
                if (isOpen) onOpen(rule.id);
                else if (open === rule.id) onOpen(undefined);
              }}
            />
          ))}
        </Panel>
      ))}
    </div>
  );
}
