import type { ArchiveLinks } from '../http/archive-links.ts';
import type { Endpoint } from '../http/endpoint.ts';
import type { RateLimits } from '../http/rate-limit.ts';
import type { WebhookSender } from '../webhooks/deliver-webhooks.ts';
import type { DeliveryLog } from '../webhooks/delivery-log.ts';
import { appRoutes } from './app-routes.ts';
import { authorizationRoutes } from './authorization-routes.ts';
import { checkRunRoutes } from './check-run-routes.ts';
import { checkSuiteRoutes } from './check-suite-routes.ts';
import { commentRoutes } from './comment-routes.ts';
import { commitRoutes } from './commit-routes.ts';
import { contentRoutes } from './content-routes.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { gitDataRoutes } from './git-data-routes.ts';
import { installationRoutes } from './installation-routes.ts';
import { organizationRoutes } from './organization-routes.ts';
import { pullRoutes } from './pull-routes.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { serviceRoutes } from './service-routes.ts';
import { userRoutes } from './user-routes.ts';

export interface EndpointParts {
  links: ArchiveLinks;
  limits: RateLimits;
  deliveryLog: DeliveryLog;
  sender: WebhookSender;
}

/** Everything below /api/v3. */
export function allEndpoints({ links, limits, deliveryLog, sender }: EndpointParts): Endpoint[] {
  return [
    ...serviceRoutes(limits),
    ...appRoutes,
    ...deliveryRoutes(deliveryLog, sender),
    ...authorizationRoutes,
    ...installationRoutes,
    ...userRoutes,
    ...organizationRoutes,
    ...repositoryRoutes,
    ...commitRoutes,
    ...contentRoutes(links),
    ...gitDataRoutes,
    ...pullRoutes,
    ...checkRunRoutes,
    ...checkSuiteRoutes,
    ...commentRoutes,
  ];
}
