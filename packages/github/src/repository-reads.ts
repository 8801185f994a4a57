import { z } from 'zod';
import type { GitHubApp } from './github-app.ts';
import { GitHubError, RepositoryEmpty, RepositoryGone } from './github-errors.ts';
import { type RepositoryTarget, readContents, withInstallation } from './installation-client.ts';
import { pageSize, readPages } from './paginate.ts';
import { type GitHubRepository, RepositoriesPage } from './repository-answer.ts';

/** A commit, as lists show it. */
export interface CommitSummary {
  sha: string;
  /** First line of the commit message. */
  message: string;
  authorLogin: string;
  committedAt: Date;
}

const CommitAnswer = z
  .object({
    sha: z.string(),
    author: z.object({ login: z.string().optional() }).nullish(),
    commit: z.object({
      message: z.string(),
      author: z.object({ name: z.string().optional(), date: z.string().optional() }).nullish(),
      committer: z.object({ date: z.string().optional() }).nullish(),
    }),
  })
  .transform(({ sha, author, commit }): CommitSummary => {
    const date = new Date(commit.committer?.date ?? commit.author?.date ?? Date.now());
    return {
      sha,
      message: commit.message.split('\n', 1)[0] ?? '',
      authorLogin: author?.login ?? commit.author?.name ?? '',
      committedAt: Number.isNaN(date.getTime()) ? new Date() : date,
    };
  });

const BranchAnswer = z.object({ commit: CommitAnswer });

const CompareAnswer = z.object({ merge_base_commit: CommitAnswer });

/** Every repository that the installation covers. */
export function listInstallationRepositories(app: GitHubApp, installationId: bigint): Promise<GitHubRepository[]> {
  const scope = { installationId, repositoryId: null, permissions: { metadata: 'read' } as const };
  return withInstallation(app, scope, 'listing repositories', (octokit) =>
    readPages(RepositoriesPage, (page) =>
      octokit.request('GET /installation/repositories', { per_page: pageSize, page }),
    ),
  );
}

/** Throws RepositoryEmpty where the repository has no such branch because it has no commit. */
export async function getBranchHead(app: GitHubApp, target: RepositoryTarget, branch: string): Promise<CommitSummary> {
  const scope = { ...target, permissions: readContents };
  const place = { owner: target.owner, repo: target.name };
  const data = await withInstallation(app, scope, 'reading the default branch', async (octokit) => {
    try {
      return (await octokit.request('GET /repos/{owner}/{repo}/branches/{branch}', { ...place, branch })).data;
    } catch (error) {
      if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error;
      // 409 "Git Repository is empty." becomes RepositoryEmpty.
      await octokit.request('GET /repos/{owner}/{repo}/commits', { ...place, per_page: 1 });
      throw error;
    }
  }).catch((error: unknown) => {
    if (error instanceof RepositoryEmpty) throw error;
    if (error instanceof RepositoryGone) {
      throw new RepositoryGone('The repository or its default branch is not there.', { cause: error });
    }
    throw error;
  });
  return BranchAnswer.parse(data).commit;
}

/** Where the branch of a pull request left its base. */
export async function findMergeBase(
  app: GitHubApp,
  target: RepositoryTarget,
  base: string,
  head: string,
): Promise<CommitSummary> {
  const scope = { ...target, permissions: readContents };
  const { data } = await withInstallation(app, scope, 'comparing with the base', (octokit) =>
    octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      owner: target.owner,
      repo: target.name,
      basehead: `${base}...${head}`,
      // Only the merge base is wanted, and the default page has 250 commits with their files.
      per_page: 1,
      page: 2,
    }),
  );
  const answer = CompareAnswer.safeParse(data);
  if (!answer.success) throw new GitHubError('GitHub named no merge base.', { cause: answer.error });
  return answer.data.merge_base_commit;
}
