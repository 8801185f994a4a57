import { expect, test } from 'vitest';
import { createSeal } from './create-seal.ts';

const secret = 'a-secret-of-at-least-32-characters';

test('sealed text opens with the same secret and context, and does not show the text', () => {
  const seal = createSeal(secret);

  const sealed = seal.seal('ghu_abc', 'row 1');

  expect(seal.open(sealed, 'row 1')).toBe('ghu_abc');
  expect(Buffer.from(sealed.slice(3), 'base64url').includes('ghu_abc')).toBe(false);
});

test('the same text is sealed differently each time', () => {
  const seal = createSeal(secret);

  expect(seal.seal('ghu_abc', 'row 1')).not.toBe(seal.seal('ghu_abc', 'row 1'));
});

test('another row, another secret, changed or foreign text does not open', () => {
  const seal = createSeal(secret);
  const sealed = seal.seal('ghu_abc', 'row 1');
  const flipped = sealed.slice(0, -1) + (sealed.endsWith('A') ? 'B' : 'A');

  expect(seal.open(sealed, 'row 2')).toBeNull();
  expect(createSeal(`${secret}!`).open(sealed, 'row 1')).toBeNull();
  expect(seal.open(`${flipped}AAAA`, 'row 1')).toBeNull();
  for (const foreign of ['', 'v1.', 'v1.AAAA', 'ghu_abc']) expect(seal.open(foreign, 'row 1')).toBeNull();
});
