import { z } from 'zod';
import type { GitHubApp } from './github-app.ts';
import { asApp } from './installation-client.ts';

const DeliveriesAnswer = z.array(
  z.object({
    id: z.coerce.bigint(),
    guid: z.string(),
    delivered_at: z.string(),
    redelivery: z.boolean().optional(),
    status_code: z.number(),
  }),
);

const pagesMax = 10;

/**
 * Asks GitHub to deliver again what never reached us since `since`: GitHub itself never does. A GUID that was accepted in any attempt is left alone,
 * and so is one that `known` has (we stored it, and the answer was lost). Answers how many were asked for.
 */
export async function redeliverFailedDeliveries(
  app: GitHubApp,
  { since, known }: { since: Date; known: (guids: string[]) => Promise<ReadonlySet<string>> },
): Promise<number> {
  const failed = new Map<string, bigint>();
  const accepted = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const { deliveries, next } = await listDeliveries(app, cursor);
    for (const delivery of deliveries) {
      if (delivery.status_code >= 200 && delivery.status_code < 300) accepted.add(delivery.guid);
      // Newest first: the newest attempt is the one to repeat.
      else if (!failed.has(delivery.guid)) failed.set(delivery.guid, delivery.id);
    }
    const oldest = deliveries.at(-1);
    cursor = next;
    if (cursor === undefined || oldest === undefined || new Date(oldest.delivered_at) < since) break;
  }
  const missing = [...failed].filter(([guid]) => !accepted.has(guid));
  const stored = await known(missing.map(([guid]) => guid));
  const wanted = missing.filter(([guid]) => !stored.has(guid));
  // Oldest first, so that what happened first arrives first.
  for (const [, id] of wanted.reverse()) {
    await asApp(app, 'asking for a delivery again', (octokit) =>
      octokit.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: Number(id) }),
    );
  }
  return wanted.length;
}

async function listDeliveries(app: GitHubApp, cursor: string | undefined) {
  const { data, headers } = await asApp(app, 'listing deliveries', (octokit) =>
    octokit.request('GET /app/hook/deliveries', { per_page: 100, ...(cursor === undefined ? {} : { cursor }) }),
  );
  const next = /[?&]cursor=(?<cursor>[^&>]+)[^>]*>;\s*rel="next"/.exec(headers.link ?? '')?.groups?.cursor;
  return { deliveries: DeliveriesAnswer.parse(data), next: next === undefined ? undefined : decodeURIComponent(next) };
}
