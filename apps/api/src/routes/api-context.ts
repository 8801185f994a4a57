import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Deps } from '../deps.ts';
import type { LiveAudits } from '../live/create-live-audits.ts';
import type { Sessions } from '../sessions/create-sessions.ts';

/** What a route of the API works with. */
export interface ApiContext {
  deps: Deps;
  sessions: Sessions;
  live: LiveAudits;
}

/** Fastify with parameters and answers typed and checked by the zod schemas of the contracts. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
