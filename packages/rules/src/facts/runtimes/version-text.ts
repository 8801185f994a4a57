import type { RuntimeStatement } from '../runtimes-fact.ts';
import type { Language } from '../stacks-fact.ts';

export interface VersionText {
  text: string;
  version: string | null;
  kind: RuntimeStatement['kind'];
}

const MAJOR_ONLY: ReadonlySet<Language> = new Set(['javascript', 'java']);
/** Node's long-term lines by their code names. */
const CODE_NAMES: Readonly<Record<string, string>> = {
  fermium: '14',
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};
const PREFIX =
  /^(?:v(?=\d)|(?:c?python|pypy|ruby|node|nodejs|go|golang|php|elixir|openjdk|jdk|java|rust|dotnet|(?:eclipse-)?temurin|zulu|corretto|adopt(?:open)?jdk(?:-hotspot)?|oracle|graalvm(?:-ce)?|liberica|microsoft|semeru)[-@ ]?v?(?=\d))/i;

/** Reads what one file states of a language: `3.12.4`, `v20`, `lts/jod`, `>=3.11,<3.12`, `temurin-21.0.1`. */
export function readVersion(language: Language, written: string): VersionText {
  const text = written.trim().slice(0, 200).replace(PREFIX, '');
  const code = /^lts[/-](?<name>[a-z]+)$/i.exec(text)?.groups?.name?.toLowerCase();
  if (code) return { text, version: CODE_NAMES[code] ?? null, kind: CODE_NAMES[code] ? 'exact' : 'range' };
  const isChoice = /\||\sor\s/.test(text);
  const [first, ...rest] = isChoice ? [] : boundsOf(text);
  return first ? { text, ...readBounds(language, first, rest) } : { text, version: null, kind: 'range' };
}

interface Bound {
  sign: string;
  number: string;
}

function boundsOf(text: string): Bound[] {
  const bounds = text.matchAll(/(?<sign>===?|~=|~>|>=|<=|!=|[<>^~=])?\s*v?(?<number>\d+(?:\.(?:\d+|[xX*]))*)/g);
  return [...bounds].slice(0, 6).map(({ groups }) => ({ sign: groups?.sign ?? '', number: groups?.number ?? '' }));
}

function readBounds(language: Language, { sign, number }: Bound, rest: readonly Bound[]): Omit<VersionText, 'text'> {
  if (sign === '<' || sign === '<=' || sign === '!=') return { version: null, kind: 'range' };
  if (sign === '>=' || sign === '>') {
    const upper = rest.find((bound) => bound.sign === '<' || bound.sign === '<=');
    if (!upper) return { version: null, kind: 'minimum' };
    return { version: onlyBetween(language, number, upper.number, upper.sign === '<='), kind: 'range' };
  }
  const version = normalised(language, number);
  if (/^={0,3}$/.test(sign)) return { version, kind: version === null ? 'range' : 'exact' };
  const places = number.split('.').length;
  // `~> 3.3` of Ruby and `~=3.12` let the second place grow; with three places they hold it, and so does `~3.12` of npm and Poetry.
  const holdsMinor = sign === '~' ? places >= 2 : sign !== '^' && places >= 3;
  return { version: MAJOR_ONLY.has(language) || holdsMinor ? version : null, kind: 'range' };
}

/** `3.12` of `3.12.4`, `20` of `20.11.1` for Node and Java; null where the number is too short to say. */
function normalised(language: Language, number: string): string | null {
  const [major = '', minor] = number.split('.');
  if (language === 'java') return major === '1' && minor && /^\d+$/.test(minor) ? minor : major;
  if (language === 'javascript') return major;
  // From .NET 5 on every release is a major one.
  if (language === 'csharp' && Number(major) >= 5) return `${major}.0`;
  return minor !== undefined && /^\d+$/.test(minor) ? `${major}.${minor}` : null;
}

/** `>=3.12,<3.13` allows one minor version only, `>=20 <21` one major. */
function onlyBetween(language: Language, low: string, high: string, inclusive: boolean): string | null {
  const version = normalised(language, low.includes('.') ? low : `${low}.0`);
  if (version === null) return null;
  const [lowMajor = 0, lowMinor = 0] = low.split('.').map(Number);
  const [highMajor = 0, highMinor = 0] = high.split('.').map(Number);
  if (MAJOR_ONLY.has(language)) {
    return highMajor === lowMajor || (highMajor === lowMajor + 1 && highMinor === 0 && !inclusive) ? version : null;
  }
  if (highMajor !== lowMajor) return null;
  const next = highMinor === lowMinor + 1 && !inclusive && /^\d+\.\d+(?:\.0)?$/.test(high);
  return highMinor === lowMinor || next ? version : null;
}
