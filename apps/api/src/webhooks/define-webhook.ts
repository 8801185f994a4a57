import type { z } from 'zod';
import type { Intent } from './intent.ts';

export interface DeliveryContext {
  /** When the delivery arrived: stands in where a payload gives no time. */
  receivedAt: Date;
}

export interface Webhook {
  event: string;
  /** Actions that are acted on; null for events without actions. */
  actions: readonly string[] | null;
  /** The intents of a payload, or null when it has not the shape that we rely on. */
  read: (payload: unknown, context: DeliveryContext) => Intent[] | null;
}

interface WebhookDefinition<Schema extends z.ZodType> {
  event: string;
  actions: readonly string[] | null;
  /** Asks only for what is used: real payloads often differ from the documented ones. */
  schema: Schema;
  translate: (payload: z.infer<Schema>, context: DeliveryContext) => Intent[];
}

/** A webhook event and its pure translation from payload to intents. */
export function defineWebhook<Schema extends z.ZodType>(definition: WebhookDefinition<Schema>): Webhook {
  return {
    event: definition.event,
    actions: definition.actions,
    read(payload, context) {
      const parsed = definition.schema.safeParse(payload);
      return parsed.success ? definition.translate(parsed.data, context) : null;
    },
  };
}
