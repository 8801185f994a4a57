/** Where to go after sign-in: a path of this site, or the dashboard. Browsers read `//host`, `/\host` and paths with control characters as other sites. */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.includes('\\')) return '/';
  return wanted.startsWith('/auth/') || wanted.length > 2_000 ? '/' : wanted;
}
