import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Cookies } from '../sessions/cookies.ts';
import { hashOfToken } from '../sessions/session-token.ts';

/** Response headers that keep a page to its own site, and rate limits for the routes that ask for one. */
export async function harden(
  app: FastifyInstance,
  { publicUrl, cookies }: { publicUrl: string; cookies: Cookies },
): Promise<void> {
  const https = publicUrl.startsWith('https:');
  await app.register(helmet, {
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Primer positions overlays by style attributes; no script and no address can come in that way.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  });
  // Counted in this process's memory: with N web processes a client gets up to N times as much, which is fine for what it is for (loops and guessing).
  await app.register(rateLimit, {
    global: false,
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: (request: FastifyRequest) => {
      const token = cookies.session.read(request);
      return token === null ? `ip ${request.ip}` : `session ${hashOfToken(token)}`;
    },
  });
}

/** Requests a minute, by session or address. */
export const rateLimits = {
  signIn: { max: 30 },
  api: { max: 600 },
  change: { max: 60 },
} as const;
