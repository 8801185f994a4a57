import type { Repo } from '../../repo/repo.ts';
import type { RawRead } from './variable-read.ts';

const reference =
  /\$(?:\{(?<name>[A-Z][A-Z0-9_]+)(?::?(?<sign>[-=?])(?<fallback>[^}\n]{0,200}))?[^}\n]*\}|(?<plain>[A-Z][A-Z0-9_]+))/g;
/** What the shell itself or the platform sets. */
const builtIn = new Set([
  'PATH',
  'HOME',
  'PWD',
  'OLDPWD',
  'IFS',
  'UID',
  'EUID',
  'USER',
  'HOSTNAME',
  'BASH_SOURCE',
  'RANDOM',
  'SECONDS',
  'SHELL',
  'LINENO',
  'OPTARG',
  'OPTIND',
  'TERM',
  'LANG',
  'PPID',
  'FUNCNAME',
  'PIPESTATUS',
  'REPLY',
  'EPOCHSECONDS',
  'BASH_REMATCH',
  'LD_PRELOAD',
  'DEBIAN_FRONTEND',
]);
const scriptName =
  /(?:^|\/)(?:[\w.-]*(?:entrypoint|start|run|boot|launch|server|web|worker|docker|migrate|release|init|cmd)[\w.-]*)(?:\.(?:sh|bash))?$/i;

/** Variables that start scripts of production read and do not set themselves. */
export function shellReads(repo: Repo): RawRead[] {
  const found: RawRead[] = [];
  const scripts = repo.paths.filter(
    (path) =>
      repo.isProduction(path) && scriptName.test(path) && /^#!.*\b(?:ba|da|a)?sh\b/.test(repo.text(path).slice(0, 100)),
  );
  for (const path of scripts) {
    const text = repo.text(path);
    const assigned = new Set(
      [...text.matchAll(/^[ \t]*(?:export[ \t]+|local[ \t]+|readonly[ \t]+)?(?<name>[A-Z][A-Z0-9_]*)=/gm)].map(
        (match) => match.groups?.name,
      ),
    );
    for (const match of text.matchAll(reference)) {
      const name = match.groups?.name ?? match.groups?.plain ?? '';
      const sign = match.groups?.sign;
      const lineStart = text.lastIndexOf('\n', match.index) + 1;
      if (
        builtIn.has(name) ||
        (assigned.has(name) && sign === undefined) ||
        /^\s*#/.test(text.slice(lineStart, match.index))
      )
        continue;
      found.push({
        path,
        place: repo.placeAt(path, match.index),
        start: match.index,
        end: match.index + match[0].length,
        name,
        language: 'shell',
        via: 'shell',
        required: sign === '?',
        default: sign === '-' || sign === '=' ? JSON.stringify(match.groups?.fallback ?? '') : null,
      });
    }
  }
  return found;
}
