/**
 * What GitHub's answers mean for us. Every error that leaves this package is one of these; messages are for people, say what to do,
 * and hold no token and no URL with one.
 */
export class GitHubError extends Error {
  override name = 'GitHubError';
}

/** Deleted, made invisible to the App, or never there. */
export class RepositoryGone extends GitHubError {
  override name = 'RepositoryGone';
}

/** It exists, but the App may not do this: the permission is missing, or the App was uninstalled. */
export class RepositoryForbidden extends GitHubError {
  override name = 'RepositoryForbidden';
}

/** It has no commit. */
export class RepositoryEmpty extends GitHubError {
  override name = 'RepositoryEmpty';
}

/** The repository is there, the commit is not: force-pushed away, or of a deleted fork. */
export class CommitGone extends GitHubError {
  override name = 'CommitGone';
}

export class InstallationSuspended extends GitHubError {
  override name = 'InstallationSuspended';
}

/** The user's token is no longer good: refresh it, or have them sign in again. */
export class UserTokenRefused extends GitHubError {
  override name = 'UserTokenRefused';
}

/** Nothing must be asked of GitHub for this installation before `retryAt`. */
export class RateLimited extends GitHubError {
  override name = 'RateLimited';
  readonly retryAt: Date;
  constructor(retryAt: Date, options?: ErrorOptions) {
    super(`GitHub's rate limit is reached until ${retryAt.toISOString()}.`, options);
    this.retryAt = retryAt;
  }
}

/** GitHub or the network had a bad moment; the same request may do well later. */
export class TransientGitHubError extends GitHubError {
  override name = 'TransientGitHubError';
}

/** GitHub refused the request itself: a bug of ours, or a permission pending. Asking again gives the same answer. */
export class RequestRefused extends GitHubError {
  override name = 'RequestRefused';
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
