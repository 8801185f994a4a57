import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps GitHub's tokens unreadable in the database. `context` is bound to the sealed text: sealed text copied to another row does not open. */
export interface Seal {
  seal(text: string, context: string): string;
  /** Null when the text was not sealed with this secret and context. */
  open(sealed: string, context: string): string | null;
}

const ivBytes = 12;
const tagBytes = 16;
const version = 'v1.';

/** A seal by AES-256-GCM, with a key derived from the secret for this one use. */
export function createSeal(secret: string): Seal {
  const key = deriveKey(secret, 'github-tokens');
  return {
    seal(text, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return version + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed, context) {
      if (!sealed.startsWith(version)) return null;
      const bytes = Buffer.from(sealed.slice(version.length), 'base64url');
      if (bytes.length < ivBytes + tagBytes) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null; // the tag does not fit: another secret, another row, or tampered with
      }
    },
  };
}

/** A key for one use; knowing it tells nothing about the keys of other uses. */
export function deriveKey(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'twelvefold', use, 32));
}
