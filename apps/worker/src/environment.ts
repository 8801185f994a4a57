import { z } from 'zod';

const url = (protocols: RegExp) => z.url({ protocol: protocols }).transform((value) => value.replace(/\/+$/, ''));
const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

const pemPattern = /-----BEGIN (?<kind>[A-Z ]*PRIVATE KEY)-----[^-]+-----END \k<kind>-----/g;

/** One PEM or several, one behind the other, while one replaces the other; or base64 of that. `\n` may be written out, as dashboards keep variables on one line. */
const PrivateKeys = z.string().transform((value, context) => {
  const text = value.includes('-----BEGIN') ? value : Buffer.from(value, 'base64').toString('utf8');
  const keys = text.replaceAll('\\n', '\n').match(pemPattern);
  if (keys !== null) return keys.map((key) => `${key}\n`);
  context.addIssue({ code: 'custom', message: 'it is no PEM private key and no base64 of one' });
  return z.NEVER;
});

/** What the worker process reads from its environment. `.env.example` lists the same names. */
export const Environment = z.object({
  DATABASE_URL: url(/^postgres(?:ql)?$/).describe(
    'Set it to the PostgreSQL to use: postgres://user:password@host:5432/name.',
  ),
  REDIS_URL: url(/^rediss?$/).describe('Set it to the Redis to use: redis://host:6379.'),
  DATABASE_POOL_SIZE: integer(1, 200).default(10).describe('Set it to the connections of this process, 1 to 200.'),
  PUBLIC_URL: url(/^https?$/).describe(
    'Set it to the address of the dashboard as browsers see it: https://twelvefold.example.com.',
  ),
  HOST: z.string().default('0.0.0.0').describe('Set it to the address that the health endpoints listen on.'),
  WORKER_CONCURRENCY: integer(1, 64)
    .default(2)
    .describe('Set it to the audits that run at the same time, 1 to 64; about one a core.'),
  WORKER_HEALTH_PORT: integer(0, 65_535)
    .default(0)
    .describe('Set it to the port of /livez, /readyz and /metrics, or to 0 for none.'),
  SHUTDOWN_TIMEOUT_MS: integer(1_000, 600_000)
    .default(25_000)
    .describe('Set it to the milliseconds that a shutdown may take.'),
  COMMENTS: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Set it to off to keep Twelvefold from commenting on pull requests.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Set it to fatal, error, warn, info, debug, trace or silent.'),
  LOG_FORMAT: z
    .enum(['json', 'pretty'])
    .optional()
    .describe('Set it to json or pretty; unset, a terminal gets pretty.'),
  GITHUB_APP_ID: z.string().describe("Set it to the App's id, from its settings page on GitHub."),
  GITHUB_PRIVATE_KEY: PrivateKeys.describe("Set it to the App's private key (PEM, or base64 of it)."),
  GITHUB_CLIENT_ID: z.string().describe("Set it to the App's client id."),
  GITHUB_API_URL: url(/^https?$/)
    .default('https://api.github.com')
    .describe('Set it to https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise Server.'),
});
export type Environment = z.infer<typeof Environment>;
