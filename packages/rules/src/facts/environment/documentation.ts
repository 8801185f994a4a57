import { parseJson } from '../../repo/parsers/json.ts';
import { placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { EnvironmentFact, EnvironmentFile } from '../environment-fact.ts';

type Documentation = EnvironmentFact['documentation'][number];

/** Prose that lists variables: this many different ones of those that code reads. */
const docsNamesMin = 3;
const docsLengthMax = 300_000;
const word = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\b(?:PORT|DEBUG|HOST)\b/g;

/** Everything that lists variables for people. */
export function documentationOf(
  repo: Repo,
  files: EnvironmentFile[],
  schemas: { path: string; index: number; names: string[] }[],
  read: ReadonlySet<string>,
): Documentation[] {
  const found: Documentation[] = [];
  for (const file of files) {
    if (!file.example || file.entries.length === 0) continue;
    found.push({
      kind: 'example-file',
      place: placeOf(file.path, file.entries[0]?.place.startLine ?? 1),
      names: new Set(file.entries.map((entry) => entry.name)),
    });
  }
  for (const { path, index, names } of schemas) {
    if (repo.isProduction(path))
      found.push({ kind: 'settings-schema', place: repo.placeAt(path, index), names: new Set(names) });
  }
  for (const path of repo.named('app.json')) {
    const environment = repo.parsed(path, parseJson)?.root?.get('env');
    const names = environment?.entries().map((entry) => entry.key) ?? [];
    if (environment && names.length > 0)
      found.push({ kind: 'app-json', place: placeOf(path, environment.startLine), names: new Set(names) });
  }
  for (const path of repo.withExtension('md', 'mdx', 'rst', 'adoc', 'txt', '1', '5', '8'))
    found.push(...prose(repo, path, read));
  return found;
}

function prose(repo: Repo, path: string, read: ReadonlySet<string>): Documentation[] {
  if (
    ['vendored', 'generated', 'test'].includes(repo.purposeOf(path)) ||
    isForAgents(path) ||
    /(?:^|\/)(?:changelog|changes|history|release|news|license|requirements)[\w.-]*$/i.test(path)
  )
    return [];
  const text = repo.text(path).slice(0, docsLengthMax);
  const names = new Set<string>();
  let first = -1;
  for (const match of text.matchAll(word)) {
    if (!read.has(match[0])) continue;
    if (first < 0) first = match.index;
    names.add(match[0]);
  }
  const isEnough =
    names.size >= docsNamesMin || (names.size > 0 && (names.size * 2 >= read.size || isListed(text, names)));
  return isEnough ? [{ kind: 'docs', place: repo.placeAt(path, first), names }] : [];
}

/** Skills and plans for coding agents name variables in passing, and of other projects too. */
function isForAgents(path: string): boolean {
  return /^\.(?:agents|claude|cursor|opencode|codex|gemini|windsurf|kiro)\//.test(path);
}

const item =
  /^[ \t]*(?:[-*|][ \t]*)?`?(?<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)`?(?:[ \t]*[=:|][^\n]*|[ \t]{2,}\S[^\n]*|[ \t]+[-\u2013\u2014][^\n]*)?$/;

/** A list or table of variables, of which code reads at least one: the others may be the framework's own. */
function isListed(text: string, names: ReadonlySet<string>): boolean {
  let run: string[] = [];
  for (const line of text.split('\n')) {
    const name = item.exec(line)?.groups?.name;
    if (name !== undefined) {
      run.push(name);
      if (run.length >= docsNamesMin && run.some((word) => names.has(word))) return true;
    } else if (line.trim() !== '') run = [];
  }
  return false;
}
