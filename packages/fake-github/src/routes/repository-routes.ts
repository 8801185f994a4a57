import { permissionOf } from '../auth/user-access.ts';
import { listBranches, listTree, readCommit, resolveCommit, resolveRef } from '../git/read-git.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import { type Endpoint, ok, repositoryEndpoint } from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { simpleUser } from '../shapes/account-shapes.ts';
import { commitShape } from '../shapes/commit-shapes.ts';
import { repositoryApiUrl, repositoryHtmlUrl, repositoryShape } from '../shapes/repository-shapes.ts';
import { findAccount } from '../state/find.ts';
import { gitDirectory } from '../world/world.ts';

const LANGUAGES: Record<string, string> = {
  ts: 'TypeScript',
  tsx: 'TypeScript',
  js: 'JavaScript',
  mjs: 'JavaScript',
  py: 'Python',
  rb: 'Ruby',
  go: 'Go',
  java: 'Java',
  php: 'PHP',
  rs: 'Rust',
  cs: 'C#',
  html: 'HTML',
  css: 'CSS',
  sh: 'Shell',
};

export const repositoryRoutes: Endpoint[] = [
  repositoryEndpoint('repos/get', 'metadata:read', ({ repository }, world) => ok(repositoryShape(world, repository))),

  repositoryEndpoint('repos/list-branches', 'contents:read', async (request, world) => {
    const { repository } = request;
    const branches = await listBranches(world.git, gitDirectory(world, repository));
    const { items, headers } = paginate(request, branches);
    const url = `${repositoryApiUrl(world, repository)}/commits`;
    const shapes = items.map(({ ref, sha }) => ({
      name: ref,
      commit: { sha, url: `${url}/${sha}` },
      protected: false,
    }));
    return ok(shapes, headers);
  }),

  repositoryEndpoint('repos/get-branch', 'contents:read', async ({ repository, params }, world) => {
    const name = params.branch ?? '';
    const directory = gitDirectory(world, repository);
    const sha = await resolveRef(world.git, directory, `refs/heads/${name}`);
    if (!sha) throw new ApiError(404, 'Branch not found');
    const url = `${repositoryApiUrl(world, repository)}/branches/${name}`;
    return ok({
      name,
      commit: commitShape(world, repository, await readCommit(world.git, directory, sha)),
      _links: { self: url, html: `${repositoryHtmlUrl(world, repository)}/tree/${name}` },
      protected: false,
      protection: { enabled: false },
      protection_url: `${url}/protection`,
    });
  }),

  repositoryEndpoint('repos/list-languages', 'metadata:read', async ({ repository }, world) => {
    const directory = gitDirectory(world, repository);
    const head = await resolveCommit(world.git, directory, repository.defaultBranch);
    const bytes: Record<string, number> = {};
    for (const { path, size } of head ? await listTree(world.git, directory, head, true) : []) {
      const language = LANGUAGES[path.slice(path.lastIndexOf('.') + 1)];
      if (language) bytes[language] = (bytes[language] ?? 0) + (size ?? 0);
    }
    return ok(bytes);
  }),

  repositoryEndpoint('repos/get-collaborator-permission-level', 'metadata:read', ({ repository, params }, world) => {
    const account = findAccount(world.state, params.username ?? '');
    if (!account) throw notFound();
    const permission = permissionOf(world.state, account, repository);
    const can = (...levels: string[]) => levels.includes(permission);
    const permissions = {
      admin: can('admin'),
      maintain: can('admin'),
      push: can('admin', 'write'),
      triage: can('admin', 'write'),
      pull: !can('none'),
    };
    return ok({
      permission,
      role_name: permission,
      user: { ...simpleUser(world, account), role_name: permission, permissions },
    });
  }),
];
