import { checkRun } from './check-run.ts';
import { checkSuite } from './check-suite.ts';
import type { DeliveryContext, Webhook } from './define-webhook.ts';
import { installation } from './installation.ts';
import { installationRepositories } from './installation-repositories.ts';
import type { Intent } from './intent.ts';
import { pullRequest } from './pull-request.ts';
import { push } from './push.ts';
import { repository } from './repository.ts';

/** How a delivery was taken; stored with it and counted. */
export type DeliveryOutcome = 'handled' | 'ignored' | 'unknown-event' | 'unknown-shape';

export interface TranslatedDelivery {
  outcome: DeliveryOutcome;
  intents: Intent[];
}

const webhooks: ReadonlyMap<string, Webhook> = new Map(
  [installation, installationRepositories, push, pullRequest, checkSuite, checkRun, repository].map((webhook) => [
    webhook.event,
    webhook,
  ]),
);

/** Events that GitHub sends to every App and that ask for nothing. */
const silentEvents = new Set(['ping', 'github_app_authorization', 'meta']);

/** What a delivery asks for. Never throws: what is not understood is an outcome. */
export function translateDelivery(event: string, payload: unknown, context: DeliveryContext): TranslatedDelivery {
  const webhook = webhooks.get(event);
  if (!webhook) return { outcome: silentEvents.has(event) ? 'ignored' : 'unknown-event', intents: [] };
  if (webhook.actions) {
    const action = actionOf(payload);
    if (action === null) return { outcome: 'unknown-shape', intents: [] };
    if (!webhook.actions.includes(action)) return { outcome: 'ignored', intents: [] };
  }
  const intents = webhook.read(payload, context);
  if (intents === null) return { outcome: 'unknown-shape', intents: [] };
  return { outcome: intents.length === 0 ? 'ignored' : 'handled', intents };
}

/** The action of a payload; null when it names none. */
export function actionOf(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('action' in payload)) return null;
  return typeof payload.action === 'string' ? payload.action : null;
}
