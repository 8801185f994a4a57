import { createPublicKey, type KeyObject } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import { ApiError } from '../http/api-error.ts';
import type { AppSettings } from '../options.ts';

const LIFETIME_MAX_SECONDS = 600;
/** GitHub forgives small differences between clocks. */
const SKEW_SECONDS = 10;

function unauthorized(message: string): ApiError {
  return new ApiError(401, message);
}

function publicKey(app: AppSettings): KeyObject {
  try {
    return createPublicKey(app.publicKeyPem);
  } catch (cause) {
    throw new Error('app.publicKeyPem is not a public key. Give the PEM text of the key that belongs to the App.', {
      cause,
    });
  }
}

async function claimsOf(token: string, app: AppSettings): Promise<Record<string, unknown>> {
  try {
    const { payload } = await compactVerify(token, publicKey(app), { algorithms: ['RS256'] });
    return JSON.parse(new TextDecoder().decode(payload));
  } catch (error) {
    const isOurs = error instanceof errors.JOSEError || error instanceof SyntaxError;
    if (isOurs) throw unauthorized('A JSON web token could not be decoded');
    throw error;
  }
}

/** Checks a token that the App signed, with GitHub's limits and its words (Octokit corrects its clock by them). */
export async function verifyAppToken(token: string, app: AppSettings, now: Date): Promise<void> {
  const { iat, exp, iss } = await claimsOf(token, app);
  const seconds = now.getTime() / 1000;
  if (String(iss) !== String(app.id) && iss !== app.clientId) throw new ApiError(404, 'Integration not found');
  if (typeof iat !== 'number' || iat > seconds + SKEW_SECONDS) {
    throw unauthorized(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (typeof exp !== 'number' || exp < seconds - SKEW_SECONDS) {
    throw unauthorized(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > seconds + LIFETIME_MAX_SECONDS + SKEW_SECONDS) {
    throw unauthorized("'Expiration time' claim ('exp') is too far in the future");
  }
}
