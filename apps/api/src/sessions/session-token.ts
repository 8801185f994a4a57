import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a cookie. The database keeps only its hash: who reads the database can not sign in with it. */
export function createSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 is enough for a token with 256 bits of chance in it: there is nothing to guess. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
