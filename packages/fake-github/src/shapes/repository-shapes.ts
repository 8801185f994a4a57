import type { Json } from '../http/endpoint.ts';
import { accountById } from '../state/find.ts';
import type { StoredRepository } from '../state/state.ts';
import { nodeId, type World } from '../world/world.ts';
import { simpleUser } from './account-shapes.ts';

/** Name of a URL field to what follows the repository's API address. */
const ADDRESSES: Record<string, string> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

export function repositoryApiUrl(world: World, repository: StoredRepository): string {
  return `${world.urls.api}/repos/${accountById(world.state, repository.ownerId).login}/${repository.name}`;
}

export function repositoryHtmlUrl(world: World, repository: StoredRepository): string {
  return `${world.urls.web}/${accountById(world.state, repository.ownerId).login}/${repository.name}`;
}

/** `full-repository`, which is also `repository` and more than `minimal-repository`: one shape for all three. */
export function repositoryShape(world: World, repository: StoredRepository): Json {
  const owner = accountById(world.state, repository.ownerId);
  const url = repositoryApiUrl(world, repository);
  const htmlUrl = repositoryHtmlUrl(world, repository);
  const openPulls = world.state.pulls.filter((it) => it.repositoryId === repository.id && it.state === 'open').length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: `${owner.login}/${repository.name}`,
    private: repository.isPrivate,
    owner: simpleUser(world, owner),
    html_url: htmlUrl,
    description: repository.description,
    fork: repository.forkOfId !== null,
    url,
    ...Object.fromEntries(Object.entries(ADDRESSES).map(([name, suffix]) => [name, url + suffix])),
    git_url: `git://${new URL(htmlUrl).host}${new URL(htmlUrl).pathname}.git`,
    ssh_url: `git@${new URL(htmlUrl).hostname}:${owner.login}/${repository.name}.git`,
    clone_url: `${htmlUrl}.git`,
    svn_url: htmlUrl,
    mirror_url: null,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    language: repository.language,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    has_pull_requests: true,
    forks_count: world.state.repositories.filter((it) => it.forkOfId === repository.id).length,
    forks: world.state.repositories.filter((it) => it.forkOfId === repository.id).length,
    network_count: 0,
    subscribers_count: 0,
    archived: repository.isArchived,
    disabled: false,
    open_issues_count: openPulls,
    open_issues: openPulls,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.isPrivate ? 'private' : 'public',
    default_branch: repository.defaultBranch,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
  };
}

/** The few fields by which installation events name repositories. */
export function repositoryName(world: World, repository: StoredRepository): Json {
  const owner = accountById(world.state, repository.ownerId);
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: `${owner.login}/${repository.name}`,
    private: repository.isPrivate,
  };
}
