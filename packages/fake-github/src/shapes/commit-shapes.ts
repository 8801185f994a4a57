import type { FileDiff } from '../git/diff-git.ts';
import type { GitCommit, GitPerson } from '../git/read-git.ts';
import type { Json } from '../http/endpoint.ts';
import type { Account, StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';
import { simpleUser } from './account-shapes.ts';
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-shapes.ts';

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/** Whom GitHub would recognise by the e-mail address of a commit. */
export function accountByEmail(world: World, email: string): Account | null {
  return world.state.accounts.find((it) => it.email.toLowerCase() === email.toLowerCase()) ?? null;
}

function recognised(world: World, person: GitPerson): Json | null {
  const account = accountByEmail(world, person.email);
  return account ? simpleUser(world, account) : null;
}

export function commitShape(world: World, repository: StoredRepository, commit: GitCommit): Json {
  const api = repositoryApiUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  return {
    sha: commit.sha,
    node_id: Buffer.from(`Commit:${commit.sha}`).toString('base64'),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: recognised(world, commit.author),
    committer: recognised(world, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
  };
}

/** `git-commit`: the same as git stores it. */
export function gitCommitShape(world: World, repository: StoredRepository, commit: GitCommit): Json {
  const api = repositoryApiUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  return {
    sha: commit.sha,
    node_id: Buffer.from(`Commit:${commit.sha}`).toString('base64'),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: UNSIGNED,
  };
}

export function diffEntry(world: World, repository: StoredRepository, ref: string, file: FileDiff): Json {
  const path = encodeURI(file.path);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repositoryHtmlUrl(world, repository)}/blob/${ref}/${path}`,
    raw_url: `${repositoryHtmlUrl(world, repository)}/raw/${ref}/${path}`,
    contents_url: `${repositoryApiUrl(world, repository)}/contents/${path}?ref=${ref}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
