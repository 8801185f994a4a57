import { expect, test } from 'vitest';
import { isInRange } from './is-in-range.ts';

test.each([
  ['npm', '5.1.0', '^5.0.0', true],
  ['npm', '4.21.0', '^5.0.0', false],
  ['npm', '0.3.0', '^0.2.1', false],
  ['npm', '1.2.9', '~1.2.3', true],
  ['npm', '1.3.0', '~1.2.3', false],
  ['npm', '3.0.0', '^2.0.0 || ^3.0.0', true],
  ['npm', '5.4.0', '5.x', true],
  ['npm', '1.5.0', '1.0.0 - 2.0.0', true],
  ['npm', '5.0.0-beta.1', '^5.0.0', true],
  ['npm', '5.1.0', 'latest', true],
  ['python', '5.2.3', '>=5.2,<6', true],
  ['python', '4.2.1', '>=5.2,<6', false],
  ['python', '3.1', '==3.1.0', true],
  ['python', '3.1.1', '==3.1.0', false],
  ['python', '1.4.9', '~=1.4.2', true],
  ['python', '1.5.0', '~=1.4.2', false],
  ['python', '5.2.1', '^5.1', true],
  ['ruby', '7.1.3', '~> 7.1', true],
  ['ruby', '8.0.0', '~> 7.1', false],
  ['composer', '11.4.0', '^11.0', true],
  ['composer', '6.9.0', '~6.4', true],
  ['go', 'v1.2.3', 'v1.2.4', true],
] as const)('%s: %s in %s is %s', (ecosystem, version, constraint, expected) => {
  expect(isInRange(ecosystem, version, constraint)).toBe(expected);
});
