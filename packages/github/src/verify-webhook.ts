import { createHmac, timingSafeEqual } from 'node:crypto';

const signaturePattern = /^sha256=(?<digest>[0-9a-f]{64})$/;

/**
 * Did GitHub sign these very bytes with one of our secrets? Several secrets are valid while one replaces the other.
 * Never throws: a missing or malformed signature is false. (`verify` of @octokit/webhooks-methods throws, and wants a string:
 * decoding the bytes first would verify something else than what was sent.)
 */
export async function verifyWebhook(
  secrets: readonly string[],
  rawBody: Uint8Array,
  signature: string | undefined,
): Promise<boolean> {
  const digest = signaturePattern.exec(signature ?? '')?.groups?.digest;
  if (digest === undefined) return false;
  const given = Buffer.from(digest, 'hex');
  // No early exit: how long it takes must not tell which secret matched.
  let matches = 0;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(rawBody).digest();
    if (timingSafeEqual(expected, given)) matches += 1;
  }
  return matches > 0;
}
