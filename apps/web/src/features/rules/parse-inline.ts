export type Inline =
  | { type: 'text' | 'code' | 'strong' | 'emphasis'; text: string }
  | { type: 'link'; text: string; href: string };

const piece =
  /`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|\*(?<emphasis>[^*\s][^*]*)\*|\[(?<text>[^\]]+)\]\((?<href>[^)\s]+)\)/g;

/** Splits a line of Markdown into text, code, emphasis and links. A link that is not plain http(s) stays text. */
export function parseInline(source: string): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of source.matchAll(piece)) {
    if (match.index > end) pieces.push({ type: 'text', text: source.slice(end, match.index) });
    pieces.push(inlineOf(match.groups ?? {}, match[0]));
    end = match.index + match[0].length;
  }
  if (end < source.length) pieces.push({ type: 'text', text: source.slice(end) });
  return pieces;
}

function inlineOf(groups: Record<string, string | undefined>, whole: string): Inline {
  if (groups.code !== undefined) return { type: 'code', text: groups.code };
  if (groups.strong !== undefined) return { type: 'strong', text: groups.strong };
  if (groups.emphasis !== undefined) return { type: 'emphasis', text: groups.emphasis };
  if (groups.text !== undefined && groups.href !== undefined && /^https?:\/\//.test(groups.href)) {
    return { type: 'link', text: groups.text, href: groups.href };
  }
  return { type: 'text', text: groups.text ?? whole };
}
