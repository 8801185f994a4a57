import { readdir, readFile } from 'node:fs/promises';

/** Where the catalogue's package keeps its rules: a folder each, with its page beside its code. */
const rulesDirectory = new URL('./rules/', import.meta.resolve('@twelvefold/rules/catalogue'));

/** Ids of the rules that code answers: those with a page. The folders are read and the code is not loaded, as it would load every parser into this process. */
export async function implementedRules(): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const paths = await readdir(rulesDirectory, { recursive: true }).catch(() => []);
  for (const path of paths) {
    const match = /^(?<id>[a-z0-9-]+\/[a-z0-9-]+)\/docs\.md$/.exec(path.replaceAll('\\', '/'));
    if (match?.groups?.id) ids.add(match.groups.id);
  }
  return ids;
}

/** The page of a rule in the catalogue, in Markdown; empty while there is none. */
export async function readRuleDocs(id: string): Promise<string> {
  return await readFile(new URL(`./${id}/docs.md`, rulesDirectory), 'utf8').catch(() => '');
}
