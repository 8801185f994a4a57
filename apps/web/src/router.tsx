import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';
import { parseAuditSearch } from './features/audits/audit-search.ts';
import { auditQuery } from './features/audits/get-audit.ts';
import { organizationQuery } from './features/organizations/get-organization.ts';
import { organizationsQuery } from './features/organizations/get-organizations.ts';
import { parseHeatMapSearch } from './features/organizations/heat-map-search.ts';
import { repositoryQuery } from './features/repositories/get-repository.ts';
import { parseRepositorySearch } from './features/repositories/repository-search-params.ts';
import { ruleQuery } from './features/rules/get-rule.ts';
import { rulesQuery } from './features/rules/get-rules.ts';
import { parseRulesSearch } from './features/rules/rules-search.ts';
import { BrokenScreen } from './screens/broken-screen.tsx';
import { NotFoundScreen } from './screens/not-found-screen.tsx';
import { RootLayout } from './screens/root-layout.tsx';

// Loaders start the request while the screen's code loads, and do not wait: screens show their own loading and error states.

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: RootLayout,
  notFoundComponent: NotFoundScreen,
});

const organizationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: ({ context }) => void context.queryClient.prefetchQuery(organizationsQuery),
  component: lazyRouteComponent(() => import('./screens/organizations-screen.tsx'), 'OrganizationsScreen'),
});

const organizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orgs/$login',
  validateSearch: parseHeatMapSearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(organizationQuery(params.login)),
  component: lazyRouteComponent(() => import('./screens/organization-screen.tsx'), 'OrganizationScreen'),
});

const repositoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/repos/$owner/$name',
  validateSearch: parseRepositorySearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(repositoryQuery(params.owner, params.name)),
  component: lazyRouteComponent(() => import('./screens/repository-screen.tsx'), 'RepositoryScreen'),
});

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audits/$id',
  validateSearch: parseAuditSearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(auditQuery(params.id)),
  component: lazyRouteComponent(() => import('./screens/audit-screen.tsx'), 'AuditScreen'),
});

const rulesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rules',
  validateSearch: parseRulesSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(rulesQuery),
  component: lazyRouteComponent(() => import('./screens/rules-screen.tsx'), 'RulesScreen'),
});

const ruleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rules/$factor/$rule',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(ruleQuery(params.factor, params.rule)),
  component: lazyRouteComponent(() => import('./screens/rule-screen.tsx'), 'RuleScreen'),
});

const routeTree = rootRoute.addChildren([
  organizationsRoute,
  organizationRoute,
  repositoryRoute,
  auditRoute,
  rulesRoute,
  ruleRoute,
]);

/** The screens and their addresses; `history` is the browser's unless a test brings its own. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    ...(history ? { history } : {}),
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: BrokenScreen,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
