import { type Scope, within } from '../scope.ts';
import { storableText } from '../storable.ts';

export type DeliveryOutcome = 'handled' | 'ignored' | 'unknown-event' | 'unknown-shape';

export interface ReceivedDelivery {
  /** GitHub's, the same for a redelivery. */
  guid: string;
  event: string;
  action: string | null;
  installationId: bigint | null;
  repositoryId: bigint | null;
}

/**
 * Stores a webhook delivery once and does what it asks for in the same transaction: either both are so or neither, and a second delivery with the same GUID
 * does nothing, also while the first is still under way.
 */
export async function receiveDelivery(
  scope: Scope,
  delivery: ReceivedDelivery,
  apply?: (tx: Scope) => Promise<DeliveryOutcome>,
): Promise<{ duplicate: boolean; outcome: DeliveryOutcome }> {
  const { guid, event, action, installationId, repositoryId } = delivery;
  return await scope.run(async (transaction) => {
    const stored = await transaction.$executeRaw`
      INSERT INTO "Delivery" ("guid", "event", "action", "installationId", "repositoryId", "outcome")
      VALUES (${guid}, ${event}, ${action === null ? null : storableText(action)}, ${installationId}, ${repositoryId}, 'handled')
      ON CONFLICT ("guid") DO NOTHING`;
    if (stored === 0) {
      const known = await transaction.delivery.findUniqueOrThrow({ where: { guid }, select: { outcome: true } });
      return { duplicate: true, outcome: known.outcome as DeliveryOutcome };
    }

    const outcome = apply ? await apply(within(transaction)) : 'ignored';
    if (outcome !== 'handled')
      await transaction.$executeRaw`UPDATE "Delivery" SET "outcome" = ${outcome} WHERE "guid" = ${guid}`;
    return { duplicate: false, outcome };
  });
}
