import { generateKeyPairSync } from 'node:crypto';
import { ConfigurationError, parseEnv } from '@twelvefold/runtime';
import { describe, expect, it } from 'vitest';
import { Environment } from './environment.ts';

const makeKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const key = makeKey();
const complete = {
  DATABASE_URL: 'postgres://localhost/twelvefold',
  REDIS_URL: 'redis://localhost',
  PUBLIC_URL: 'https://twelvefold.example/',
  GITHUB_APP_ID: '1',
  GITHUB_PRIVATE_KEY: key,
  GITHUB_CLIENT_ID: 'Iv1.1',
};

describe('Environment', () => {
  it('names every variable that is missing, in one message', () => {
    const read = () => parseEnv(Environment, {});

    expect(read).toThrow(ConfigurationError);
    for (const name of Object.keys(complete)) expect(read).toThrow(new RegExp(`${name} is not set`));
  });

  it.each([
    ['as it is', key],
    ['with line breaks written out', key.replaceAll('\n', '\\n')],
    ['as base64', Buffer.from(key).toString('base64')],
  ])('takes the private key %s', (_, value) => {
    expect(parseEnv(Environment, { ...complete, GITHUB_PRIVATE_KEY: value }).GITHUB_PRIVATE_KEY).toEqual([key]);
  });

  it('takes two private keys, so that one can replace the other', () => {
    const other = makeKey();

    expect(parseEnv(Environment, { ...complete, GITHUB_PRIVATE_KEY: key + other }).GITHUB_PRIVATE_KEY).toEqual([
      key,
      other,
    ]);
  });

  it('takes the slash off the end of addresses', () => {
    expect(parseEnv(Environment, complete).PUBLIC_URL).toBe('https://twelvefold.example');
  });
});
