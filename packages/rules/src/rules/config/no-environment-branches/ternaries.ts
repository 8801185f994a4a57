import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';
import { comparison, configName, deployLiteral, nameLiterals } from './deploy-names.ts';

export interface Branch {
  place: Place;
  /** What is chosen, for people. */
  name: string;
}

const operand = String.raw`(?:"[^"\n]*"|'[^'\n]*'|\x60[^\x60\n]*\x60|[^\s?:,;()\n]{1,80}(?:\([^()\n]{0,80}\))?)`;
const ternary = new RegExp(String.raw`(?:${comparison})[)\s]*\?\s*(?<yes>${operand})\s*:\s*(?<no>${operand})`, 'g');
const python = new RegExp(String.raw`\bif\s+(?:not\s+)?(?:${comparison})\s+else\s+(?<no>${operand})`, 'g');
const valueBefore = new RegExp(String.raw`(?<yes>${operand})\s+$`);

/** `NODE_ENV === 'production' ? 'https://a' : 'https://b'` and Python's `a if ENV == "production" else b`. */
export function ternariesByName(repo: Repo, facts: Facts): Branch[] {
  const found = [
    ...facts.code.search({ literals: nameLiterals, pattern: ternary, inStrings: true }),
    ...facts.code.search({ literals: nameLiterals, pattern: python, inStrings: true, languages: ['python'] }),
  ];
  return found.flatMap(({ path, match, index, place }): Branch[] => {
    let before = repo.code(path).slice(Math.max(0, index - 160), index);
    let yes = match.groups?.yes;
    if (yes === undefined) {
      const value = valueBefore.exec(before);
      yes = value?.groups?.yes ?? '';
      before = before.slice(0, value?.index ?? before.length);
    }
    const name =
      /(?<name>[A-Za-z_][\w.]*)["'\]]?\s*(?::\s*[\w<>|]{1,30}\s*)?(?:=|:|=>|:=)\s*\(*$/.exec(before)?.groups?.name ??
      '';
    if (isTool(path) || !isChoice(name, yes, match.groups?.no ?? '')) return [];
    return [{ place, name: name === '' ? 'a value' : name }];
  });
}

/** Bundlers, linters and tests are configured for a build, not for a deploy. */
export function isTool(path: string): boolean {
  return /(?:^|\/)(?:webpack|babel|rollup|vite|vitest|jest|eslint|postcss|tailwind|metro|karma|gulpfile|gruntfile|craco|tsup|esbuild)[\w.-]*$/i.test(
    path,
  );
}

function isChoice(name: string, yes: string, no: string): boolean {
  const both = [yes.trim(), no.trim()];
  const isUrl = both.some((text) =>
    /^["'`](?:[a-z][a-z0-9+.-]*:\/\/|(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|internal|local|co)\b)/i.test(text),
  );
  if (isUrl) return true;
  return (
    configName.test(name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_')) &&
    both.some((text) => deployLiteral.test(text)) &&
    both[0] !== both[1]
  );
}
