import { ApiError, notFound } from '../http/api-error.ts';
import { type ApiRequest, type Endpoint, endpoint, type Json, ok } from '../http/endpoint.ts';
import type { StoredDelivery } from '../state/state.ts';
import type { WebhookSender } from '../webhooks/deliver-webhooks.ts';
import type { DeliveryLog } from '../webhooks/delivery-log.ts';
import type { World } from '../world/world.ts';

function deliveryItem(delivery: StoredDelivery): Json {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function deliveryShape(delivery: StoredDelivery, url: string): Json {
  return {
    ...deliveryItem(delivery),
    url,
    request: { headers: delivery.requestHeaders, payload: delivery.payload },
    response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
  };
}

/** Deliveries are paged by a cursor, newest first: the id after which to go on. */
function cursorPage(
  request: ApiRequest,
  newestFirst: StoredDelivery[],
): { items: StoredDelivery[]; headers: Record<string, string> } {
  const size = Math.min(Math.max(Number.parseInt(request.query.per_page ?? '', 10) || 30, 1), 100);
  const cursor = request.query.cursor?.replace(/^v1_/, '');
  const from = cursor === undefined ? 0 : newestFirst.findIndex((it) => String(it.id) === cursor);
  if (from < 0) throw new ApiError(400, 'Invalid cursor');
  const next = newestFirst[from + size];
  const query = new URLSearchParams({ ...request.query, cursor: `v1_${next?.id}` });
  return {
    items: newestFirst.slice(from, from + size),
    headers: next ? { link: `<${request.url}?${query}>; rel="next"` } : {},
  };
}

/** What was delivered to the App, and the button to deliver it again. */
export function deliveryRoutes(log: DeliveryLog, sender: WebhookSender): Endpoint[] {
  function find(id: string | undefined): StoredDelivery {
    const delivery = log.find(Number(id));
    if (!delivery) throw notFound();
    return delivery;
  }

  return [
    endpoint('apps/list-webhook-deliveries', 'app', (request) => {
      const wanted = request.query.status;
      const all = log.all().reverse();
      const chosen = wanted ? all.filter((it) => (it.status === 'OK') === (wanted === 'success')) : all;
      const { items, headers } = cursorPage(request, chosen);
      return ok(items.map(deliveryItem), headers);
    }),

    endpoint('apps/get-webhook-delivery', 'app', ({ params }, world: World) =>
      ok(deliveryShape(find(params.delivery_id), world.app.webhookUrl)),
    ),

    endpoint('apps/redeliver-webhook-delivery', 'app', ({ params }) => {
      sender.redeliver(find(params.delivery_id));
      return { status: 202, body: {} };
    }),
  ];
}
