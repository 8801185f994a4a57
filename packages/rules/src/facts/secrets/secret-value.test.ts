import { expect, test } from 'vitest';
import { isOnlyAName, secretValue } from './secret-value.ts';

test.each([
  ['', 'none'],
  ['${DB_PASSWORD}', 'none'],
  ['/run/secrets/db', 'none'],
  ['%kernel.secret%', 'none'],
  ['false', 'none'],
  ['<your-key>', 'marker'],
  ['your-secret', 'marker'],
  ['replace-me-with-a-random-string', 'marker'],
  ['changeme', 'placeholder'],
  ['mysecretkey', 'placeholder'],
  ['postgres', 'placeholder'],
  ['keyboard cat', 'placeholder'],
  ['---', 'marker'],
  ['wagtail', 'real'],
  ['correct-horse', 'real'],
  ['60gp0byfz2dvffa45cxl20p1scy9xbpf6d8c5y0geejgkyp1b5', 'random'],
  ['django-insecure-)3x#k2m!v8q@w5z7r1t9y4u6i0o', 'random'],
])('%j is %s', (value, kind) => {
  expect(secretValue(value)).toBe(kind);
});

test('a value that repeats its name, or names a variable, is no credential', () => {
  expect(isOnlyAName('PASSWORD_FIELD', 'password')).toBe(true);
  expect(isOnlyAName('jwtSecret', 'auth.jwt_secret')).toBe(true);
  expect(isOnlyAName('dbPassword', 'DATABASE_PASS')).toBe(true);
  expect(isOnlyAName('dbPassword', 'hunter22')).toBe(false);
});
