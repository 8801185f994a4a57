import { randomBytes, timingSafeEqual } from 'node:crypto';

function random(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}

/** Installation tokens are about 520 characters since April 2026, with dots, dashes and underscores: no column or pattern should be shorter. */
export function newInstallationToken(): string {
  return `ghs_${random(120)}.${random(300)}-${random(94)}`;
}

export function newUserToken(): string {
  return `ghu_${randomBytes(18).toString('hex')}`;
}

export function newRefreshToken(): string {
  return `ghr_${randomBytes(38).toString('hex')}`;
}

export function newOAuthCode(): string {
  return randomBytes(10).toString('hex');
}

export function sameSecret(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
