import { generateKeyPairSync } from 'node:crypto';
import { ConfigurationError, parseEnv } from '@twelvefold/runtime';
import { expect, test } from 'vitest';
import { Environment, gitHubWebUrl } from './environment.ts';

const { privateKey: pem } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

const complete = {
  DATABASE_URL: 'postgres://user:pass@localhost:5432/twelvefold',
  REDIS_URL: 'redis://localhost:6379/0',
  PUBLIC_URL: 'https://twelvefold.example/',
  SESSION_SECRET: 'x'.repeat(32),
  GITHUB_APP_ID: '12',
  GITHUB_APP_SLUG: 'twelvefold',
  GITHUB_PRIVATE_KEY: pem,
  GITHUB_WEBHOOK_SECRET: 'one two',
  GITHUB_CLIENT_ID: 'Iv1',
  GITHUB_CLIENT_SECRET: 'shh',
};

test('with nothing set, one message names every variable that is required', () => {
  const names = Object.keys(complete);

  const read = () => parseEnv(Environment, {});

  expect(read).toThrow(ConfigurationError);
  for (const name of names) expect(read).toThrow(new RegExp(`\\b${name} is not set`));
});

test('what is left out has a default', () => {
  const environment = parseEnv(Environment, complete);

  expect(environment).toMatchObject({
    PORT: 3000,
    HOST: '0.0.0.0',
    LOG_LEVEL: 'info',
    TRUST_PROXY: false,
    SHUTDOWN_TIMEOUT_MS: 25_000,
    DATABASE_POOL_SIZE: 10,
    GITHUB_API_URL: 'https://api.github.com',
    PUBLIC_URL: 'https://twelvefold.example',
    GITHUB_WEBHOOK_SECRET: ['one', 'two'],
  });
});

test.each([
  ['PORT', '99999'],
  ['PORT', 'http'],
  ['PUBLIC_URL', 'dashboard.internal'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['SESSION_SECRET', 'short'],
  ['GITHUB_PRIVATE_KEY', 'not a key'],
  ['TRUST_PROXY', 'yes'],
])('%s=%s is refused by name, and its value is not shown', (name, value) => {
  const read = () => parseEnv(Environment, { ...complete, [name]: value });

  expect(read).toThrow(new RegExp(`\\b${name} is not valid`));
  expect(read).not.toThrow(value);
});

test('the private key may be a PEM, a PEM with written-out line ends, or base64 of one', () => {
  const forms = [pem, pem.replaceAll('\n', '\\n'), Buffer.from(pem).toString('base64')];

  const keys = forms.map((form) => parseEnv(Environment, { ...complete, GITHUB_PRIVATE_KEY: form }).GITHUB_PRIVATE_KEY);

  expect(new Set(keys)).toEqual(new Set([pem]));
});

test.each([
  ['true', true],
  ['false', false],
  ['2', 2],
])('TRUST_PROXY=%s is read', (value, expected) => {
  expect(parseEnv(Environment, { ...complete, TRUST_PROXY: value }).TRUST_PROXY).toBe(expected);
});

test('the address of GitHub follows the address of its API', () => {
  const webUrl = (api: string, web?: string) => gitHubWebUrl({ GITHUB_API_URL: api, GITHUB_WEB_URL: web });

  expect(webUrl('https://api.github.com')).toBe('https://github.com');
  expect(webUrl('https://git.example/api/v3')).toBe('https://git.example');
  expect(webUrl('https://api.github.com', 'https://mirror.example')).toBe('https://mirror.example');
});
