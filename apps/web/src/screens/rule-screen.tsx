import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RuleDetail } from '@twelvefold/contracts';
import { ruleQuery } from '../features/rules/get-rule.ts';
import { Markdown } from '../features/rules/markdown.tsx';
import { factorName } from '../lib/factors.ts';
import { formatCount } from '../lib/format.ts';
import { CodeText } from '../ui/code-text.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import rows from '../ui/row-list.module.css';
import { Skeleton } from '../ui/skeleton.tsx';
import { Severity, Verdict } from '../ui/verdict.tsx';
import styles from './rule-screen.module.css';

const route = getRouteApi('/rules/$factor/$rule');

/** What a rule asks, why, how to satisfy it, and where it fails. */
export function RuleScreen() {
  const params = route.useParams();
  const query = useQuery(ruleQuery(params.factor, params.rule));
  const rule = query.data;
  return (
    <Page
      title={rule?.title ?? `${params.factor}/${params.rule}`}
      crumbs={[{ label: 'Rules', to: '/rules' }]}
      meta={
        rule ? (
          <>
            <span>
              {factorName(rule.factor).numeral}. {factorName(rule.factor).title}
            </span>
            <code>{rule.id}</code>
            <Severity severity={rule.severity} />
          </>
        ) : (
          <span>&nbsp;</span>
        )
      }
    >
      {query.isPending && <Skeleton label="the rule" rows={6} rowHeightPx={64} />}
      {query.isError && !rule && (
        <Failure error={query.error} subject="This rule" onRetry={() => void query.refetch()} />
      )}
      {rule && (
        <div className={styles.columns}>
          {rule.docs ? <Markdown source={rule.docs} /> : <p className={styles.missing}>{missingDocs(rule)}</p>}
          <div className={styles.aside}>
            <VerdictSentences rule={rule} />
            <Failing failing={rule.failing} ruleId={rule.id} />
          </div>
        </div>
      )}
    </Page>
  );
}

function missingDocs(rule: RuleDetail): string {
  return rule.implemented
    ? 'This rule has no page of its own yet. The sentences beside say what it asks.'
    : 'The catalogue names this rule, and no code answers it yet: its verdict is unknown and moves no score.';
}

/** The catalogue's clauses ("a debug switch is on") as sentences of their own. */
function sentence(clause: string): string {
  const end = /[.!?…]$/.test(clause) ? '' : '.';
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${end}`;
}

function VerdictSentences({ rule }: { rule: RuleDetail }) {
  return (
    <Panel title="Verdicts">
      <dl className={styles.verdicts}>
        <dt>
          <Verdict verdict="fail" />
        </dt>
        <dd>
          <CodeText text={sentence(rule.failsWhen)} />
        </dd>
        <dt>
          <Verdict verdict="pass" />
        </dt>
        <dd>
          <CodeText text={sentence(rule.passesWhen)} />
        </dd>
        <dt>
          <Verdict verdict="not-applicable" />
        </dt>
        <dd>
          <CodeText text={sentence(rule.notApplicableWhen)} />
        </dd>
      </dl>
    </Panel>
  );
}

function Failing({ failing, ruleId }: { failing: RuleDetail['failing']; ruleId: string }) {
  return (
    <Panel title="Where it fails" padded={false} note={formatCount(failing.length, 'repository', 'repositories')}>
      {failing.length === 0 && <p className={rows.empty}>It fails in no repository that you can see.</p>}
      <ul className={rows.list}>
        {failing.map((place) => (
          <li key={place.auditId} className={rows.row}>
            <div className={rows.main}>
              <Link className={rows.title} to="/audits/$id" params={{ id: place.auditId }} search={{ rule: ruleId }}>
                {place.owner}/{place.name}
              </Link>
              <p className={styles.message}>
                <CodeText text={place.message} />
              </p>
            </div>
            <span className={rows.sub}>{formatCount(place.findings, 'finding')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
