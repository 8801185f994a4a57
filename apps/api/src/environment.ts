import { z } from 'zod';

const url = (protocols: RegExp) => z.url({ protocol: protocols }).transform((value) => value.replace(/\/+$/, ''));
const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** A PEM, or base64 of one; `\n` may be written out, as many dashboards keep variables on one line. */
const PrivateKey = z.string().transform((value, context) => {
  const text = value.includes('-----BEGIN') ? value : Buffer.from(value, 'base64').toString('utf8');
  const pem = text.replaceAll('\\n', '\n').trim();
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) return `${pem}\n`;
  context.addIssue({ code: 'custom', message: 'it is no PEM private key and no base64 of one' });
  return z.NEVER;
});

/** Several are valid while one replaces the other. */
const Secrets = z
  .string()
  .transform((value) => value.split(/\s+/).filter((secret) => secret !== ''))
  .pipe(z.array(z.string()).min(1));

/** `true`, `false`, or how many proxies stand in front. */
const TrustProxy = z.union([
  z.enum(['true', 'false']).transform((value) => value === 'true'),
  z.coerce.number().int().min(0).max(10),
]);

/** What the web process reads from its environment. `.env.example` lists the same names. */
export const Environment = z.object({
  DATABASE_URL: url(/^postgres(?:ql)?$/).describe(
    'Set it to the PostgreSQL to use: postgres://user:password@host:5432/name.',
  ),
  REDIS_URL: url(/^rediss?$/).describe('Set it to the Redis to use: redis://host:6379.'),
  DATABASE_POOL_SIZE: integer(1, 200).default(10).describe('Set it to the connections of this process, 1 to 200.'),
  HOST: z.string().default('0.0.0.0').describe('Set it to the address to listen on.'),
  PORT: integer(0, 65_535).default(3000).describe('Set it to the port to listen on, 0 to 65535.'),
  PUBLIC_URL: url(/^https?$/).describe(
    'Set it to the address of the dashboard as browsers see it: https://twelvefold.example.com.',
  ),
  TRUST_PROXY: TrustProxy.default(false).describe('Set it to true, false, or the number of proxies in front.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Set it to fatal, error, warn, info, debug, trace or silent.'),
  LOG_FORMAT: z
    .enum(['json', 'pretty'])
    .optional()
    .describe('Set it to json or pretty; unset, a terminal gets pretty.'),
  SHUTDOWN_TIMEOUT_MS: integer(1_000, 600_000)
    .default(25_000)
    .describe('Set it to the milliseconds that a shutdown may take.'),
  SESSION_SECRET: z
    .string()
    .min(32)
    .describe('Set it to at least 32 random characters: `openssl rand -hex 32`. Changing it signs everybody out.'),
  GITHUB_APP_ID: z.string().describe("Set it to the App's id, from its settings page on GitHub."),
  GITHUB_APP_SLUG: z.string().describe("Set it to the App's name in its address: github.com/apps/SLUG."),
  GITHUB_PRIVATE_KEY: PrivateKey.describe("Set it to the App's private key (PEM, or base64 of it)."),
  GITHUB_WEBHOOK_SECRET: Secrets.describe(
    "Set it to the App's webhook secret; two, with a space between, while one replaces the other.",
  ),
  GITHUB_CLIENT_ID: z.string().describe("Set it to the App's client id."),
  GITHUB_CLIENT_SECRET: z.string().describe("Set it to the App's client secret."),
  GITHUB_API_URL: url(/^https?$/)
    .default('https://api.github.com')
    .describe('Set it to https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise Server.'),
  GITHUB_WEB_URL: url(/^https?$/)
    .optional()
    .describe('Set it to https://github.com, or leave it unset: it follows GITHUB_API_URL.'),
});
export type Environment = z.infer<typeof Environment>;

/** Where people see GitHub: https://github.com for its public API, else the API's own host. */
export function gitHubWebUrl({
  GITHUB_API_URL,
  GITHUB_WEB_URL,
}: Pick<Environment, 'GITHUB_API_URL' | 'GITHUB_WEB_URL'>): string {
  if (GITHUB_WEB_URL !== undefined) return GITHUB_WEB_URL;
  const api = new URL(GITHUB_API_URL);
  return api.host === 'api.github.com' ? 'https://github.com' : api.origin;
}
