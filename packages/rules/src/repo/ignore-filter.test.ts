import { expect, test } from 'vitest';
import { createIgnoreFilter } from './ignore-filter.ts';

test('the deepest .gitignore that says anything decides', () => {
  const filter = createIgnoreFilter();
  filter.add('', '*.log\n/build/\n!keep.log\n');
  filter.add('app', '!app.log\nlocal.*\n');

  expect(filter.ignores('x.log', false)).toBe(true);
  expect(filter.ignores('keep.log', false)).toBe(false);
  expect(filter.ignores('app/x.log', false)).toBe(true);
  expect(filter.ignores('app/app.log', false)).toBe(false);
  expect(filter.ignores('app/local.py', false)).toBe(true);
  expect(filter.ignores('local.py', false)).toBe(false);
  expect(filter.ignores('build', true)).toBe(true);
  expect(filter.ignores('build', false)).toBe(false);
  expect(filter.ignores('app/build', true)).toBe(false);
});
