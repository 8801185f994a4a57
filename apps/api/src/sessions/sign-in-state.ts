import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { signInLifetimeMs } from './cookies.ts';

/** What has to be remembered from the moment a browser is sent to GitHub until it comes back. */
const SignInState = z.object({
  state: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  startedAt: z.number(),
});
type SignInState = z.infer<typeof SignInState>;

export function startSignIn(returnTo: string, now: Date): SignInState & { codeChallenge: string } {
  const codeVerifier = randomBytes(32).toString('base64url');
  return {
    state: randomBytes(24).toString('base64url'),
    codeVerifier,
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    returnTo,
    startedAt: now.getTime(),
  };
}

export function encodeSignIn({ state, codeVerifier, returnTo, startedAt }: SignInState): string {
  return Buffer.from(JSON.stringify({ state, codeVerifier, returnTo, startedAt })).toString('base64url');
}

/** The sign-in that this browser began, if `state` is of that one and it is not too old; else null. */
export function resumeSignIn(encoded: string | null, state: string | undefined, now: Date): SignInState | null {
  if (encoded === null || state === undefined) return null;
  const begun = SignInState.safeParse(parseJson(Buffer.from(encoded, 'base64url').toString('utf8')));
  if (!begun.success || !equal(begun.data.state, state)) return null;
  return now.getTime() - begun.data.startedAt <= signInLifetimeMs ? begun.data : null;
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not ours, although signed: an older version's
  }
}
