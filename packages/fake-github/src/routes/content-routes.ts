import { findEntry, listTree, readBlob, resolveCommit, type TreeEntry } from '../git/read-git.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import type { ArchiveLinks } from '../http/archive-links.ts';
import { type Endpoint, type Json, ok, type RepositoryRequest, repositoryEndpoint } from '../http/endpoint.ts';
import { repositoryApiUrl, repositoryHtmlUrl } from '../shapes/repository-shapes.ts';
import { gitDirectory, type World } from '../world/world.ts';
import { isEmptyRepository } from './require-commit.ts';

/** Above this GitHub leaves the content out; above 100 MB it refuses the file. */
const CONTENT_BYTES_MAX = 1_048_576;

function kindOf(entry: TreeEntry): 'file' | 'dir' | 'symlink' | 'submodule' {
  if (entry.type === 'tree') return 'dir';
  if (entry.type === 'commit') return 'submodule';
  return entry.mode === '120000' ? 'symlink' : 'file';
}

function entryShape(world: World, { repository }: RepositoryRequest, ref: string, entry: TreeEntry): Json {
  const api = repositoryApiUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  const kind = kindOf(entry);
  const path = encodeURI(entry.path);
  const url = `${api}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const gitUrl = `${api}/git/${kind === 'dir' ? 'trees' : 'blobs'}/${entry.sha}`;
  const htmlUrl = `${html}/${kind === 'dir' ? 'tree' : 'blob'}/${ref}/${path}`;
  return {
    name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: htmlUrl,
    git_url: gitUrl,
    download_url: kind === 'file' ? `${html}/raw/${ref}/${path}` : null,
    type: kind,
    _links: { self: url, git: gitUrl, html: htmlUrl },
  };
}

async function fileAnswer(world: World, request: RepositoryRequest, ref: string, entry: TreeEntry) {
  const bytes = await readBlob(world.git, gitDirectory(world, request.repository), entry.sha);
  if (request.accept.includes('raw'))
    return { status: 200, body: bytes, headers: { 'content-type': 'application/vnd.github.raw' } };
  const shape = entryShape(world, request, ref, entry);
  if (kindOf(entry) === 'symlink') return ok({ ...shape, target: bytes.toString('utf8') });
  const isLarge = bytes.length > CONTENT_BYTES_MAX;
  const base64 = bytes.toString('base64').replace(/.{60}/g, '$&\n');
  return ok({ ...shape, content: isLarge ? '' : `${base64}\n`, encoding: isLarge ? 'none' : 'base64' });
}

/** Files as GitHub hands them out: one by one, or as an archive behind a short-lived link. */
export function contentRoutes(links: ArchiveLinks): Endpoint[] {
  return [
    repositoryEndpoint('repos/get-content', 'contents:read', async (request, world) => {
      const { repository, params, query } = request;
      const directory = gitDirectory(world, repository);
      const ref = query.ref ?? repository.defaultBranch;
      const commit = await resolveCommit(world.git, directory, ref);
      if (!commit) {
        if (await isEmptyRepository(world, repository)) throw new ApiError(404, 'This repository is empty.');
        throw new ApiError(404, `No commit found for the ref ${ref}`);
      }
      const path = (params.path ?? '').replace(/^\/+|\/+$/g, '');
      const entry = await findEntry(world.git, directory, commit, path);
      if (!entry) throw notFound();
      if (entry.type !== 'tree') return fileAnswer(world, request, ref, entry);
      const children = await listTree(world.git, directory, entry.sha, false);
      const prefix = path === '' ? '' : `${path}/`;
      return ok(children.map((child) => entryShape(world, request, ref, { ...child, path: prefix + child.path })));
    }),

    repositoryEndpoint('repos/download-tarball-archive', 'contents:read', async ({ repository, params }, world) => {
      const ref = params.ref || repository.defaultBranch;
      const sha = await resolveCommit(world.git, gitDirectory(world, repository), ref);
      if (!sha) throw notFound();
      return { status: 302, headers: { location: links.sign(repository, sha) } };
    }),
  ];
}
