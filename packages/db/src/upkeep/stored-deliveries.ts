import type { Scope } from '../scope.ts';

/** Which of these deliveries (GUIDs) have been stored. */
export async function storedDeliveries(scope: Scope, guids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await scope.run((transaction) =>
    transaction.delivery.findMany({ where: { guid: { in: [...guids] } }, select: { guid: true } }),
  );
  return new Set(rows.map(({ guid }) => guid));
}
