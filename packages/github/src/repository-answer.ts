import { z } from 'zod';

/** A repository as GitHub describes it in lists; only what we use, so that a field that comes or goes does no harm. */
export const RepositoryAnswer = z
  .object({
    id: z.coerce.bigint(),
    name: z.string(),
    owner: z.object({ login: z.string() }),
    private: z.boolean(),
    archived: z.boolean().optional(),
    default_branch: z.string().optional(),
    language: z.string().nullish(),
    html_url: z.string().optional(),
    pushed_at: z.union([z.string(), z.number()]).nullish(),
    /** In kilobytes; 0 for an empty repository, and for a while for a new one. */
    size: z.number().optional(),
  })
  .transform((repository) => ({
    id: repository.id,
    owner: repository.owner.login,
    name: repository.name,
    private: repository.private,
    archived: repository.archived ?? false,
    defaultBranch: repository.default_branch ?? 'main',
    language: repository.language ?? null,
    htmlUrl: repository.html_url ?? '',
    pushedAt: dateOf(repository.pushed_at),
  }));
export type GitHubRepository = z.infer<typeof RepositoryAnswer>;

/** One page of `GET /installation/repositories` and its like. */
export const RepositoriesPage = z
  .object({ repositories: z.array(RepositoryAnswer) })
  .transform((page) => page.repositories);

/** Push payloads have seconds, all others ISO 8601. */
function dateOf(value: string | number | null | undefined): Date | null {
  if (value === null || value === undefined) return null;
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? null : date;
}
