import { parseEnvFile } from '../../repo/parsers/env-file.ts';
import { baseName, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { EnvironmentFile } from '../environment-fact.ts';

const name =
  /^(?:\.?env(?:[._-][\w.-]+)?|[\w.-]+\.env(?:[._-](?:example|sample|template|dist|defaults?|tmpl))?|\.envrc[\w.-]*|dotenv[\w.-]*|\.flaskenv)$/i;
const source =
  /\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|php|cs|exs?|rs|md|d\.ts|ya?ml|json|toml|sh|html|css|vue|svelte|lock|mako|ini|j2|erb)$/i;
const exampleWord = /(?:^|[._-])(?:example|sample|template|tmpl|dist|defaults?|skeleton)(?=$|[._-])/i;

/** Files of `NAME=value` lines that are loaded as environment: `.env*`, `*.env`, `.envs/…`, and their examples. */
export function environmentFiles(repo: Repo): EnvironmentFile[] {
  return repo.paths.filter(isEnvironmentFile).flatMap((path) => {
    const purpose = repo.purposeOf(path);
    if (purpose === 'vendored' || purpose === 'generated') return [];
    const parsed = repo.parsed(path, parseEnvFile);
    if (!parsed) return [];
    const entry = (commented: boolean) => (item: (typeof parsed.assignments)[number]) => ({
      name: item.name,
      value: item.value ?? '',
      commented,
      place: placeOf(path, item.startLine, item.endLine),
    });
    const entries = [...parsed.assignments.map(entry(false)), ...parsed.commented.map(entry(true))];
    return [
      {
        path,
        purpose,
        example: exampleWord.test(path.slice(path.lastIndexOf('/') + 1)) || purpose === 'example',
        entries: entries.sort((a, b) => a.place.startLine - b.place.startLine),
      },
    ];
  });
}

function isEnvironmentFile(path: string): boolean {
  const base = baseName(path);
  if (/(?:^|\/)\.envs\/(?:[\w.-]+\/)*[\w.-]+$/.test(path) && !source.test(base)) return true;
  return name.test(base) && !source.test(base);
}
