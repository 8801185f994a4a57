import type pg from 'pg';

/**
 * Runs a whole SQL script in one transaction, so that a migration that fails leaves nothing behind. No statement of it waits longer than 2 s for a lock:
 * behind a waiting ALTER TABLE every reader of the table waits too. A script with CONCURRENTLY can not run in a transaction and has to be one statement.
 */
export async function runScript(pool: pg.Pool, script: string): Promise<void> {
  if (/\bCONCURRENTLY\b/i.test(script)) {
    await pool.query(script);
    return;
  }
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query("SET LOCAL lock_timeout = '2s'");
    await client.query(script);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
