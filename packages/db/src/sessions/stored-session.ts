import type { Transaction } from '../scope.ts';

export interface VisibleInstallation {
  installationId: bigint;
  repositoryIds: bigint[];
}

export interface StoredSession {
  tokenHash: string;
  sealedAccessToken: string;
  sealedRefreshToken: string | null;
  accessExpiresAt: Date | null;
  expiresAt: Date;
  /** What GitHub lets the user see, and when it was asked; null when it is to be asked. */
  visible: VisibleInstallation[] | null;
  visibleAt: Date | null;
  user: { id: bigint; login: string; name: string; avatarUrl: string };
}

/** JSON has no bigint: ids are stored as decimal strings. */
interface StoredVisible {
  installationId: string;
  repositoryIds: string[];
}

export function toStored(visible: readonly VisibleInstallation[]): string {
  return JSON.stringify(visible, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** Internal: null when there is no such session, or it has ended. */
export async function loadSession(transaction: Transaction, tokenHash: string): Promise<StoredSession | null> {
  const session = await transaction.session.findUnique({
    where: { tokenHash, expiresAt: { gt: new Date() } },
    omit: { userId: true, createdAt: true },
    include: { user: { select: { id: true, login: true, name: true, avatarUrl: true } } },
  });
  if (!session) return null;
  const stored = session.visible as unknown as StoredVisible[] | null;
  const visible = stored?.map(({ installationId, repositoryIds }) => ({
    installationId: BigInt(installationId),
    repositoryIds: repositoryIds.map(BigInt),
  }));
  return { ...session, visible: visible ?? null };
}
