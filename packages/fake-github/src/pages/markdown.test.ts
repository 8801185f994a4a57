import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';

const render = (source: string) => renderMarkdown(source).markup;

test('tables, lists, code and links are shown as GitHub shows them', () => {
  const markup = render(
    '## Score\n\n| a | b |\n|---|---:|\n| `x\\|y` | 2 |\n\n1. **one**\n   goes on\n   - [x] two\n\n```js\n<b>\n```\n\nSee [docs](https://x.test/a_b) and https://y.test.',
  );

  expect(markup).toContain('<h2>Score</h2>');
  expect(markup).toContain('<td><code>x|y</code></td><td class="right">2</td>');
  expect(markup).toContain('<ol><li><strong>one</strong>\ngoes on<ul><li>');
  expect(markup).toContain('<pre><code>&lt;b&gt;</code></pre>');
  expect(markup).toContain('href="https://x.test/a_b"');
  expect(markup).toContain('href="https://y.test"');
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](//evil.test)',
  '<details onclick="x">',
  '`<b onclick=x>`',
  '| <svg onload=x> |\n|---|\n| "\'> |',
  '[<img src=x>](https://a.test/"onmouseover="x)',
])('nothing in %s runs or loads', (source) => {
  const markup = render(source);

  expect(markup).not.toMatch(/<(?:script|img|svg|b )|<[^>]*\son\w+=|href="(?:javascript|\/\/)/i);
});

test('hidden markers are not shown, mentions are text, and details fold', () => {
  const markup = render('<!-- marker -->\n@alma\n\n<details><summary>More</summary>\n\nInside\n\n</details>\n\nAfter');

  expect(markup).not.toContain('marker');
  expect(markup).toContain('<p>@alma</p>');
  expect(markup).toContain('<details><summary>More</summary><p>Inside</p></details><p>After</p>');
});

test('a hostile text of 64 KB is rendered within a second', () => {
  const slowest = (piece: string) => {
    const start = performance.now();
    render(piece.repeat(65_535 / piece.length));
    return performance.now() - start;
  };

  const times = ['[', '**a', '`', '> ', '- ', '<details>\n', '| |\n|-|\n', '_a ', '<!--', 'http://'].map(slowest);

  expect(Math.max(...times)).toBeLessThan(1000);
});
