import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { seedRuleDocs } from '../../test-support/seed-rule-docs.ts';
import { Markdown } from './markdown.tsx';
import { parseInline } from './parse-inline.ts';
import { parseMarkdown } from './parse-markdown.ts';

function show(source: string) {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <Markdown source={source} />
    </QueryClientProvider>,
  ).container;
}

it('never makes HTML of what it reads', () => {
  const container = show('Hello <img src=x onerror=alert(1)> <script>alert(1)</script>');

  expect(container.querySelector('img, script')).toBeNull();
  expect(container.textContent).toContain('<script>alert(1)</script>');
});

it('links http and https only', () => {
  const pieces = parseInline('[a](javascript:alert(1)) [b](https://12factor.net)');

  expect(pieces.filter((piece) => piece.type === 'link')).toEqual([
    { type: 'link', text: 'b', href: 'https://12factor.net' },
  ]);
});

it('knows the blocks of a rule page', () => {
  const types = parseMarkdown(seedRuleDocs).map((block) => block.type);

  expect(new Set(types)).toEqual(new Set(['heading', 'paragraph', 'list', 'table', 'code']));
});

it('keeps code as it is written', () => {
  const [block] = parseMarkdown('```py\na  = 1\n\n# b\n```');

  expect(block).toEqual({ type: 'code', language: 'py', text: 'a  = 1\n\n# b' });
});

it('ends on a fence that is never closed', () => {
  expect(parseMarkdown('```py\nx')).toEqual([{ type: 'code', language: 'py', text: 'x' }]);
});
