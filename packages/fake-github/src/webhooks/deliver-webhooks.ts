import { createHmac, randomUUID } from 'node:crypto';
import { isoSeconds } from '../git/read-git.ts';
import type { AppSettings } from '../options.ts';
import type { StoredDelivery } from '../state/state.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** GitHub gives up after this long and calls the delivery failed. */
const TIMEOUT_MS = 10_000;
const RESPONSE_KEPT_MAX = 2000;
/** Come whatever the App subscribed to. */
const ALWAYS = new Set(['installation', 'installation_repositories', 'github_app_authorization']);

export interface WebhookSender {
  emit(event: WebhookEvent): void;
  /** Sends a recorded delivery again, under its old GUID. */
  redeliver(delivery: StoredDelivery): void;
  /** When nothing waits or is under way. */
  settled(): Promise<void>;
  /** What was not sent yet is recorded as failed, so that it can be asked for again. */
  close(): Promise<void>;
}

export interface WebhookSenderParts {
  app: AppSettings;
  deliveryLog: DeliveryLog;
  newId(): number;
  log(message: string, data: Record<string, unknown>): void;
}

type Envelope = Pick<StoredDelivery, 'guid' | 'event' | 'action' | 'installationId' | 'repositoryId' | 'redelivery'> & {
  payload: Record<string, unknown>;
};

type Outcome = Pick<StoredDelivery, 'status' | 'statusCode' | 'responseHeaders' | 'responseBody'>;

export function signatureOf(secret: string, body: string, algorithm: 'sha1' | 'sha256'): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
}

function headersOf(app: AppSettings, { guid, event }: Envelope, body: string): Record<string, string> {
  return {
    Accept: '*/*',
    'Content-Type': 'application/json',
    'User-Agent': 'GitHub-Hookshot/fa4e000',
    'X-GitHub-Delivery': guid,
    'X-GitHub-Event': event,
    'X-GitHub-Hook-ID': String(app.id),
    'X-GitHub-Hook-Installation-Target-ID': String(app.id),
    'X-GitHub-Hook-Installation-Target-Type': 'integration',
    'X-Hub-Signature': signatureOf(app.webhookSecret, body, 'sha1'),
    'X-Hub-Signature-256': signatureOf(app.webhookSecret, body, 'sha256'),
  };
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  closing: AbortSignal,
): Promise<Outcome> {
  const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), closing]);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    const text = await response.text();
    return {
      status: response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`,
      statusCode: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: text.slice(0, RESPONSE_KEPT_MAX),
    };
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    const status = isTimeout ? 'timed out' : 'failed to connect to host';
    return { status, statusCode: isTimeout ? 504 : 502, responseHeaders: {}, responseBody: '' };
  }
}

/** Delivers webhooks by HTTP, in order for each repository, each once: whoever misses one must ask for it again. */
export function createWebhookSender(parts: WebhookSenderParts): WebhookSender {
  const { app, deliveryLog, newId, log } = parts;
  const queues = new Map<string, Promise<void>>();
  const closing = new AbortController();

  async function send(envelope: Envelope): Promise<void> {
    const body = JSON.stringify(envelope.payload);
    const headers = headersOf(app, envelope, body);
    const start = performance.now();
    const outcome = await post(app.webhookUrl, headers, body, closing.signal);
    deliveryLog.add({
      id: newId(),
      ...envelope,
      deliveredAt: isoSeconds(new Date()),
      durationSeconds: Math.round((performance.now() - start) / 10) / 100,
      requestHeaders: headers,
      ...outcome,
    });
    const { event, action, guid } = envelope;
    log('webhook delivered', { event, action, guid, status: outcome.status });
  }

  function enqueue(envelope: Envelope): void {
    const key = String(envelope.repositoryId ?? `installation ${envelope.installationId}`);
    const queue = (queues.get(key) ?? Promise.resolve())
      .then(() => send(envelope))
      .catch((error: unknown) => log('webhook could not be recorded', { error: String(error) }))
      .finally(() => {
        if (queues.get(key) === queue) queues.delete(key);
      });
    queues.set(key, queue);
  }

  function isWanted({ name, installation }: WebhookEvent): boolean {
    if (ALWAYS.has(name)) return true;
    if (!installation || installation.suspendedAt) return false;
    return app.events === undefined || app.events.includes(name);
  }

  async function settled(): Promise<void> {
    while (queues.size > 0) await Promise.all(queues.values());
  }

  return {
    emit(event) {
      if (!isWanted(event)) return;
      enqueue({
        guid: randomUUID(),
        event: event.name,
        action: event.action,
        installationId: event.installation?.id ?? null,
        repositoryId: event.repository?.id ?? null,
        redelivery: false,
        // A copy: what the event tells must not change while it waits.
        payload: structuredClone(event.payload),
      });
    },
    redeliver({ guid, event, action, installationId, repositoryId, payload }) {
      enqueue({ guid, event, action, installationId, repositoryId, redelivery: true, payload });
    },
    settled,
    async close() {
      closing.abort();
      await settled();
    },
  };
}
