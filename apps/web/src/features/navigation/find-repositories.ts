import type { OrganizationOverview } from '@twelvefold/contracts';

export interface FoundRepository {
  id: string;
  owner: string;
  name: string;
  score: number | null;
}

const foundMax = 8;

/** Repositories whose name holds the text: names that begin with it first, then shorter ones. */
export function findRepositories(overviews: readonly OrganizationOverview[], text: string): FoundRepository[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return overviews
    .flatMap((overview) => overview.repositories)
    .filter((row) => `${row.owner}/${row.name}`.toLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        rank(a.name, wanted) - rank(b.name, wanted) || a.name.length - b.name.length || a.name.localeCompare(b.name),
    )
    .slice(0, foundMax)
    .map(({ id, owner, name, score }) => ({ id, owner, name, score }));
}

function rank(name: string, wanted: string): number {
  return name.toLowerCase().startsWith(wanted) ? 0 : 1;
}
