import { splitLines } from './lines.ts';
import type { LockedPackage, LockFile } from './lock-file.ts';
import { normalisePythonName } from './requirements.ts';

/** Lock files with one fact a line. Reading them line by line is ten times faster than a whole TOML or YAML tree. */
type Content = Omit<LockFile, 'format'>;

const tomlStringForm = /^(?<key>name|version)[ \t]*=[ \t]*"(?<value>[^"]{0,300})"/;

/** `[[package]]` tables with `name` and `version`: uv.lock, poetry.lock, pdm.lock, Cargo.lock. */
export function readTomlLock(text: string, isPython: boolean): Content {
  const packages: LockedPackage[] = [];
  let current: LockedPackage | null = null;
  for (const [index, line] of splitLines(text).entries()) {
    if (line.startsWith('[')) {
      const isPackage = line.startsWith('[[package]]') || line.startsWith('[[packages]]');
      current = isPackage ? { name: '', version: '', line: index + 1 } : null;
      if (current) packages.push(current);
      continue;
    }
    const match = current && line.length < 500 ? tomlStringForm.exec(line)?.groups : undefined;
    if (!current || !match) continue;
    if (match.key === 'version') current.version = match.value ?? '';
    else {
      current.name = isPython ? normalisePythonName(match.value ?? '') : (match.value ?? '');
      current.line = index + 1;
    }
  }
  return { packages: packages.filter((entry) => entry.name !== ''), errors: [] };
}

/** The keys of `packages:` — `/name@1.0.0(peer):`, `'@scope/name@1.0.0':`, and `/name/1.0.0:` of old versions. */
export function readPnpmLock(text: string): Content {
  const packages: LockedPackage[] = [];
  let section = '';
  for (const [index, line] of splitLines(text).entries()) {
    if (line !== '' && !line.startsWith(' ') && !line.startsWith('#')) section = line;
    if (section !== 'packages:' || !line.startsWith('  ') || line[2] === ' ' || line.length > 1_000) continue;
    const key = line
      .trim()
      .replace(/:(?:[ ]\{\})?$/, '')
      .replace(/^['"]/, '')
      .replace(/['"]$/, '')
      .replace(/^\//, '');
    const peers = key.indexOf('(');
    const plain = peers === -1 ? key : key.slice(0, peers);
    const at = plain.lastIndexOf('@');
    const split = at > 0 ? at : plain.lastIndexOf('/');
    if (split > 0) packages.push({ name: plain.slice(0, split), version: plain.slice(split + 1), line: index + 1 });
  }
  return { packages, errors: [] };
}

/** yarn.lock of version 1 and of berry: an unindented head of descriptors, then `version "1.0.0"` or `version: 1.0.0`. */
export function readYarnLock(text: string): Content {
  const packages: LockedPackage[] = [];
  let name = '';
  let headLine = 0;
  for (const [index, line] of splitLines(text).entries()) {
    if (line === '' || line.startsWith('#') || line.length > 5_000) continue;
    if (!line.startsWith(' ')) {
      const descriptor = line.replace(/^"/, '');
      const at = descriptor.indexOf('@', 1);
      name = line.startsWith('__metadata') || at === -1 ? '' : descriptor.slice(0, at);
      headLine = index + 1;
    } else if (name !== '' && line.startsWith('  version')) {
      const version = line.slice('  version'.length).replace(/^:/, '').trim().replaceAll('"', '');
      packages.push({ name, version, line: headLine });
      name = '';
    }
  }
  return { packages, errors: [] };
}

const gemForm = /^ {4}(?<name>[A-Za-z0-9._-]{1,200}) \((?<version>[^)]{1,100})\)/;

/** The `specs:` of Gemfile.lock; `RUBY VERSION` is a package named `ruby`. */
export function readGemLock(text: string): Content {
  const packages: LockedPackage[] = [];
  let section = '';
  for (const [index, line] of splitLines(text).entries()) {
    if (/^[A-Z]/.test(line)) section = line;
    const match = line.length < 500 ? gemForm.exec(line)?.groups : undefined;
    if (match && section !== 'DEPENDENCIES')
      packages.push({ name: match.name ?? '', version: match.version ?? '', line: index + 1 });
    const ruby =
      section === 'RUBY VERSION' ? /^ {3}ruby (?<version>[\w.]{1,30})/.exec(line)?.groups?.version : undefined;
    if (ruby) packages.push({ name: 'ruby', version: ruby, line: index + 1 });
  }
  return { packages, errors: [] };
}

export function readGoSum(text: string): Content {
  const packages: LockedPackage[] = [];
  for (const [index, line] of splitLines(text).entries()) {
    const [name = '', version = '', hash] = line.length < 1_000 ? line.split(' ') : [];
    if (hash !== undefined && !version.endsWith('/go.mod')) packages.push({ name, version, line: index + 1 });
  }
  return { packages, errors: [] };
}

const mixForm =
  /^[ \t]*"(?<name>\w{1,100})":[ \t]*\{:(?<kind>\w{1,20}),[ \t]*(?::\w{1,100}|"[^"]{1,300}"),[ \t]*"(?<version>[^"]{1,100})"/;

export function readMixLock(text: string): Content {
  const packages: LockedPackage[] = [];
  for (const [index, line] of splitLines(text).entries()) {
    const match = mixForm.exec(line.slice(0, 1_000))?.groups;
    if (match) packages.push({ name: match.name ?? '', version: match.version ?? '', line: index + 1 });
  }
  return { packages, errors: [] };
}

/** `group:name:version=configurations` */
export function readGradleLock(text: string): Content {
  const packages: LockedPackage[] = [];
  for (const [index, line] of splitLines(text).entries()) {
    const equals = line.indexOf('=');
    const [group, name, version] = line.startsWith('#') || equals === -1 ? [] : line.slice(0, equals).split(':');
    if (version !== undefined) packages.push({ name: `${group}:${name}`, version, line: index + 1 });
  }
  return { packages, errors: [] };
}
