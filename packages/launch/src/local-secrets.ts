import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a local run needs and nobody configured: made once, kept beside the data, readable by its owner only. */
export interface LocalSecrets {
  privateKeyPem: string;
  publicKeyPem: string;
  webhookSecret: string;
  clientSecret: string;
  sessionSecret: string;
}

export function localSecrets(file: string): LocalSecrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const secrets: LocalSecrets = {
    privateKeyPem: privateKey,
    publicKeyPem: publicKey,
    webhookSecret: randomBytes(32).toString('hex'),
    clientSecret: randomBytes(20).toString('hex'),
    sessionSecret: randomBytes(32).toString('hex'),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
