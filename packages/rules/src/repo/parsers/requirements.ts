import { type ParseError, type Span, splitLines } from './lines.ts';

export interface Requirement extends Span {
  /** Normalised as PEP 503 says: lower case, runs of `-`, `_` and `.` as one `-`. Empty where only a URL or path is given. */
  name: string;
  extras: string[];
  /** `==1.0`, `>=2,<3`; empty where there is no bound. */
  specifier: string;
  /** True for one exact version: `==1.2.3` or `===1.2.3`, no wildcard. */
  pinned: boolean;
  /** A URL, VCS URL or local path, or null. */
  url: string | null;
  vcs: 'git' | 'hg' | 'svn' | 'bzr' | null;
  editable: boolean;
  marker: string | null;
  /** As written: `sha256:…`. */
  hashes: string[];
}

export interface RequirementsInclude {
  path: string;
  /** `-r` adds requirements, `-c` only bounds them. */
  kind: 'requirements' | 'constraints';
  line: number;
}

export interface RequirementsFile {
  requirements: Requirement[];
  includes: RequirementsInclude[];
  /** Other options: `--index-url`, `--require-hashes`, `--pre` … */
  options: { name: string; value: string; line: number }[];
  errors: ParseError[];
}

const errorsMax = 50;
const nameForm = /^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)/;
const specifierForm = /^[<>=!~]/;

/** Reads a pip requirements file: includes, constraints, hashes, extras, markers, URLs and editables. Never throws. */
export function parseRequirements(text: string): RequirementsFile {
  const file: RequirementsFile = { requirements: [], includes: [], options: [], errors: [] };
  const lines = splitLines(text);
  for (let index = 0; index < lines.length; index += 1) {
    const start = index;
    const parts: string[] = [];
    let line = lines[index] ?? '';
    while (line.endsWith('\\') && index + 1 < lines.length) {
      parts.push(line.slice(0, -1));
      index += 1;
      line = lines[index] ?? '';
    }
    parts.push(line);
    const logical = withoutComment(parts.join(' ')).trim();
    if (logical !== '') readLine(logical, { startLine: start + 1, endLine: index + 1 }, file);
  }
  return file;
}

/** Reads one PEP 508 requirement such as `django[argon2]>=5,<6; python_version > "3.8"`, or null where it is none. */
export function parseRequirement(text: string, span: Span): Requirement | null {
  const { head, hashes } = splitHashes(text.trim());
  const [body, marker] = splitMarker(head);
  if (isUrlOrPath(body)) return urlRequirement(body, marker, hashes, span);
  const name = nameForm.exec(body.slice(0, 300))?.groups?.name;
  if (name === undefined) return null;
  let rest = body.slice(name.length).trim();
  let extras: string[] = [];
  if (rest.startsWith('[')) {
    const end = rest.indexOf(']');
    if (end === -1) return null;
    extras = rest
      .slice(1, end)
      .split(',')
      .map((extra) => extra.trim())
      .filter((extra) => extra !== '');
    rest = rest.slice(end + 1).trim();
  }
  const common = { name: normalisePythonName(name), extras, marker, hashes, ...span };
  if (rest.startsWith('@')) {
    const url = rest.slice(1).trim();
    return { ...common, specifier: '', pinned: false, url, vcs: vcsOf(url), editable: false };
  }
  const specifier = (rest.startsWith('(') && rest.endsWith(')') ? rest.slice(1, -1) : rest).replaceAll(' ', '');
  if (specifier !== '' && !specifierForm.test(specifier)) return null;
  return { ...common, specifier, pinned: isPinned(specifier), url: null, vcs: null, editable: false };
}

/** The name under which PEP 503 compares packages. */
export function normalisePythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function readLine(line: string, span: Span, file: RequirementsFile): void {
  if (!line.startsWith('-')) {
    addRequirement(parseRequirement(line, span), span, file);
    return;
  }
  const { name, value } = splitOption(line);
  if (name === '-r' || name === '--requirement') {
    file.includes.push({ path: value, kind: 'requirements', line: span.startLine });
  } else if (name === '-c' || name === '--constraint') {
    file.includes.push({ path: value, kind: 'constraints', line: span.startLine });
  } else if (name === '-e' || name === '--editable') {
    const requirement = parseRequirement(value, span);
    addRequirement(requirement && { ...requirement, editable: true }, span, file);
  } else file.options.push({ name, value, line: span.startLine });
}

function addRequirement(requirement: Requirement | null, span: Span, file: RequirementsFile): void {
  if (requirement) file.requirements.push(requirement);
  else if (file.errors.length < errorsMax) file.errors.push({ message: 'Not a requirement', line: span.startLine });
}

/** `--name=value`, `--name value`, `-rpath` and `-r path`. */
function splitOption(line: string): { name: string; value: string } {
  const isLong = line.startsWith('--');
  if (!isLong && line.length > 2) return { name: line.slice(0, 2), value: line.slice(2).trim() };
  let end = 0;
  while (end < line.length && line[end] !== '=' && line[end] !== ' ' && line[end] !== '\t') end += 1;
  return { name: line.slice(0, end), value: line.slice(end + 1).trim() };
}

function splitHashes(text: string): { head: string; hashes: string[] } {
  const at = text.search(/[ \t]--/);
  if (at === -1) return { head: text, hashes: [] };
  const hashes: string[] = [];
  for (const option of text.slice(at).split('--hash')) {
    const value = option.replace(/^[= \t]/, '').trim();
    if (value !== '' && value.includes(':')) hashes.push(value);
  }
  return { head: text.slice(0, at).trim(), hashes };
}

function splitMarker(text: string): [string, string | null] {
  // In a URL a semicolon is a marker only after white space.
  const at = isUrlOrPath(text) || text.includes('@') ? text.indexOf(' ;') : text.indexOf(';');
  if (at === -1) return [text, null];
  return [text.slice(0, at).trim(), text.slice(at).replace(/^ ?;/, '').trim()];
}

function isUrlOrPath(text: string): boolean {
  if (text.startsWith('.') || text.startsWith('/')) return true;
  const scheme = text.indexOf('://');
  return scheme > 0 && scheme < 20 && !/[ @[]/.test(text.slice(0, scheme));
}

function urlRequirement(url: string, marker: string | null, hashes: string[], span: Span): Requirement {
  const egg = /[#&]egg=(?<name>[A-Za-z0-9._-]{1,200})/.exec(url)?.groups?.name ?? '';
  const name = normalisePythonName(egg);
  return {
    name,
    extras: [],
    specifier: '',
    pinned: false,
    url,
    vcs: vcsOf(url),
    editable: false,
    marker,
    hashes,
    ...span,
  };
}

function vcsOf(url: string): Requirement['vcs'] {
  const vcs = /^(?<vcs>git|hg|svn|bzr)(?:\+|:\/\/)/.exec(url)?.groups?.vcs;
  return (vcs as Requirement['vcs']) ?? null;
}

function isPinned(specifier: string): boolean {
  return specifier.startsWith('==') && !specifier.includes('*') && !specifier.includes(',');
}

/** A comment starts at `#` at the start of a line or after white space. */
function withoutComment(line: string): string {
  let at = line.indexOf('#');
  while (at !== -1) {
    const before = line[at - 1];
    if (at === 0 || before === ' ' || before === '\t') return line.slice(0, at);
    at = line.indexOf('#', at + 1);
  }
  return line;
}
