import { roleIn } from '../auth/user-access.ts';
import type { Json } from '../http/endpoint.ts';
import { accountById, findRepositoryById } from '../state/find.ts';
import type { StoredPull, StoredRepository } from '../state/state.ts';
import { nodeId, type World } from '../world/world.ts';
import { simpleUser } from './account-shapes.ts';
import { repositoryApiUrl, repositoryHtmlUrl, repositoryShape } from './repository-shapes.ts';

/** What git says about a pull request; only the single pull request shows it. */
export interface PullNumbers {
  commits: number;
  additions: number;
  deletions: number;
  changedFiles: number;
  mergeable: boolean;
}

export function baseOf(world: World, pull: StoredPull): StoredRepository {
  const repository = findRepositoryById(world.state, pull.repositoryId);
  if (!repository) throw new Error(`Pull request ${pull.id} has lost its repository.`);
  return repository;
}

function side(world: World, repository: StoredRepository | null, branch: string, sha: string): Json {
  const owner = repository && accountById(world.state, repository.ownerId);
  return {
    label: `${owner?.login ?? 'unknown'}:${branch}`,
    ref: branch,
    sha,
    user: owner && simpleUser(world, owner),
    repo: repository && repositoryShape(world, repository),
  };
}

export function pullUrls(world: World, pull: StoredPull) {
  const api = repositoryApiUrl(world, baseOf(world, pull));
  const html = `${repositoryHtmlUrl(world, baseOf(world, pull))}/pull/${pull.number}`;
  const url = `${api}/pulls/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  return { api, html, url, issue };
}

/** `pull-request-simple`, as lists show it. */
export function pullSimple(world: World, pull: StoredPull): Json {
  const { api, html, url, issue } = pullUrls(world, pull);
  const base = baseOf(world, pull);
  const author = accountById(world.state, pull.authorId);
  const role = roleIn(world.state, author, base.ownerId);
  const statuses = `${api}/statuses/${pull.headSha}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: simpleUser(world, author),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: false,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: side(world, findRepositoryById(world.state, pull.headRepositoryId), pull.headBranch, pull.headSha),
    base: side(world, base, pull.baseBranch, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: role ? (base.ownerId === author.id ? 'OWNER' : 'MEMBER') : 'CONTRIBUTOR',
    auto_merge: null,
    active_lock_reason: null,
  };
}

export function pullFull(world: World, pull: StoredPull, numbers: PullNumbers): Json {
  const comments = world.state.comments.filter(
    (it) => it.repositoryId === pull.repositoryId && it.number === pull.number,
  );
  const mergedBy = pull.mergedById === null ? null : accountById(world.state, pull.mergedById);
  return {
    ...pullSimple(world, pull),
    merged: pull.mergedAt !== null,
    mergeable: pull.state === 'open' ? numbers.mergeable : null,
    rebaseable: null,
    mergeable_state: pull.state !== 'open' ? 'unknown' : numbers.mergeable ? 'clean' : 'dirty',
    merged_by: mergedBy && simpleUser(world, mergedBy),
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: numbers.commits,
    additions: numbers.additions,
    deletions: numbers.deletions,
    changed_files: numbers.changedFiles,
  };
}

/** `pull-request-minimal`, inside check runs and suites. GitHub names only pull requests from the same repository there. */
export function pullsOfCommit(world: World, repository: StoredRepository, sha: string): Json[] {
  const pulls = world.state.pulls.filter(
    (it) =>
      it.state === 'open' &&
      it.repositoryId === repository.id &&
      it.headRepositoryId === repository.id &&
      it.headSha === sha,
  );
  const repo = { id: repository.id, url: repositoryApiUrl(world, repository), name: repository.name };
  return pulls.map((pull) => ({
    id: pull.id,
    number: pull.number,
    url: pullUrls(world, pull).url,
    head: { ref: pull.headBranch, sha: pull.headSha, repo },
    base: { ref: pull.baseBranch, sha: pull.baseSha, repo },
  }));
}
