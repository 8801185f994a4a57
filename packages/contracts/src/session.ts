import { z } from 'zod';

export const SessionUser = z.object({ login: z.string(), name: z.string(), avatarUrl: z.string() });
export type SessionUser = z.infer<typeof SessionUser>;

/** GET /api/v1/session. `installUrl` is GitHub's page to install the App. */
export const Session = z.object({ user: SessionUser.nullable(), signInUrl: z.string(), installUrl: z.string() });
export type Session = z.infer<typeof Session>;
