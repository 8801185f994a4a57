import { Label, Select } from '@primer/react';
import { Link } from '@tanstack/react-router';
import { type RuleCatalogue as Catalogue, type Rule, Severity as SeverityName } from '@twelvefold/contracts';
import { formatCount } from '../../lib/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { Severity } from '../../ui/verdict.tsx';
import styles from './rule-catalogue.module.css';
import type { RulesSearch } from './rules-search.ts';

interface RuleCatalogueProps {
  catalogue: Catalogue;
  search: RulesSearch;
  onChange: (change: { q?: string | undefined; severity?: string | undefined }) => void;
}

/** Every rule by factor, narrowed by text and severity. */
export function RuleCatalogue({ catalogue, search, onChange }: RuleCatalogueProps) {
  const rules = catalogue.rules.filter((rule) => isAskedFor(rule, search));
  return (
    <>
      <search className={styles.filters} aria-label="Filter rules">
        <div className={styles.text}>
          <SearchInput
            aria-label="Filter rules by text"
            placeholder="Filter rules"
            value={search.q ?? ''}
            onChange={(event) => onChange({ q: event.target.value || undefined })}
          />
        </div>
        <Select
          aria-label="Severity"
          value={search.severity ?? ''}
          onChange={(event) => onChange({ severity: event.target.value || undefined })}
        >
          <Select.Option value="">All severities</Select.Option>
          {SeverityName.options.map((severity) => (
            <Select.Option key={severity} value={severity}>
              {severity}
            </Select.Option>
          ))}
        </Select>
        <span className={styles.count} aria-live="polite">
          {formatCount(rules.length, 'rule')}
        </span>
      </search>
      {rules.length === 0 && <p>No rule fits these filters.</p>}
      <div className={styles.factors}>
        {catalogue.factors.map((factor) => {
          const own = rules.filter((rule) => rule.factor === factor.id);
          if (own.length === 0) return null;
          return (
            <Panel
              className={styles.factor}
              key={factor.id}
              title={`${factor.numeral}. ${factor.title}`}
              note={factor.sentence}
              padded={false}
            >
              <ul className={styles.list}>
                {own.map((rule) => (
                  <RuleRow key={rule.id} rule={rule} />
                ))}
              </ul>
            </Panel>
          );
        })}
      </div>
    </>
  );
}

function RuleRow({ rule }: { rule: Rule }) {
  const [factor = '', name = ''] = rule.id.split('/');
  return (
    <li className={styles.rule}>
      <div className={styles.what}>
        <Link to="/rules/$factor/$rule" params={{ factor, rule: name }}>
          {rule.title}
        </Link>
        <span className={styles.id}>{rule.id}</span>
      </div>
      <span className={styles.labels}>
        {!rule.implemented && <Label>answers unknown</Label>}
        <Severity severity={rule.severity} />
      </span>
    </li>
  );
}

function isAskedFor(rule: Rule, search: RulesSearch): boolean {
  if (search.severity !== undefined && rule.severity !== search.severity) return false;
  const text = search.q?.trim().toLowerCase() ?? '';
  return `${rule.id} ${rule.title} ${rule.failsWhen}`.toLowerCase().includes(text);
}
