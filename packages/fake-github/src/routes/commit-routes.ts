import { diffFiles, EMPTY_TREE } from '../git/diff-git.ts';
import { aheadBehind, countCommits, listCommits, mergeBase, readCommit, resolveCommit } from '../git/read-git.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import { type Endpoint, ok, type RepositoryRequest, repositoryEndpoint } from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { commitShape, diffEntry } from '../shapes/commit-shapes.ts';
import { pullSimple } from '../shapes/pull-shapes.ts';
import { repositoryApiUrl, repositoryHtmlUrl } from '../shapes/repository-shapes.ts';
import { findRepository } from '../state/find.ts';
import { gitDirectory, type World } from '../world/world.ts';
import { isEmptyRepository, requireCommit } from './require-commit.ts';

const FILES_MAX = 300;
const COMPARED_COMMITS_MAX = 250;

/** One side of a comparison: a ref, or `owner:branch` in another repository of the same network. */
async function comparedCommit(world: World, { repository }: RepositoryRequest, side: string): Promise<string> {
  const directory = gitDirectory(world, repository);
  const [owner, branch] = side.includes(':') ? side.split(':', 2) : [null, side];
  const other = owner === null ? repository : findRepository(world.state, owner ?? '', repository.name);
  if (!other) throw notFound();
  const sha = await resolveCommit(world.git, gitDirectory(world, other), branch ?? '');
  if (!sha) throw notFound();
  if (other.id !== repository.id) {
    const from = gitDirectory(world, other);
    await world.git(directory, [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--',
      from,
      `refs/heads/${branch}`,
    ]);
  }
  return sha;
}

async function compare(request: RepositoryRequest, world: World) {
  const { repository, params } = request;
  const directory = gitDirectory(world, repository);
  const [left, right] = (params.basehead ?? '').split('...');
  if (!left || !right) throw notFound();
  const base = await comparedCommit(world, request, left);
  const head = await comparedCommit(world, request, right);
  const common = await mergeBase(world.git, directory, base, head);
  if (!common) throw new ApiError(404, `No common ancestor between ${left} and ${right}.`);
  const { ahead, behind } = await aheadBehind(world.git, directory, base, head);
  const commits = (
    await listCommits(world.git, directory, head, { except: base, max: COMPARED_COMMITS_MAX })
  ).reverse();
  const { items, headers } = paginate(request, commits, COMPARED_COMMITS_MAX);
  const isFirstPage = (request.query.page ?? '1') === '1';
  const files = isFirstPage ? (await diffFiles(world.git, directory, common, head)).slice(0, FILES_MAX) : [];
  const shape = async (sha: string) => commitShape(world, repository, await readCommit(world.git, directory, sha));
  const html = `${repositoryHtmlUrl(world, repository)}/compare/${params.basehead}`;
  const body = {
    url: `${repositoryApiUrl(world, repository)}/compare/${params.basehead}`,
    html_url: html,
    permalink_url: `${repositoryHtmlUrl(world, repository)}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: await shape(base),
    merge_base_commit: await shape(common),
    status: ahead > 0 && behind > 0 ? 'diverged' : ahead > 0 ? 'ahead' : behind > 0 ? 'behind' : 'identical',
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: items.map((commit) => commitShape(world, repository, commit)),
    files: files.map((file) => diffEntry(world, repository, head, file)),
  };
  return ok(body, headers);
}

export const commitRoutes: Endpoint[] = [
  repositoryEndpoint('repos/list-commits', 'contents:read', async (request, world) => {
    const { repository, query } = request;
    const directory = gitDirectory(world, repository);
    if (await isEmptyRepository(world, repository)) throw new ApiError(409, 'Git Repository is empty.');
    const sha = await resolveCommit(world.git, directory, query.sha ?? repository.defaultBranch);
    if (!sha) throw notFound();
    const total = await countCommits(world.git, directory, sha);
    const { items, headers } = paginate(
      request,
      Array.from({ length: total }, (_, index) => index),
    );
    const range = { skip: items[0] ?? 0, max: items.length, ...(query.path ? { path: query.path } : {}) };
    const commits = await listCommits(world.git, directory, sha, range);
    return ok(
      commits.map((commit) => commitShape(world, repository, commit)),
      headers,
    );
  }),

  repositoryEndpoint('repos/get-commit', 'contents:read', async (request, world) => {
    const { repository, params, accept } = request;
    const directory = gitDirectory(world, repository);
    const sha = await requireCommit(world, repository, params.ref ?? '');
    if (accept.includes('github.sha') || accept.includes('.sha'))
      return { status: 200, body: sha, headers: { 'content-type': 'text/plain' } };
    const commit = await readCommit(world.git, directory, sha);
    const files = await diffFiles(world.git, directory, commit.parents[0] ?? EMPTY_TREE, sha);
    const { items, headers } = paginate(request, files, FILES_MAX, FILES_MAX);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    const body = {
      ...commitShape(world, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: items.map((file) => diffEntry(world, repository, sha, file)),
    };
    return ok(body, headers);
  }),

  repositoryEndpoint('repos/compare-commits-with-basehead', 'contents:read', compare),

  repositoryEndpoint(
    'repos/list-pull-requests-associated-with-commit',
    'pull_requests:read',
    async (request, world) => {
      const { repository, params } = request;
      const sha = await requireCommit(world, repository, params.commit_sha ?? '');
      const pulls = world.state.pulls.filter(
        (it) => it.repositoryId === repository.id && [it.headSha, it.mergeCommitSha].includes(sha),
      );
      const { items, headers } = paginate(request, pulls);
      return ok(
        items.map((pull) => pullSimple(world, pull)),
        headers,
      );
    },
  ),
];
