import { clientOf, type Database } from './database.ts';
import type { Prisma } from './generated/client.ts';

export type Transaction = Prisma.TransactionClient;

/**
 * Whom the database works for. Each call of a function of this package is one transaction that says so to PostgreSQL, whose row-level security then shows
 * no other rows, whatever the query forgets.
 */
export interface Scope {
  /** Internal to this package. */
  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

export interface ViewerRights {
  installationIds: readonly bigint[];
  repositoryIds: readonly bigint[];
}

// Longer than the slowest thing done inside: one request to GitHub while a session is locked.
const limits = { maxWait: 5_000, timeout: 25_000 };

/** Webhooks and the worker: reads and writes everything. */
export function asSystem(database: Database): Scope {
  return scope(database, 'system', '', '');
}

/** A signed-in user: reads the rows of what GitHub lets them see, and writes nothing. */
export function asViewer(database: Database, { installationIds, repositoryIds }: ViewerRights): Scope {
  return scope(database, 'viewer', `{${installationIds.join()}}`, `{${repositoryIds.join()}}`);
}

/** Internal: a scope whose calls all belong to one transaction that is open already. */
export function within(transaction: Transaction): Scope {
  return { run: (work) => work(transaction) };
}

function scope(database: Database, role: 'system' | 'viewer', installations: string, repositories: string): Scope {
  return {
    run: (work) =>
      clientOf(database).$transaction(async (transaction) => {
        await transaction.$executeRaw`SELECT set_config('twelvefold.role', ${role}, true),
          set_config('twelvefold.installations', ${installations}, true),
          set_config('twelvefold.repositories', ${repositories}, true)`;
        return await work(transaction);
      }, limits),
  };
}
