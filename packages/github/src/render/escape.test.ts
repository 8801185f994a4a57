import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeBlock, codeSpan, markdownSentence, markdownText, plainText } from './escape.ts';

/** What repositories may hold, to be seen by people who only wanted to read a verdict. */
const injections = [
  '@everyone @acme/admins @torvalds',
  '![x](https://evil.example/track.png)',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '[click](javascript:alert(1))',
  '</details></table>\n\n# APPROVED',
  '```\n\n## escaped fence\n```',
  '| a | b |\n|---|---|',
  'Fixes #1, closes acme/other#2, GH-3',
  '::set-output name=x::y',
  '\u001b]8;;http://evil\u0007link\u001b]8;;\u0007',
  '\r\n{"level":50,"msg":"forged log line"}',
  '=HYPERLINK("http://evil","x")',
  '\u202eLORTNOC',
  'A'.repeat(1000),
  '<!-- twelvefold:state {"score":100} -->',
  '&lt;script&gt;',
  'https://user:secret@github.com/x/y www.evil.example mailto:a@b.example',
  'javascript&#58;alert(1)',
  '<a href="//evil">x</a>',
  'acme/app@0123456789abcdef0123456789abcdef01234567 CVE-2021-44228',
  '\\[x](y) \\<b> \\@torvalds',
  '$$\\unicode{x}$$ `$x`$ :tada: ~~gone~~ **bold** _it_',
];

/** Nothing that GitHub acts on is left: every special character is behind a backslash or is an entity, every beginning of a link is broken. */
function isInert(markdown: string): boolean {
  const bare = markdown.replaceAll('&lt;', '').replaceAll('&gt;', '').replaceAll('&amp;', '');
  const unescaped = bare.replace(/\\[\\`*_{}[\]()#!|~:@$^]/g, '');
  return (
    !/[\\`*_{}[\]()<>#!|~&:@$^\n\r]/.test(unescaped.replace(/^\d*\\[-+=.]/, '')) &&
    !/@\w|#\d|:\/\/|www\.|GH-\d|mailto\\?:\w|\b[0-9a-f]{7,40}\b/i.test(markdown)
  );
}

describe('markdownText', () => {
  it.each(injections)('makes %.60j inert', (injection) => {
    expect(markdownText(injection)).toSatisfy(isInert);
  });

  it('makes whatever text inert', () => {
    const nasty = fc.constantFrom(
      '@',
      '#1',
      '`',
      '<',
      '&',
      '\\',
      '[x](',
      '!',
      '://',
      'www.',
      '\n',
      '|',
      'abcdef0',
      '\u200b',
      'a',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(nasty).map((parts) => parts.join('')),
    );

    fc.assert(fc.property(texts, (text) => isInert(markdownText(text))));
  });

  it('leaves plain words as they are', () => {
    expect(markdownText('The web process in docker-compose.yml starts without a health check.')).toBe(
      'The web process in docker-compose.yml starts without a health check.',
    );
  });

  it('begins no list and no heading', () => {
    expect(markdownText('- a')).toBe('\\- a');
    expect(markdownText('1. a')).toBe('1\\. a');
    expect(markdownText('=== a')).toBe('\\=== a');
  });
});

describe('markdownSentence', () => {
  it('shows code as code and leaves the words', () => {
    expect(markdownSentence('Use `DEBUG = env.bool("DEBUG")`, or `x => y` there.')).toBe(
      'Use ` DEBUG = env.bool("DEBUG") `, or ` x => y ` there.',
    );
  });

  it('makes whatever text inert outside of code', () => {
    const texts = fc
      .array(fc.constantFrom('`', '``', '@a', '#1', '<b>', '\\', ' ', 'x', '[x](y)', '\n', '\u200b'))
      .map((parts) => parts.join(''));

    fc.assert(
      fc.property(texts, (text) => {
        const outside = markdownSentence(text).replaceAll(/(?<!\\)`[^`]+`/g, 'x');
        return isInert(outside.trim());
      }),
    );
  });
});

describe('codeSpan', () => {
  it.each(injections)('holds %j on one line between fences that it can not close', (injection) => {
    const { fence, inside } = /^(?<fence>`+) (?<inside>.*) \k<fence>$/.exec(codeSpan(injection))?.groups ?? {};

    expect(inside).toBeDefined();
    expect(inside?.match(/`+/g) ?? []).not.toContain(fence);
  });
});

describe('codeBlock', () => {
  it('holds whatever text between fences that it can not close', () => {
    const texts = fc
      .array(fc.constantFrom('`', '```', '\n', 'x', '\r', '````\n', '~~~'))
      .map((parts) => parts.join(''));

    fc.assert(
      fc.property(texts, (text) => {
        const lines = codeBlock(text).split('\n');
        const fence = lines.at(-1) ?? '';
        const closing = lines.slice(1).filter((line) => new RegExp(`^ {0,3}\`{${fence.length},} *$`).test(line));
        return lines[0] === `${fence}text` && closing.length === 1;
      }),
    );
  });
});

describe('plainText', () => {
  it('shows what is invisible, on one line', () => {
    expect(plainText('a\u202eb\u200bc\u0000d\n\ne', 100)).toBe('a\uFFFDb\uFFFDc\uFFFDd e');
  });

  it('cuts to the given length without cutting a character in two', () => {
    const cut = plainText('🐙'.repeat(10), 6);

    expect(cut).toBe('🐙🐙…');
  });
});
