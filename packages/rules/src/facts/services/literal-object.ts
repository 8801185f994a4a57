import { splitTopLevel } from '../code/read-call.ts';

/** `&redis.Options{Addr: addr, DB: 0}` → `{ Addr: 'addr', DB: '0' }`; empty for anything else. */
export function parseLiteralObject(text: string): Record<string, string> {
  const open = text.indexOf('{');
  if (open < 0 || !text.trimEnd().endsWith('}')) return {};
  const fields: Record<string, string> = {};
  for (const part of splitTopLevel(text.slice(open + 1, text.lastIndexOf('}')))) {
    const match = /^["']?(?<key>\w+)["']?\s*:\s*/.exec(part);
    if (match?.groups?.key) fields[match.groups.key] = part.slice(match[0].length);
  }
  return fields;
}
