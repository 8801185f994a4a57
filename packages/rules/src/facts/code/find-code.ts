import { type LiteralFilter, mayHold, probeOf } from '../../repo/literal-filter.ts';
import { compareText } from '../../repo/place.ts';
import { extensionOf, type Repo } from '../../repo/repo.ts';
import type { Call, CallQuery, CodeFact, CodeMatch, CodeQuery } from '../code-fact.ts';
import type { Language } from '../stacks-fact.ts';
import { importsOf } from './imports-of.ts';
import { languageOfExtension, sourceExtensions } from './languages.ts';
import { readCall } from './read-call.ts';

/** Longer files are data or bundles that nobody wrote. */
const SOURCE_LENGTH_MAX = 600_000;
const MATCHES_MAX = 20_000;
/** Characters of arguments that are read in one file for one question, nested calls each for themselves. No real file comes near. */
const ARGUMENTS_LENGTH_SUM = 3_000_000;
/** What is still read of a call once that many were. */
const ARGUMENTS_LENGTH_MIN = 200;

/** A file to search; its filter is made with the first question, and then most literals need no look at the text. */
interface Member {
  path: string;
  text: string;
  filter: LiteralFilter | null;
}

/** Search over program source: paths first, then one literal pass, then a closer look at what is left. */
export function findCode(repo: Repo): CodeFact {
  const all = repo.withExtension(...sourceExtensions).filter((path) => isReadable(repo, path));
  const production = all.filter((path) => repo.isProduction(path));
  const pools = new Map<string, Member[]>();
  for (const path of all) {
    const key = `${repo.isProduction(path) ? 'production' : 'rest'}\0${languageOf(path)}`;
    const pool = pools.get(key);
    const member = { path, text: repo.text(path), filter: null };
    if (pool) pool.push(member);
    else pools.set(key, [member]);
  }
  const known = [...new Set(all.map(languageOf))].filter((language) => language !== null);
  const holders = new Map<string, readonly string[]>();
  const imports = new Map<string, ReturnType<CodeFact['imports']>>();

  function languageOf(path: string): Language | null {
    return languageOfExtension(extensionOf(path));
  }

  function files(language?: Language, onlyProduction = true): string[] {
    const pool = onlyProduction ? production : all;
    return language ? pool.filter((path) => languageOf(path) === language) : [...pool];
  }

  /** One literal pass over the files of one language, remembered: most questions name their languages. */
  function holdersOf(literal: string, pool: 'production' | 'rest', language: Language): readonly string[] {
    const key = `${pool}\0${language}\0${literal}`;
    const known = holders.get(key);
    if (known) return known;
    const members = pools.get(`${pool}\0${language}`) ?? [];
    const probe = probeOf(literal);
    const found: string[] = [];
    for (const member of members) {
      if (probe) {
        member.filter ??= repo.filter(member.path);
        if (!mayHold(member.filter, probe)) continue;
      }
      if (member.text.includes(literal)) found.push(member.path);
    }
    holders.set(key, found);
    return found;
  }

  function containing(literals: readonly string[], languages?: readonly Language[], onlyProduction = true): string[] {
    const found = new Set<string>();
    for (const language of languages ?? known) {
      for (const literal of literals) {
        for (const path of holdersOf(literal, 'production', language)) found.add(path);
        if (!onlyProduction) for (const path of holdersOf(literal, 'rest', language)) found.add(path);
      }
    }
    return [...found].sort(compareText);
  }

  function isInString(path: string, offset: number): boolean {
    const strings = repo.strings(path);
    let low = 0;
    let high = strings.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [start, end] = strings[middle] ?? [0, 0];
      if (offset <= start) high = middle - 1;
      else if (offset >= end) low = middle + 1;
      else return !isInterpolated(repo.text(path), start, offset);
    }
    return false;
  }

  function search(query: CodeQuery): CodeMatch[] {
    const matches: CodeMatch[] = [];
    for (const path of containing(query.literals, query.languages, query.production ?? true)) {
      const code = repo.code(path);
      const pattern = new RegExp(
        query.pattern.source,
        query.pattern.flags.includes('g') ? query.pattern.flags : `${query.pattern.flags}g`,
      );
      for (let match = pattern.exec(code); match; match = pattern.exec(code)) {
        if (match[0] === '') pattern.lastIndex += 1;
        if (!query.inStrings && isInString(path, match.index)) continue;
        const language = languageOf(path);
        if (language)
          matches.push({
            path,
            language,
            match,
            index: match.index,
            place: repo.placeAt(path, match.index, match.index + match[0].trimEnd().length - 1),
          });
        if (matches.length >= MATCHES_MAX) return matches;
      }
    }
    return matches;
  }

  function calls(query: CallQuery): Call[] {
    const found: Call[] = [];
    const lastNames = query.callees.map((callee) => /[\w$!?]+$/.exec(callee)?.[0] ?? callee);
    for (const path of containing(lastNames, query.languages, query.production ?? true)) {
      const code = repo.code(path);
      const language = languageOf(path);
      if (!language) continue;
      let budget = ARGUMENTS_LENGTH_SUM;
      for (const name of new Set(lastNames)) {
        for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + name.length)) {
          const call = readCall(code, at, name, language, Math.max(ARGUMENTS_LENGTH_MIN, budget));
          if (call) budget -= call.end - at;
          if (!call || !query.callees.some((callee) => isCallee(call.callee, callee)) || isInString(path, at)) continue;
          found.push({
            path,
            language,
            callee: call.callee,
            positional: call.positional,
            named: call.named,
            text: call.text,
            place: repo.placeAt(path, at, call.end - 1),
          });
          if (found.length >= MATCHES_MAX) return found;
        }
      }
    }
    return found;
  }

  return {
    files,
    containing,
    search,
    calls,
    languageOf,
    isInString,
    imports(path) {
      const known = imports.get(path);
      if (known) return known;
      const language = languageOf(path);
      const found = language
        ? importsOf(language, repo.code(path)).map(({ module, index }) => ({
            module,
            place: repo.placeAt(path, index),
          }))
        : [];
      imports.set(path, found);
      return found;
    },
  };
}

function isReadable(repo: Repo, path: string): boolean {
  const text = repo.file(path)?.text;
  return text !== null && text !== undefined && text.length <= SOURCE_LENGTH_MAX;
}

/** `${…}` of a template literal, `#{…}` of Ruby and `{…}` of an f-string are code again. */
function isInterpolated(text: string, start: number, offset: number): boolean {
  const quote = text[start];
  const from = Math.max(start, offset - 400);
  const open = text.lastIndexOf('{', offset);
  if (open < from || text.lastIndexOf('}', offset) > open) return false;
  const before = text[open - 1];
  if (before === '$') return quote === '`' || quote === '"';
  if (before === '#') return quote === '"';
  return /[fF][rRbB]?$/.test(text.slice(Math.max(0, start - 2), start));
}

function isCallee(written: string, wanted: string): boolean {
  if (written === wanted) return true;
  return wanted.startsWith('.') ? written.endsWith(wanted) : written.endsWith(`.${wanted}`);
}
