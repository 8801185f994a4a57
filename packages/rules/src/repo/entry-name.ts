/** The longest name that Linux itself accepts. */
const nameBytesMax = 4096;

export type EntryName = { path: string; refused: null } | { path: null; refused: string };

/**
 * Normalises the name of an archive's entry or of a directory's file: no `.` or empty segments.
 * Names that could mean another place than they seem to are refused with the reason, never repaired.
 */
export function normaliseEntryName(name: string): EntryName {
  const refused = refusal(name);
  if (refused !== null) return { path: null, refused };
  if (!name.includes('//') && !name.includes('./') && !name.endsWith('.')) {
    return { path: name.endsWith('/') ? name.slice(0, -1) : name, refused: null };
  }
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return { path: null, refused: 'refused: the name climbs out of the repository (..)' };
  return { path: segments.join('/'), refused: null };
}

function refusal(name: string): string | null {
  if (name.length > nameBytesMax) return `refused: the name is longer than ${nameBytesMax} bytes`;
  if (name.startsWith('/')) return 'refused: the name is absolute';
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code === 0) return 'refused: the name holds a NUL';
    if (code < 32 || code === 127) return 'refused: the name holds a control character';
    if (code === 92) return 'refused: the name holds a backslash';
    if (code === 0xfffd) return 'refused: the name is not valid UTF-8';
  }
  return null;
}

/** A name as it may be shown in a list: at most 200 characters, with nothing that moves a cursor or turns the text around. */
export function showName(name: string): string {
  const short = name.length > 200 ? `${name.slice(0, 199)}…` : name;
  return short.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD');
}
