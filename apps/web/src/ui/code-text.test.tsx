import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { CodeText } from './code-text.tsx';

it('shows what stands between backticks as code, and a lone backtick as it is', () => {
  const { container } = render(<CodeText text="Set `DEBUG=0`, not `1; a ` stays" />);

  expect([...container.querySelectorAll('code')].map((code) => code.textContent)).toEqual(['DEBUG=0', '1; a ']);
  expect(container.textContent).toBe('Set DEBUG=0, not 1; a  stays');
});

it('never makes HTML of a sentence', () => {
  const { container } = render(<CodeText text="`<b>` and <img src=x>" />);

  expect(container.querySelector('b, img')).toBeNull();
  expect(container.textContent).toBe('<b> and <img src=x>');
});
