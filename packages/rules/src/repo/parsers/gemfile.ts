import { type ParseError, splitLines } from './lines.ts';

export interface GemDependency {
  name: string;
  /** Version requirements as written: `~> 7.0`, `>= 1`. */
  requirements: string[];
  /** From `group … do` and `group:`; empty means the default group. */
  groups: string[];
  /** `git:`, `github:` or `path:` with its value. */
  source: { kind: 'git' | 'github' | 'path'; value: string } | null;
  line: number;
}

export interface Gemfile {
  gems: GemDependency[];
  ruby: { version: string; line: number } | null;
  errors: ParseError[];
}

const gemForm = /^gem[ \t(]+["'](?<name>[^"']{1,200})["']/;
const rubyForm = /^ruby[ \t(]+["'](?<version>[^"']{1,50})["']/;
const rubyFileForm = /^ruby[ \t(]+file:[ \t]*["'](?<file>[^"']{1,100})["']/;
const stringForm = /["'](?<text>[^"']{0,200})["']/g;
const symbolForm = /:(?<name>[a-z_]\w{0,60})/g;
const sourceForm = /\b(?<kind>git|github|path):[ \t]*["'](?<value>[^"']{1,300})["']/;
const groupOption = /\bgroups?:[ \t]*(?<groups>\[[^\]]{0,300}\]|:\w{1,60}|["']\w{1,60}["'])/;
const lineLengthMax = 2_000;

/** Reads a Gemfile by its usual shapes. Never throws; other Ruby code is passed over. */
export function parseGemfile(text: string): Gemfile {
  const file: Gemfile = { gems: [], ruby: null, errors: [] };
  /** One entry for each open `do`, `if` and the like: the groups it adds. */
  const open: string[][] = [];
  for (const [index, raw] of splitLines(text).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.length > lineLengthMax) continue;
    if (line === 'end') open.pop();
    else if (opensBlock(line)) {
      if (open.length < 100) open.push(line.startsWith('group') ? symbolsOf(line) : []);
    } else readLine(line, open.flat(), index + 1, file);
  }
  return file;
}

function opensBlock(line: string): boolean {
  return line.endsWith(' do') || /^(?:if|unless|case|def|begin)\b/.test(line);
}

function readLine(line: string, groups: string[], number: number, file: Gemfile): void {
  const gem = gemForm.exec(line);
  if (gem?.groups) {
    const rest = line.slice(gem[0].length);
    const optionsAt = rest.search(/\b\w+:[ \t]|:\w+[ \t]*=>/);
    const plain = optionsAt === -1 ? rest : rest.slice(0, optionsAt);
    const source = sourceForm.exec(rest)?.groups;
    const own = symbolsOf(groupOption.exec(rest)?.groups?.groups ?? '');
    file.gems.push({
      name: gem.groups.name ?? '',
      requirements: [...(plain.split('#', 1)[0]?.matchAll(stringForm) ?? [])].map((match) => match.groups?.text ?? ''),
      groups: [...groups, ...own],
      source: source ? { kind: source.kind as 'git', value: source.value ?? '' } : null,
      line: number,
    });
    return;
  }
  const version = rubyForm.exec(line)?.groups?.version ?? rubyFileForm.exec(line)?.groups?.file;
  if (version !== undefined) file.ruby = { version, line: number };
}

function symbolsOf(text: string): string[] {
  return [...text.matchAll(symbolForm)].map((match) => match.groups?.name ?? '');
}
