import { baseName, folderOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Process } from '../processes-fact.ts';

const DEVELOPMENT_TEXT =
  /\b(?:local(?:ly)? develop|development (?:only|environment|setup|purposes?)|for (?:local )?(?:development|dev)\b|local (?:development|testing|environment)|not (?:be used )?(?:for|in) production|dev(?:elopment)? (?:env|stack|compose)|testing purposes)\b/i;

/** What a compose file is for, by its name, its own header, and the README beside it; `production` where nothing says otherwise. */
export function composeStage(repo: Repo, path: string): Process['stage'] {
  const purpose = repo.purposeOf(path);
  if (purpose === 'test') return 'test';
  if (purpose !== 'production' && purpose !== 'docs') return 'development';
  if (/override/.test(baseName(path))) return 'development';
  const header = /^(?:[ \t]*#[^\n]*\n|\s*\n){1,30}/.exec(repo.text(path))?.[0] ?? '';
  if (DEVELOPMENT_TEXT.test(header)) return 'development';
  if (isNamedForDeploying(repo, path)) return 'production';
  return saysReadmeDevelopment(repo, path) ? 'development' : 'production';
}

/** A deploy guide, script or workflow that names the file settles it. */
function isNamedForDeploying(repo: Repo, path: string): boolean {
  const named = new RegExp(
    `(?:-f|--file)[ =]["']?(?:\\./)?${baseName(path).replace(/[.+*?^$()|[\]{}\\]/g, '\\$&')}\\b`,
  );
  return repo.paths.some(
    (other) =>
      /(?:deploy|production|self-?host)[^/]*\.(?:md|rst|ya?ml|sh)$/i.test(baseName(other)) &&
      named.test(repo.text(other)),
  );
}

/** Sections of the README that start the file speak of development only. */
function saysReadmeDevelopment(repo: Repo, path: string): boolean {
  const folder = folderOf(path);
  const isDefault = /^(?:docker-)?compose\.ya?ml$/.test(baseName(path));
  let development = false;
  let production = false;
  for (const readme of repo.paths) {
    if (folderOf(readme) !== folder) continue;
    if (!/^(?:readme|contributing|development|hacking|install|setup)\b.*\.(?:md|rst|txt|adoc)$/i.test(baseName(readme)))
      continue;
    for (const section of sectionsOf(repo.text(readme))) {
      const starts = isDefault
        ? /docker[ -]compose\b(?![^\n]*(?:-f|--file)\b)[^\n]*\b(?:up|run|build)\b/.test(section.text)
        : section.text.includes(baseName(path));
      if (!starts) continue;
      if (
        /\b(?:develop|contribut|local|hacking|test)/i.test(section.heading) ||
        DEVELOPMENT_TEXT.test(section.text) ||
        /contributing|development|hacking/i.test(baseName(readme))
      )
        development = true;
      else if (/\b(?:deploy|production|self.?host|install)/i.test(`${section.heading} ${section.text}`))
        production = true;
    }
  }
  return development && !production;
}

function sectionsOf(text: string): { heading: string; text: string }[] {
  const sections: { heading: string; text: string }[] = [];
  const trail: string[] = [];
  let lines: string[] = [];
  const close = (): void => {
    sections.push({ heading: trail.filter(Boolean).join(' / '), text: lines.join('\n') });
    lines = [];
  };
  let fenced = false;
  for (const line of text.slice(0, 200_000).split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^(?<marks>#{1,6})\s+(?<title>.*)$/.exec(line);
    if (!heading?.groups) {
      lines.push(line);
      continue;
    }
    close();
    const level = heading.groups.marks?.length ?? 1;
    trail.length = level - 1;
    // The document's own title names the product, not a stage.
    trail[level - 1] = level === 1 ? '' : (heading.groups.title ?? '');
  }
  close();
  return sections;
}
