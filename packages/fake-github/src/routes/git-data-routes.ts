import {
  isoSeconds,
  listRefs,
  listTree,
  mergeBase,
  objectType,
  readBlob,
  readCommit,
  resolveCommit,
  resolveRef,
} from '../git/read-git.ts';
import { isSafePath, isSafeRefName, isSha } from '../git/ref-names.ts';
import { commitTree, deleteRef, writeBlob, writeTree } from '../git/write-git.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import {
  actor,
  created,
  type Endpoint,
  type Json,
  noContent,
  ok,
  type RepositoryRequest,
  repositoryEndpoint,
} from '../http/endpoint.ts';
import { gitCommitShape } from '../shapes/commit-shapes.ts';
import { repositoryApiUrl } from '../shapes/repository-shapes.ts';
import { moveBranch } from '../world/pushes.ts';
import { gitDirectory, type World } from '../world/world.ts';
import { isEmptyRepository } from './require-commit.ts';

/** GitHub cuts a recursive tree here and says so by `truncated`. */
const TREE_ENTRIES_MAX = 100_000;

async function refuseEmpty(world: World, { repository }: RepositoryRequest): Promise<void> {
  if (await isEmptyRepository(world, repository)) throw new ApiError(409, 'Git Repository is empty.');
}

async function treeAnswer(world: World, { repository, query }: RepositoryRequest, treeish: string) {
  const directory = gitDirectory(world, repository);
  const api = repositoryApiUrl(world, repository);
  const entries = await listTree(world.git, directory, treeish, query.recursive !== undefined);
  const sha = (await world.git(directory, ['rev-parse', '--verify', '--end-of-options', `${treeish}^{tree}`]))
    .toString()
    .trim();
  const tree = entries.slice(0, TREE_ENTRIES_MAX).map(({ path, mode, type, sha, size }) => ({
    path,
    mode,
    type,
    sha,
    ...(size === null ? {} : { size }),
    ...(type === 'commit' ? {} : { url: `${api}/git/${type === 'tree' ? 'trees' : 'blobs'}/${sha}` }),
  }));
  return { sha, url: `${api}/git/trees/${sha}`, tree, truncated: entries.length > TREE_ENTRIES_MAX };
}

function refShape(world: World, { repository }: RepositoryRequest, ref: string, sha: string): Json {
  const api = repositoryApiUrl(world, repository);
  return {
    ref,
    node_id: Buffer.from(`Ref:${ref}`).toString('base64'),
    url: `${api}/git/${ref}`,
    object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` },
  };
}

async function setRef(request: RepositoryRequest, world: World, ref: string, sha: string): Promise<void> {
  const directory = gitDirectory(world, request.repository);
  const branch = ref.replace(/^refs\/heads\//, '');
  if (!ref.startsWith('refs/heads/') || !isSafeRefName(branch))
    throw new ApiError(422, 'Reference name is not valid: refs/heads/NAME is.');
  if ((await objectType(world.git, directory, sha)) !== 'commit') throw new ApiError(422, 'Object does not exist');
  const by = actor(world, request.caller);
  await world.exclusively(request.repository, () => moveBranch(world, request.repository, { branch, after: sha, by }));
}

interface TreeItem {
  path?: string;
  mode?: string;
  sha?: string | null;
  content?: string;
}

async function createTree(request: RepositoryRequest, world: World) {
  const directory = gitDirectory(world, request.repository);
  const { tree, base_tree: base } = request.body as { tree: TreeItem[]; base_tree?: string };
  if (base !== undefined && !(await objectType(world.git, directory, base))) throw notFound();
  const changes: { path: string; mode: string; sha: string | null }[] = [];
  for (const { path = '', mode = '100644', sha, content } of tree) {
    if (!isSafePath(path)) throw new ApiError(422, `tree.path contains a malformed path component: ${path}`);
    const blob = content === undefined ? (sha ?? null) : await writeBlob(world.git, directory, Buffer.from(content));
    if (blob !== null && !(await objectType(world.git, directory, blob)))
      throw new ApiError(422, `tree.sha ${blob} is not a valid object`);
    changes.push({ path, mode, sha: blob });
  }
  const sha = await writeTree(world.git, directory, base ?? null, changes);
  return created(await treeAnswer(world, { ...request, query: {} }, sha));
}

async function createCommit(request: RepositoryRequest, world: World) {
  const directory = gitDirectory(world, request.repository);
  const input = request.body as {
    message: string;
    tree: string;
    parents?: string[];
    author?: { name: string; email: string; date?: string };
  };
  for (const [sha, kind] of [[input.tree, 'tree'], ...(input.parents ?? []).map((it) => [it, 'commit'])]) {
    if ((await objectType(world.git, directory, sha ?? '')) !== kind)
      throw new ApiError(422, `${kind} ${sha} does not exist`);
  }
  const by = actor(world, request.caller);
  const sha = await commitTree(world.git, directory, {
    tree: input.tree,
    parents: input.parents ?? [],
    message: input.message,
    author: input.author ?? { name: by.name, email: by.email },
    date: input.author?.date ? new Date(input.author.date) : new Date(isoSeconds(new Date())),
  });
  return created(gitCommitShape(world, request.repository, await readCommit(world.git, directory, sha)));
}

export const gitDataRoutes: Endpoint[] = [
  repositoryEndpoint('git/get-tree', 'contents:read', async (request, world) => {
    await refuseEmpty(world, request);
    const directory = gitDirectory(world, request.repository);
    const wanted = request.params.tree_sha ?? '';
    const isTree = (await objectType(world.git, directory, wanted)) === 'tree';
    const treeish = isTree ? wanted : await resolveCommit(world.git, directory, wanted);
    if (!treeish) throw notFound();
    return ok(await treeAnswer(world, request, treeish));
  }),

  repositoryEndpoint('git/get-blob', 'contents:read', async ({ repository, params, accept }, world) => {
    const directory = gitDirectory(world, repository);
    const sha = params.file_sha ?? '';
    if ((await objectType(world.git, directory, sha)) !== 'blob') throw notFound();
    const bytes = await readBlob(world.git, directory, sha);
    if (accept.includes('raw'))
      return { status: 200, body: bytes, headers: { 'content-type': 'application/vnd.github.raw' } };
    return ok({
      sha,
      node_id: Buffer.from(`Blob:${sha}`).toString('base64'),
      size: bytes.length,
      url: `${repositoryApiUrl(world, repository)}/git/blobs/${sha}`,
      content: `${bytes.toString('base64').replace(/.{60}/g, '$&\n')}\n`,
      encoding: 'base64',
    });
  }),

  repositoryEndpoint('git/get-commit', 'contents:read', async (request, world) => {
    await refuseEmpty(world, request);
    const directory = gitDirectory(world, request.repository);
    const sha = request.params.commit_sha ?? '';
    if (!isSha(sha) || (await objectType(world.git, directory, sha)) !== 'commit') throw notFound();
    return ok(gitCommitShape(world, request.repository, await readCommit(world.git, directory, sha)));
  }),

  repositoryEndpoint('git/get-ref', 'contents:read', async (request, world) => {
    await refuseEmpty(world, request);
    const ref = `refs/${request.params.ref ?? ''}`;
    const sha = await resolveRef(world.git, gitDirectory(world, request.repository), ref);
    if (!sha) throw notFound();
    return ok(refShape(world, request, ref, sha));
  }),

  repositoryEndpoint('git/list-matching-refs', 'contents:read', async (request, world) => {
    await refuseEmpty(world, request);
    const prefix = `refs/${request.params.ref ?? ''}`;
    const refs = await listRefs(world.git, gitDirectory(world, request.repository), 'refs/');
    const matching = refs.filter(({ ref }) => ref.startsWith(prefix));
    return ok(matching.map(({ ref, sha }) => refShape(world, request, ref, sha)));
  }),

  repositoryEndpoint('git/create-blob', 'contents:write', async ({ repository, body }, world) => {
    const encoding = body.encoding === 'base64' ? 'base64' : 'utf8';
    const sha = await writeBlob(
      world.git,
      gitDirectory(world, repository),
      Buffer.from(String(body.content), encoding),
    );
    return created({ sha, url: `${repositoryApiUrl(world, repository)}/git/blobs/${sha}` });
  }),

  repositoryEndpoint('git/create-tree', 'contents:write', createTree),
  repositoryEndpoint('git/create-commit', 'contents:write', createCommit),

  repositoryEndpoint('git/create-ref', 'contents:write', async (request, world) => {
    const { ref, sha } = request.body as { ref: string; sha: string };
    const known = await resolveRef(world.git, gitDirectory(world, request.repository), ref);
    if (known) throw new ApiError(422, 'Reference already exists');
    await setRef(request, world, ref, sha);
    return created(refShape(world, request, ref, sha));
  }),

  repositoryEndpoint('git/update-ref', 'contents:write', async (request, world) => {
    const directory = gitDirectory(world, request.repository);
    const ref = `refs/${request.params.ref ?? ''}`;
    const { sha, force } = request.body as { sha: string; force?: boolean };
    const before = await resolveRef(world.git, directory, ref);
    if (!before || !isSha(sha)) throw new ApiError(422, 'Reference does not exist');
    const isForward =
      (await objectType(world.git, directory, sha)) === 'commit' &&
      (await mergeBase(world.git, directory, before, sha)) === before;
    if (!isForward && force !== true) throw new ApiError(422, 'Update is not a fast forward');
    await setRef(request, world, ref, sha);
    return ok(refShape(world, request, ref, sha));
  }),

  repositoryEndpoint('git/delete-ref', 'contents:write', async (request, world) => {
    const directory = gitDirectory(world, request.repository);
    const ref = `refs/${request.params.ref ?? ''}`;
    if (!ref.startsWith('refs/heads/') || !(await resolveRef(world.git, directory, ref)))
      throw new ApiError(422, 'Reference does not exist');
    await deleteRef(world.git, directory, ref);
    return noContent();
  }),
];
