import { closing } from '../../../facts/code/read-call.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Repo } from '../../../repo/repo.ts';
import { type Branch, isTool } from './ternaries.ts';

const production = /["']?\b(?:production|prod)\b["']?\s*(?::|=>|=)\s*/g;
const other = /["']?\b(?:development|dev|staging|stage|local)\b["']?\s*(?::|=>|=)\s*/;

/** A map keyed by environment names whose entries place something, or are classes of config. */
export function mapsByName(repo: Repo, facts: Facts): Branch[] {
  return facts.code
    .search({
      languages: ['javascript', 'python', 'ruby', 'go', 'php'],
      literals: ['production', 'prod'],
      pattern: production,
      inStrings: true,
    })
    .flatMap(({ path, index, match }): Branch[] => {
      const code = repo.code(path);
      const open = openingBefore(code, index);
      if (open < 0 || isTool(path)) return [];
      const body = code.slice(open, Math.min(closing(code, open) + 1, open + 4_000));
      if (!other.test(body) || /\benum\b|\btype\b|interface/.test(code.slice(Math.max(0, open - 60), open))) return [];
      const entry = code.slice(index + match[0].length, index + match[0].length + 600);
      const own = /^[{[]/.test(entry) ? entry.slice(0, closing(entry, 0) + 1) : (/^[^,\n}]*/.exec(entry)?.[0] ?? '');
      return places(own) ? [{ place: repo.placeAt(path, index), name: 'an entry of a map of environments' }] : [];
    });
}

function openingBefore(code: string, index: number): number {
  let depth = 0;
  for (let at = index - 1; at >= Math.max(0, index - 3_000); at -= 1) {
    const character = code[at] ?? '';
    if (')]}'.includes(character)) depth += 1;
    else if ('([{'.includes(character)) {
      if (depth === 0) return character === '[' ? -1 : at;
      depth -= 1;
    }
  }
  return -1;
}

/** A URL or host, a literal beside a config name, or `ProductionConfig`. */
function places(entry: string): boolean {
  return (
    /["'`](?:https?|postgres(?:ql)?|mysql|redis|amqp|mongodb):\/\/(?!localhost|127\.)[^"'`\s]{3,}["'`]/.test(entry) ||
    /\b(?:url|uri|host|endpoint|domain|bucket|password|database)\b["']?\s*[:=]\s*["'][\w.:/-]{3,}["']/i.test(entry) ||
    /^["'(]?(?:[\w.]+\.)?(?:Prod|Production)\w*Config\w*|^(?:[\w.]+\.)?Config\w*(?:Prod|Production)\b/.test(
      entry.trim(),
    )
  );
}
