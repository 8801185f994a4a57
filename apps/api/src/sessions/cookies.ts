import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The two cookies of this site. With https their names make browsers insist on Secure, on this very host, and on the path /. */
export interface Cookies {
  session: SignedCookie;
  signIn: SignedCookie;
}

interface SignedCookie {
  /** The value, or null when there is none or its signature is not ours. */
  read(request: FastifyRequest): string | null;
  write(reply: FastifyReply, value: string): void;
  clear(reply: FastifyReply): void;
}

export const sessionLifetimeMs = 14 * 24 * 60 * 60 * 1000;
export const signInLifetimeMs = 10 * 60 * 1000;

export function createCookies(publicUrl: string): Cookies {
  const secure = publicUrl.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  return {
    session: signedCookie(`${prefix}twelvefold-session`, sessionLifetimeMs, secure),
    signIn: signedCookie(`${prefix}twelvefold-sign-in`, signInLifetimeMs, secure),
  };
}

function signedCookie(name: string, lifetimeMs: number, secure: boolean): SignedCookie {
  // Lax: GitHub sends the browser back by a top-level navigation, which must carry the cookie.
  const options: CookieSerializeOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure };
  return {
    read(request) {
      const value = request.cookies[name];
      if (value === undefined) return null;
      const { valid, value: text } = request.unsignCookie(value);
      return valid ? text : null;
    },
    write(reply, value) {
      reply.setCookie(name, value, { ...options, signed: true, maxAge: lifetimeMs / 1000 });
    },
    clear(reply) {
      reply.clearCookie(name, options);
    },
  };
}
