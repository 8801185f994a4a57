import { baseName } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { RawRead } from './variable-read.ts';

/** `const env = process.env`, `const { env } = process`. */
const named =
  /\b(?:const|let|var)\s+(?<name>[A-Za-z_$]\w*)(?:\s*:[^=\n]{1,80})?\s*=\s*process\.env\s*(?=[;\n]|as\b)|\b(?:const|let|var)\s*\{\s*(?<taken>env)\s*\}\s*=\s*process\s*(?=[;\n])/g;
/** `export default process.env`, also wrapped in a call; `module.exports = process.env`. */
const exported = /\b(?:export\s+default|module\.exports\s*=)\s+(?:[\w.]{1,80}\(\s*)?process\.env\s*(?=[);\n]|as\b)/g;
const imported =
  /\bimport\s+(?<name>[A-Za-z_$]\w*)\s+from\s*["'](?<module>[^"'\n]{1,200})["']|\b(?:const|let|var)\s+(?<required>[A-Za-z_$]\w*)\s*=\s*require\(\s*["'](?<path>[^"'\n]{1,200})["']\s*\)/g;

/** Reads through another name of `process.env`, in the same file or in those that import it. */
export function javascriptAliasReads(repo: Repo, code: CodeFact): RawRead[] {
  const javascript = { languages: ['javascript' as const], production: false };
  const aliases = new Map<string, Set<string>>();
  const add = (path: string, name: string): void => {
    aliases.set(path, (aliases.get(path) ?? new Set()).add(name));
  };
  for (const { path, match } of code.search({ ...javascript, literals: ['process'], pattern: named }))
    add(path, match.groups?.name ?? match.groups?.taken ?? '');
  const modules = [...code.search({ ...javascript, literals: ['process.env'], pattern: exported })].map(({ path }) =>
    path.replace(/(?:\/index)?\.\w+$/, ''),
  );
  if (modules.length > 0)
    for (const { path, match } of code.search({
      ...javascript,
      literals: modules.map(baseName),
      pattern: imported,
      inStrings: true,
    })) {
      const module = match.groups?.module ?? match.groups?.path ?? '';
      if (modules.some((file) => isModule(file, module))) add(path, match.groups?.name ?? match.groups?.required ?? '');
    }
  return [...aliases].flatMap(([path, names]) => [...names].flatMap((name) => readsOf(repo, path, name)));
}

/** `./utils/environment` and `@server/utils/environment` both end as the file's path does. */
function isModule(file: string, module: string): boolean {
  const tail = module.replace(/^(?:\.{1,2}\/)+|^[@~][\w-]*\//, '').replace(/(?:\/index)?(?:\.[cm]?[jt]s)?$/, '');
  return /^[.@~]/.test(module) && tail !== '' && (file === tail || file.endsWith(`/${tail}`));
}

function readsOf(repo: Repo, path: string, alias: string): RawRead[] {
  const code = repo.code(path);
  const pattern = new RegExp(
    String.raw`(?<![\w$.])${alias.replaceAll('$', '\\$')}\??\.(?<name>[A-Z][A-Z0-9_]*)\b`,
    'g',
  );
  return [...code.matchAll(pattern)].flatMap((match): RawRead[] => {
    const end = match.index + match[0].length;
    if (/^\s*=(?!=)|^\s*(?:\|\||\?\?)=/.test(code.slice(end, end + 8))) return [];
    return [
      {
        path,
        place: repo.placeAt(path, match.index, end),
        start: match.index,
        end,
        name: match.groups?.name ?? '',
        language: 'javascript',
        via: alias,
        required: false,
      },
    ];
  });
}
