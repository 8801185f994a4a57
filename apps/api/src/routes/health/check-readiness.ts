import { databaseRoleBypassesRowSecurity, pendingMigrations } from '@twelvefold/db';
import type { Deps } from '../../deps.ts';
import { within } from './within.ts';

export interface Readiness {
  ready: boolean;
  /** `ok`, or what is wrong and what to do. No addresses, no driver messages: anybody may ask. */
  parts: Record<'database' | 'migrations' | 'redis', string>;
}

const timeoutMs = 2_000;

/** Asks each part that this process needs to serve. Never throws. */
export async function checkReadiness({
  database,
  redis,
  logger,
}: Pick<Deps, 'database' | 'redis' | 'logger'>): Promise<Readiness> {
  async function ask(part: string, question: Promise<string>): Promise<string> {
    return await within(timeoutMs, question).catch((err: unknown) => {
      logger.warn({ err, part }, 'part not ready');
      return 'does not answer';
    });
  }

  const [databaseState, migrations, redisState] = await Promise.all([
    ask(
      'database',
      databaseRoleBypassesRowSecurity(database).then((bypasses) =>
        bypasses ? 'its role bypasses row-level security: use one without SUPERUSER and BYPASSRLS' : 'ok',
      ),
    ),
    ask(
      'migrations',
      pendingMigrations(database).then((pending) =>
        pending.length === 0 ? 'ok' : `${pending.length} pending: run the release step`,
      ),
    ),
    ask(
      'redis',
      redis.ping().then(() => 'ok'),
    ),
  ]);
  const parts = { database: databaseState, migrations, redis: redisState };
  return { ready: Object.values(parts).every((state) => state === 'ok'), parts };
}
