import { CounterLabel } from '@primer/react';
import type { RuleResult, Verdict } from '@twelvefold/contracts';
import { ChoiceLink } from '../../ui/choice-link.tsx';
import { verdictWord } from '../../ui/verdict.tsx';
import type { AuditSearch } from './audit-search.ts';
import styles from './verdict-filter.module.css';
import { countNew, countVerdicts } from './visible-rules.ts';

const verdicts: readonly Verdict[] = ['fail', 'error', 'unknown', 'pass', 'not-applicable'];

interface VerdictFilterProps {
  auditId: string;
  rules: readonly RuleResult[];
  search: AuditSearch;
}

/** Narrows the rules by verdict, or to what is new. */
export function VerdictFilter({ auditId, rules, search }: VerdictFilterProps) {
  const counts = countVerdicts(rules, search.factor);
  const isAll = search.verdict === undefined && search.change === undefined;
  const options = [
    { label: 'All', count: Object.values(counts).reduce((sum, count) => sum + count, 0), isChosen: isAll, pick: {} },
    ...verdicts
      .filter((verdict) => counts[verdict] > 0 || search.verdict === verdict)
      .map((verdict) => ({
        label: verdictWord(verdict),
        count: counts[verdict],
        isChosen: search.verdict === verdict,
        pick: { verdict },
      })),
    {
      label: 'With new findings',
      count: countNew(rules, search.factor),
      isChosen: search.change === 'new',
      pick: { change: 'new' as const },
    },
  ];
  return (
    <nav aria-label="Filter by verdict">
      <ul className={styles.filter}>
        {options.map((option) => (
          <li key={option.label}>
            <ChoiceLink
              className={styles.option}
              to="/audits/$id"
              params={{ id: auditId }}
              search={{ ...(search.factor ? { factor: search.factor } : {}), ...option.pick }}
              resetScroll={false}
              isChosen={option.isChosen}
            >
              {option.label}
              <CounterLabel>{option.count}</CounterLabel>
            </ChoiceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
