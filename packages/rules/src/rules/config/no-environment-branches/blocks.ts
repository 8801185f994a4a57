import type { Facts } from '../../../facts/facts.ts';
import type { Repo } from '../../../repo/repo.ts';
import { comparison, configName, deployLiteral, nameLiterals } from './deploy-names.ts';
import { type Branch, isTool } from './ternaries.ts';

const linesMax = 30;
const opening = new RegExp(
  String.raw`^(?<indent>[ \t]*)(?:\}[ \t]*)?(?:else[ \t]+)?(?:if|elif|elsif|unless|else if)\b[^\n]{0,40}?(?:${comparison})[^\n]*`,
  'gm',
);
const assignment =
  /^\s*(?:(?:const|let|var|self\.|this\.|export|local)\s+)?(?<name>[A-Za-z_$][\w$.]*)["'\]]?\s*(?::\s*[\w<>|[\] ]{1,30}\s*)?(?:=(?![=>~])|:(?!:)|=>|:=)\s*(?<value>[^\n]*?)[,;]?\s*$/;
const value = /^\s*(?<value>"[^"\n]*"|'[^'\n]*'|\d[\d_]*|[A-Z]\w+\.\w+)\s*$/;

/** `if ENV == "production":` and its branches, where they set a host, credential, URL or limit. */
export function blocksByName(repo: Repo, facts: Facts): Branch[] {
  return facts.code
    .search({
      literals: nameLiterals,
      pattern: opening,
      inStrings: true,
    })
    .flatMap(({ path, match, index }): Branch[] => {
      if (isTool(path)) return [];
      const code = repo.code(path);
      const start = index + match[0].length - match[0].trimStart().length;
      const name = chosen(code, index, match[0], match.groups?.indent?.length ?? 0);
      return name === null ? [] : [{ place: repo.placeAt(path, start, index + match[0].length), name }];
    });
}

/** The first thing of the branches that belongs to a deploy; null where they only switch behaviour. */
function chosen(code: string, index: number, head: string, indent: number): string | null {
  const before = code.slice(Math.max(0, index - 200), index);
  const target =
    /(?<name>[A-Za-z_][\w.]*)\s*(?:=\s*|\s)(?:ENV\.fetch\([^\n]{0,60}\)\s*)?(?:\{|do|begin)?\s*$/.exec(before)?.groups
      ?.name ?? '';
  const body = code
    .slice(index + head.length)
    .split('\n')
    .slice(1, linesMax);
  for (const line of body) {
    if (line.trim() === '') continue;
    const depth = line.length - line.trimStart().length;
    if (depth <= indent && !/^\s*\}?\s*(?:else|elif|elsif)\b/.test(line)) break;
    const { name = '', value: text = '' } = assignment.exec(line)?.groups ?? {};
    if (name !== '' && isDeployValue(name, text)) return name;
    const plain = value.exec(line)?.groups?.value;
    if (plain !== undefined && target !== '' && isDeployValue(target, plain)) return target;
  }
  return null;
}

function isDeployValue(name: string, text: string): boolean {
  const last = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').replace(/^.*\./, '');
  if (!configName.test(last) || /^(?:True|False|true|false|None|null|nil)$/.test(text)) return false;
  return deployLiteral.test(text.trim()) || /^(?:DATABASES|database)$/i.test(last);
}
