import { ChoiceLink } from '../../ui/choice-link.tsx';
import styles from './range-links.module.css';
import type { TrendDays } from './repository-search-params.ts';

const ranges: readonly TrendDays[] = [30, 90, 365];

interface RangeLinksProps {
  owner: string;
  name: string;
  chosen: TrendDays;
}

/** Chooses the time that the trends show. Links, since the address holds it. */
export function RangeLinks({ owner, name, chosen }: RangeLinksProps) {
  return (
    <nav aria-label="Time shown">
      <ul className={styles.ranges}>
        {ranges.map((days) => (
          <li key={days}>
            <ChoiceLink
              className={styles.range}
              to="/repos/$owner/$name"
              params={{ owner, name }}
              // The address stays clean of what is the default.
              search={(current) => ({ ...current, days: days === 90 ? undefined : days })}
              replace
              resetScroll={false}
              isChosen={days === chosen}
            >
              {days} days
            </ChoiceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
