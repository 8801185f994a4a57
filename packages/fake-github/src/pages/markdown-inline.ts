import { escapeHtml } from './html.ts';

/** Only what can not run anything; the rest of a link's text stays, its address goes. */
function safeHref(address: string): string | null {
  if (/^(?:https?:\/\/|\/(?!\/)|#)/i.test(address)) return address;
  return null;
}

function link(address: string, content: string): string {
  const href = safeHref(address);
  return href ? `<a href="${escapeHtml(href)}" rel="nofollow noreferrer">${content}</a>` : content;
}

interface Match {
  length: number;
  markup: string;
}

function codeSpan(text: string, at: number): Match | null {
  const fence = /^`+/.exec(text.slice(at, at + 20))?.[0];
  if (!fence) return null;
  const end = text.indexOf(fence, at + fence.length);
  if (end < 0 || text[end + fence.length] === '`') return null;
  const code = text.slice(at + fence.length, end).replace(/^ (.*) $/s, '$1');
  return { length: end + fence.length - at, markup: `<code>${escapeHtml(code)}</code>` };
}

const PAIRS: [mark: string, tag: string][] = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'del'],
  ['*', 'em'],
  ['_', 'em'],
];

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function pair(text: string, at: number): Match | null {
  for (const [mark, tag] of PAIRS) {
    if (!text.startsWith(mark, at)) continue;
    const isInWord = mark.startsWith('_') && isWord(text[at - 1]);
    if (isInWord || /\s/.test(text[at + mark.length] ?? ' ')) continue;
    const end = text.indexOf(mark, at + mark.length + 1);
    if (end < 0 || /\s/.test(text[end - 1] ?? ' ') || (mark.startsWith('_') && isWord(text[end + mark.length])))
      continue;
    const content = renderInline(text.slice(at + mark.length, end));
    return { length: end + mark.length - at, markup: `<${tag}>${content}</${tag}>` };
  }
  return null;
}

const LINK = /!?\[(?<label>(?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\((?<address>[^()\s]*)(?: "[^"]*")?\)/y;
const BARE_URL = /https?:\/\/[^\s<>"'`)\]|]*[^\s<>"'`)\]|.,;:!?*_]/y;
const ANGLE_URL = /<(?<address>https?:\/\/[^\s<>]+)>/y;
/** The few tags that GitHub lets through and that are worth showing. */
const PLAIN_TAG = /<(?<slash>\/?)(?<tag>b|i|em|strong|code|sub|sup|kbd|br)\s*\/?>/iy;
const EMOJI: Record<string, string> = {
  white_check_mark: '✅',
  x: '❌',
  warning: '⚠️',
  rocket: '🚀',
  bulb: '💡',
  tada: '🎉',
  arrow_up: '⬆️',
  arrow_down: '⬇️',
};

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function linkAt(text: string, at: number): Match | null {
  const found = sticky(LINK, text, at);
  if (found?.groups) {
    const { label = '', address = '' } = found.groups;
    // Images would be fetched from elsewhere: the page shows their description instead.
    const isImage = found[0].startsWith('!');
    return { length: found[0].length, markup: link(address, isImage ? escapeHtml(label) : renderInline(label)) };
  }
  const angle = sticky(ANGLE_URL, text, at);
  const bare = angle ?? (isWord(text[at - 1]) ? null : sticky(BARE_URL, text, at));
  const address = angle?.groups?.address ?? bare?.[0];
  return bare && address ? { length: bare[0].length, markup: link(address, escapeHtml(address)) } : null;
}

function otherAt(text: string, at: number): Match | null {
  if (text[at] === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? ''))
    return { length: 2, markup: escapeHtml(text[at + 1] ?? '') };
  const tag = sticky(PLAIN_TAG, text, at);
  if (tag?.groups) return { length: tag[0].length, markup: `<${tag.groups.slash}${tag.groups.tag?.toLowerCase()}>` };
  const emoji = sticky(/:(?<name>\w+):/y, text, at);
  const character = emoji?.groups && EMOJI[emoji.groups.name ?? ''];
  return emoji && character ? { length: emoji[0].length, markup: character } : null;
}

/** One paragraph's worth of Markdown as safe markup. Mentions (`@name`) stay text. */
export function renderInline(text: string): string {
  let markup = '';
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    // Everything that means something begins with one of these.
    const isSpecial = /[`*_~[!<h\\:]/.test(text[at] ?? '');
    const match = isSpecial ? (codeSpan(text, at) ?? linkAt(text, at) ?? pair(text, at) ?? otherAt(text, at)) : null;
    if (!match) {
      at += 1;
      continue;
    }
    markup += escapeHtml(text.slice(plainFrom, at)) + match.markup;
    at += match.length;
    plainFrom = at;
  }
  return (markup + escapeHtml(text.slice(plainFrom))).replace(/(?: {2,}|<br>)?\n/g, (end) =>
    end === '\n' ? '\n' : '<br>\n',
  );
}
