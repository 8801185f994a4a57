import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

/** The few methods of a logger that the database calls (pino's). */
export interface DatabaseLogger {
  warn(data: object, message: string): void;
}

export interface DatabaseOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  poolSize?: number;
  logger?: DatabaseLogger;
}

declare const opaque: unique symbol;

/** A pool of connections. Only functions of this package look inside. */
export interface Database {
  readonly [opaque]: true;
}

/** Connects on first use, so that a process starts without its database. */
export function createDatabase({ url, applicationName, poolSize = 10, logger }: DatabaseOptions): Database {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      application_name: applicationName,
      max: poolSize,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      // The server gives up on a statement before the client gives up on the server, so that a half-open connection alone costs the longer time.
      statement_timeout: 10_000,
      query_timeout: 12_000,
      idle_in_transaction_session_timeout: 30_000,
    },
    // Both have to be listened to: a connection that breaks while idle would end the process.
    {
      onPoolError: (err) => logger?.warn({ err }, 'idle database connection lost'),
      onConnectionError: (err) => logger?.warn({ err }, 'database connection lost'),
    },
  );
  return new PrismaClient({ adapter, errorFormat: 'minimal' }) as unknown as Database;
}

/** Internal: the client behind a Database. */
export function clientOf(database: Database): PrismaClient {
  return database as unknown as PrismaClient;
}

export async function closeDatabase(database: Database): Promise<void> {
  await clientOf(database).$disconnect();
}

/** Throws when the database does not answer. */
export async function pingDatabase(database: Database): Promise<void> {
  await clientOf(database).$queryRaw`SELECT 1`;
}

/** True when the role is a superuser or has BYPASSRLS: row-level security would not hold, and a process should refuse to serve. */
export async function databaseRoleBypassesRowSecurity(database: Database): Promise<boolean> {
  const rows = await clientOf(database).$queryRaw<{ bypasses: boolean }[]>`
    SELECT rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user`;
  return rows[0]?.bypasses ?? true;
}
