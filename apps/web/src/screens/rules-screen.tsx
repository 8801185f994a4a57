import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { rulesQuery } from '../features/rules/get-rules.ts';
import { RuleCatalogue } from '../features/rules/rule-catalogue.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const route = getRouteApi('/rules');

/** What Twelvefold looks for. */
export function RulesScreen() {
  const query = useQuery(rulesQuery);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page title="Rules" meta={query.data ? <span>Rules version {query.data.rulesVersion}</span> : <span>&nbsp;</span>}>
      {query.isPending && <Skeleton label="rules" rows={8} rowHeightPx={80} />}
      {query.isError && !query.data && (
        <Failure error={query.error} subject="The catalogue of rules" onRetry={() => void query.refetch()} />
      )}
      {query.data && (
        <RuleCatalogue
          catalogue={query.data}
          search={search}
          onChange={(change) =>
            void navigate({
              search: (current) => ({ ...current, ...change }) as typeof search,
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
    </Page>
  );
}
