import { diffFiles } from '../git/diff-git.ts';
import { listCommits } from '../git/read-git.ts';
import { ApiError, notFound, validationFailed } from '../http/api-error.ts';
import { actor, created, type Endpoint, ok, type RepositoryRequest, repositoryEndpoint } from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { commitShape, diffEntry } from '../shapes/commit-shapes.ts';
import { pullFull, pullSimple } from '../shapes/pull-shapes.ts';
import { accountById, findPull, findRepositoryById } from '../state/find.ts';
import type { StoredPull } from '../state/state.ts';
import { mergePull } from '../world/merges.ts';
import { editPull, mergeBaseOf, openPullRequest, pullNumbers, setPullState } from '../world/pulls.ts';
import { gitDirectory, type World } from '../world/world.ts';

const FILES_MAX = 3000;
const COMMITS_MAX = 250;

function requirePull(world: World, { repository, params }: RepositoryRequest): StoredPull {
  const pull = findPull(world.state, repository, Number(params.pull_number));
  if (!pull) throw notFound();
  return pull;
}

async function full(world: World, pull: StoredPull) {
  return pullFull(world, pull, await pullNumbers(world, pull));
}

function headLabel(world: World, pull: StoredPull): string {
  const head = findRepositoryById(world.state, pull.headRepositoryId);
  return `${head ? accountById(world.state, head.ownerId).login : 'unknown'}:${pull.headBranch}`;
}

export const pullRoutes: Endpoint[] = [
  repositoryEndpoint('pulls/list', 'pull_requests:read', (request, world) => {
    const { state = 'open', head, base, direction = 'desc' } = request.query;
    const chosen = world.state.pulls.filter(
      (it) =>
        it.repositoryId === request.repository.id &&
        (state === 'all' || it.state === state) &&
        (!base || it.baseBranch === base) &&
        (!head || headLabel(world, it) === head),
    );
    chosen.sort((a, b) => (direction === 'asc' ? a.number - b.number : b.number - a.number));
    const { items, headers } = paginate(request, chosen);
    return ok(
      items.map((pull) => pullSimple(world, pull)),
      headers,
    );
  }),

  repositoryEndpoint('pulls/get', 'pull_requests:read', async (request, world) => {
    const pull = requirePull(world, request);
    if (request.accept.includes('diff')) {
      const directory = gitDirectory(world, request.repository);
      const range = [await mergeBaseOf(world, pull), pull.headSha];
      const diff = await world.git(directory, [
        'diff-tree',
        '-p',
        '-r',
        '-M',
        '--full-index',
        '--no-ext-diff',
        ...range,
        '--',
      ]);
      return { status: 200, body: diff, headers: { 'content-type': 'application/vnd.github.diff; charset=utf-8' } };
    }
    return ok(await full(world, pull));
  }),

  repositoryEndpoint('pulls/list-files', 'pull_requests:read', async (request, world) => {
    const pull = requirePull(world, request);
    const directory = gitDirectory(world, request.repository);
    const files = await diffFiles(world.git, directory, await mergeBaseOf(world, pull), pull.headSha);
    const { items, headers } = paginate(request, files.slice(0, FILES_MAX));
    return ok(
      items.map((file) => diffEntry(world, request.repository, pull.headSha, file)),
      headers,
    );
  }),

  repositoryEndpoint('pulls/list-commits', 'pull_requests:read', async (request, world) => {
    const pull = requirePull(world, request);
    const range = { except: pull.baseSha, max: COMMITS_MAX };
    const commits = await listCommits(world.git, gitDirectory(world, request.repository), pull.headSha, range);
    const { items, headers } = paginate(request, commits.reverse());
    return ok(
      items.map((commit) => commitShape(world, request.repository, commit)),
      headers,
    );
  }),

  repositoryEndpoint('pulls/create', 'pull_requests:write', async (request, world) => {
    const { repository, caller } = request;
    const { head, base, title, body } = request.body as { head: string; base: string; title?: string; body?: string };
    if (!title) throw validationFailed([{ resource: 'PullRequest', field: 'title', code: 'missing_field' }]);
    const owner = accountById(world.state, repository.ownerId).login;
    const author = actor(world, caller).login;
    const input = { owner, repo: repository.name, head, base, title, author, ...(body ? { body } : {}) };
    try {
      return created(await full(world, await openPullRequest(world, input)));
    } catch (cause) {
      if (cause instanceof ApiError) throw cause;
      throw validationFailed([{ resource: 'PullRequest', field: 'head', code: 'invalid' }]);
    }
  }),

  repositoryEndpoint('pulls/update', 'pull_requests:write', async (request, world) => {
    const pull = requirePull(world, request);
    const { state, title, body } = request.body as { state?: 'open' | 'closed'; title?: string; body?: string };
    const by = actor(world, request.caller);
    await editPull(
      world,
      pull,
      { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) },
      by,
    );
    if (state) await setPullState(world, pull, state, by);
    return ok(await full(world, pull));
  }),

  repositoryEndpoint('pulls/merge', 'contents:write', async (request, world) => {
    const pull = requirePull(world, request);
    const sha = await mergePull(world, pull, actor(world, request.caller));
    if (!sha) throw new ApiError(405, 'Pull Request is not mergeable');
    return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
  }),
];
