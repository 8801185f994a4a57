import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import { isGitIgnored } from '../../../facts/dependencies/git-ignored.ts';
import type { Facts } from '../../../facts/facts.ts';
import { baseName, folderOf, type Place, placeOf } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';

export const envFilesIgnored = defineRule({
  id: 'config/env-files-ignored',
  factor: 'config',
  title: '.env files are ignored by git',
  severity: 'medium',
  remediation: 'Add `.env` and `.env.*` (with `!.env.example`) to .gitignore.',
  appliesTo: ({ repo, facts }) => usesOf(repo, facts).length > 0 || 'No .env file is in use.',

  *check({ repo, facts }) {
    const uses = usesOf(repo, facts);
    const ignored = pathsOf(facts, uses).find((path) => isGitIgnored(repo, path));
    if (ignored !== undefined) yield pass(ignoreLine(repo, ignored) ?? first(uses), `${ignored} is ignored.`);
    else yield fail(first(uses), 'A .env file is used, and no .gitignore excludes it.', { identity: '.env' });
  },
});

/** What loads, mentions or is a `.env` file; a line of `.gitignore` for it says the same. */
function usesOf(repo: Repo, facts: Facts): Place[] {
  const files = facts.environment.files
    .filter(
      (file) => file.entries.length > 0 && /^\.env/.test(baseName(file.path)) && !/^\.envrc/.test(baseName(file.path)),
    )
    .map((file) => placeOf(file.path, file.entries[0]?.place.startLine ?? 1));
  const lines = repo.named('.gitignore').flatMap((path) => {
    const index = repo.lines(path).findIndex((line) => /^\/?(?:\*\*\/)?\.env$/.test(line.trim()));
    return index < 0 || !facts.environment.variables.length ? [] : [placeOf(path, index + 1)];
  });
  const isProse = ({ path }: Place): boolean => /\.(?:md|rst|txt)$/i.test(path);
  const dotenv = facts.environment.dotenv.filter((place) => namesDotEnv(repo, place));
  return [...dotenv.filter((place) => !isProse(place)), ...files, ...lines, ...dotenv.filter(isProse)];
}

/** An `env_file:` of another name is not meant. */
function namesDotEnv(repo: Repo, { path, startLine }: Place): boolean {
  if (!/\.ya?ml$/.test(path)) return true;
  return repo
    .lines(path)
    .slice(startLine - 1, startLine + 4)
    .some((line) => /(?:^|[\s"'/:-])\.env\b/.test(line));
}

/** Where such a file would stand: beside its example, beside what loads it, in the component, at the root. */
function pathsOf(facts: Facts, uses: readonly Place[]): string[] {
  const folders = uses.flatMap(({ path }) => [folderOf(path), facts.components.of(path)?.path ?? '']);
  return [...new Set(['', ...folders])].map((folder) => (folder === '' ? '.env' : `${folder}/.env`));
}

function ignoreLine(repo: Repo, ignored: string): Place | null {
  for (let folder = folderOf(ignored); ; folder = folderOf(folder)) {
    const path = folder === '' ? '.gitignore' : `${folder}/.gitignore`;
    const index = repo.lines(path).findIndex((line) => /(?:^|\/)\.?\*?\.?env(?:$|[.*])|^\.\*$/.test(line.trim()));
    if (repo.has(path) && index >= 0) return placeOf(path, index + 1);
    if (folder === '') return null;
  }
}

function first(places: readonly Place[]): Place {
  return places[0] ?? placeOf('.gitignore');
}
