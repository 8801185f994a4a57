// The release phase: brings the database up to this release, then exits. Run as `node prisma/migrate.ts` before the new processes start.
import { migrate } from '../packages/db/src/index.ts';
import { ConfigurationError, createLogger, runMain } from '../packages/runtime/src/index.ts';

const logger = createLogger({ name: 'release', format: process.stdout.isTTY ? 'pretty' : 'json' });

runMain(
  async () => {
    const { DATABASE_URL = '' } = process.env;
    if (!URL.canParse(DATABASE_URL)) {
      throw new ConfigurationError([
        'DATABASE_URL is not set or no URL. Set it to that of the PostgreSQL database: postgres://user:password@host:5432/name.',
      ]);
    }
    const started = performance.now();
    const applied = await migrate({ url: DATABASE_URL, log: (line) => logger.debug({ line }, 'migrating') });
    logger.info({ applied, durationMs: Math.round(performance.now() - started) }, 'database is up to date');
    // The schema engine leaves the ten-second timer of its lock behind, and a deploy should not wait for that.
    process.exit(0);
  },
  { name: 'release', logger },
);
