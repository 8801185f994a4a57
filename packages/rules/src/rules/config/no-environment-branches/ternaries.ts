import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';
import { comparison, configName, deployLiteral } from './deploy-names.ts';

export interface Branch {
  place: Place;
  /** What is chosen, for people. */
  name: string;
}

const literals = ['NODE_ENV', 'ENV', 'env', 'prod', 'Prod', 'PROD', 'dev', 'DEV', 'environ', 'IsDevelopment', 'IS_'];
const operand = String.raw`(?:"[^"\n]*"|'[^'\n]*'|\x60[^\x60\n]*\x60|[^\s?:,;()\n]{1,80}(?:\([^()\n]{0,80}\))?)`;
const ternary = new RegExp(String.raw`(?:${comparison})[)\s]*\?\s*(?<yes>${operand})\s*:\s*(?<no>${operand})`, 'g');
const python = new RegExp(
  String.raw`(?<yes>${operand})\s+if\s+(?:not\s+)?(?:${comparison})\s+else\s+(?<no>${operand})`,
  'g',
);

/** `NODE_ENV === 'production' ? 'https://a' : 'https://b'` and Python's `a if ENV == "production" else b`. */
export function ternariesByName(repo: Repo, facts: Facts): Branch[] {
  return [ternary, python].flatMap((pattern, index) =>
    facts.code
      .search({ literals, pattern, inStrings: true, ...(index === 1 ? { languages: ['python' as const] } : {}) })
      .flatMap(({ path, match, index: at, place }): Branch[] => {
        const { yes = '', no = '' } = match.groups ?? {};
        const code = repo.code(path);
        const before = code.slice(Math.max(0, at - 120), at);
        const name =
          /(?<name>[A-Za-z_][\w.]*)["'\]]?\s*(?::\s*[\w<>|]{1,30}\s*)?(?:=|:|=>|:=)\s*\(*$/.exec(before)?.groups
            ?.name ?? '';
        if (isTool(path) || !isChoice(name, yes, no)) return [];
        return [{ place, name: name === '' ? 'a value' : name }];
      }),
  );
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
