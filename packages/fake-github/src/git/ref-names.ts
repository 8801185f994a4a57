/** Git's own rules for reference names (git-check-ref-format), which also keep options and ranges out. */
export function isSafeRefName(name: string): boolean {
  if (name === '' || name.length > 250 || name === '@') return false;
  if (/[\0-\x20\x7f~^:?*[\\]/.test(name)) return false;
  if (name.startsWith('-') || name.startsWith('/') || name.endsWith('/') || name.endsWith('.')) return false;
  if (name.includes('..') || name.includes('//') || name.includes('@{')) return false;
  return name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));
}

export function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** Paths that may be committed: relative, no empty or dotted parts, nothing of git's own. */
export function isSafePath(path: string): boolean {
  if (path === '' || path.length > 4096 || path.includes('\0') || path.includes('\n')) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}
