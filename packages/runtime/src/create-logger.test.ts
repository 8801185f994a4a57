import { expect, test } from 'vitest';
import { createLogger } from './create-logger.ts';
import { redactSecrets } from './redact-secrets.ts';

function capture() {
  const lines: string[] = [];
  return { lines, destination: { write: (line: string) => void lines.push(line) } };
}

test('takes the credentials of a database URL out of an error message, its stack and its cause', () => {
  const { lines, destination } = capture();
  const cause = new Error('connect to postgres://app:s3cr3t/p@ss@db.internal:5432/app failed');
  const logger = createLogger({ name: 'test', destination });

  logger.error({ err: new Error('can not read from redis://:hunter2@cache:6379/0', { cause }) }, 'query failed');

  const line = JSON.parse(lines[0] ?? '');
  expect(lines[0]).not.toMatch(/hunter2|s3cr3t|p@ss/);
  expect(line.err.message).toContain('redis://[redacted]@cache:6379/0');
  expect(line.msg).toBe('query failed');
  expect(line.level).toBe('error');
});

test('redacts by path', () => {
  const { lines, destination } = capture();

  createLogger({ name: 'test', destination }).info(
    { headers: { authorization: 'zzz9' }, deep: { down: { accessToken: 'zzz9' } }, token: ['zzz9'] },
    'x',
  );

  expect(lines[0]).not.toContain('zzz9');
});

test.each([
  ['a token of an installation', 'ghs_16C7e42F292c6912E7710c838347Ae178B4a.x-y'],
  ['a fine-grained token', 'github_pat_11ABCDEFG0aaaaaaaaaaaa_bbbbbbbbbbbbbbbb'],
  ['a signed App token', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl'],
  ['a header', 'Bearer abcdefgh12345678'],
  ['a password holding a quote', JSON.stringify('postgres://u:p"w12345@h/d').slice(1, -1)],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\\nMIIEow\\n-----END RSA PRIVATE KEY-----'],
  ['an OAuth code', 'https://web.example/callback?code=abcdef0123456789&state=1'],
])('masks %s wherever it stands and the line stays JSON', (_what, secret) => {
  const line = `{"msg":"failed with ${secret} here","n":1}`;

  const redacted = redactSecrets(line);

  expect(JSON.parse(redacted).n).toBe(1);
  expect(redacted).toContain('[redacted]');
  expect(redacted).not.toMatch(/c6912E77|bbbbbbbb|eyJhbG|abcdefgh1|w12345|MIIEow|abcdef01/);
});

test('leaves ordinary text alone', () => {
  const text = '{"msg":"GET https://api.github.com/repos/a/b?per_page=100 took 12:30","tokens":3}';

  expect(redactSecrets(text)).toBe(text);
});

test('pretty output is redacted too', () => {
  const { lines, destination } = capture();

  createLogger({ name: 'test', format: 'pretty', destination }).info('postgres://u:hunter2@h/d');

  expect(lines.join('')).toContain('postgres://[redacted]@h/d');
});
