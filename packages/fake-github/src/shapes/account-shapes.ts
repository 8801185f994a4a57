import type { Json } from '../http/endpoint.ts';
import type { Account } from '../state/state.ts';
import { nodeId, type World } from '../world/world.ts';

function htmlUrl(world: World, account: Account): string {
  if (account.type === 'Bot') return `${world.urls.web}/apps/${account.login.replace('[bot]', '')}`;
  return `${world.urls.web}/${account.login}`;
}

/** `simple-user`: how GitHub names anybody in passing; organizations too. */
export function simpleUser(world: World, account: Account): Json {
  const url = `${world.urls.api}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `${world.urls.web}/avatars/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: htmlUrl(world, account),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** `public-user` and, with what only the person sees, `private-user`. */
export function fullUser(world: World, account: Account, isSelf: boolean): Json {
  const repositories = world.state.repositories.filter((it) => it.ownerId === account.id);
  const own = {
    private_gists: 0,
    total_private_repos: repositories.filter((it) => it.isPrivate).length,
    owned_private_repos: repositories.filter((it) => it.isPrivate).length,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
  return {
    ...simpleUser(world, account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: repositories.filter((it) => !it.isPrivate).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
    ...(isSelf ? own : {}),
  };
}

export function simpleOrganization(world: World, account: Account): Json {
  const url = `${world.urls.api}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('Organization', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.urls.web}/avatars/u/${account.id}?v=4`,
    description: account.name,
  };
}

export function fullOrganization(world: World, account: Account): Json {
  const repositories = world.state.repositories.filter((it) => it.ownerId === account.id);
  return {
    ...simpleOrganization(world, account),
    name: account.name,
    html_url: `${world.urls.web}/${account.login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: repositories.filter((it) => !it.isPrivate).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: account.createdAt,
    updated_at: account.createdAt,
    archived_at: null,
  };
}
