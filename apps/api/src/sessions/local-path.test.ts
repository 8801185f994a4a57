import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test('a path of this site is kept', () => {
  expect(localPath('/acme/shop?days=30#config')).toBe('/acme/shop?days=30#config');
});

test.each([
  undefined,
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/a\\b',
  'javascript:alert(1)',
  '/auth/sign-in?return=/auth/sign-in',
  `/${'a'.repeat(3_000)}`,
])('%j leads to the dashboard', (wanted) => {
  expect(localPath(wanted)).toBe('/');
});
