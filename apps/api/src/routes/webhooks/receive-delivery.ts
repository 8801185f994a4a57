import { asSystem, receiveDelivery } from '@twelvefold/db';
import { verifyWebhook } from '@twelvefold/github';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { enqueueJobs, type JobsToEnqueue } from '../../enqueue-jobs.ts';
import { ProblemError } from '../../problem-error.ts';
import { applyIntents } from '../../webhooks/apply-intents.ts';
import { type DeliveryOutcome, translateDelivery } from '../../webhooks/translate-delivery.ts';
import { readDelivery } from './read-delivery.ts';

/** GitHub sends up to 25 MB. */
const bodyBytesMax = 26 * 1024 * 1024;

/**
 * POST /webhooks/github. Answers 202 once the delivery and what it asks for are committed: GitHub never delivers again by itself, and neither Redis nor the
 * worker has to be there. The signature is over the raw bytes, so this scope parses no body.
 */
export async function receiveDeliveryRoute(app: FastifyInstance, deps: Deps): Promise<void> {
  const { environment, database, metrics, queues, now } = deps;
  const deliveries = metrics.counter({
    name: 'twelvefold_deliveries_total',
    help: 'Webhook deliveries by event and outcome.',
    labels: ['event', 'outcome'],
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post(
    '/webhooks/github',
    { bodyLimit: bodyBytesMax, schema: { hide: true } as object },
    async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const signature = request.headers['x-hub-signature-256'];
      if (
        !(await verifyWebhook(
          environment.GITHUB_WEBHOOK_SECRET,
          body,
          typeof signature === 'string' ? signature : undefined,
        ))
      ) {
        deliveries.inc({ event: 'unverified', outcome: 'refused' });
        throw new ProblemError(
          401,
          'wrong-signature',
          'The signature is missing or wrong. GITHUB_WEBHOOK_SECRET must be the webhook secret of the GitHub App.',
        );
      }
      const { payload, ...delivery } = readDelivery(request.headers, body);
      const { outcome, intents } = translateDelivery(delivery.event, payload, { receivedAt: now() });

      let jobs: JobsToEnqueue = { audits: [], outboxIds: [], syncs: [] };
      const received = await receiveDelivery(asSystem(database), delivery, async (tx) => {
        jobs = await applyIntents(tx, intents);
        return outcome;
      });

      const result: DeliveryOutcome | 'duplicate' = received.duplicate ? 'duplicate' : outcome;
      // An event that we do not know may be any text: it must not become a label.
      deliveries.inc({ event: outcome === 'unknown-event' ? 'unknown' : delivery.event, outcome: result });
      const line = { guid: delivery.guid, event: delivery.event, action: delivery.action, outcome: result };
      if (result === 'ignored') request.log.debug(line, 'delivery received');
      else request.log.info(line, 'delivery received');
      if (!received.duplicate) await enqueueJobs(queues, jobs);
      return reply.code(202).send({ outcome: result });
    },
  );
}
