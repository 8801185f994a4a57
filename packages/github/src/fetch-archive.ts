import { errorOfAnswer } from './classify-github-error.ts';
import type { GitHubApp } from './github-app.ts';
import { CommitGone, GitHubError, RepositoryEmpty, RepositoryGone, TransientGitHubError } from './github-errors.ts';
import { type RepositoryTarget, readContents, withInstallation } from './installation-client.ts';

export interface ArchiveRequest extends RepositoryTarget {
  sha: string;
  /** Ends the download, also in the middle. */
  signal: AbortSignal;
}

const redirectsMax = 5;
const doing = 'fetching the code';

/**
 * The tarball of a commit as it arrives: never whole in memory, never on disk.
 * Throws, before the first chunk or between two, RepositoryGone, CommitGone, RepositoryEmpty, RepositoryForbidden, InstallationSuspended,
 * RateLimited or TransientGitHubError; the abort reason when `signal` is aborted.
 */
export async function* fetchArchive(app: GitHubApp, request: ArchiveRequest): AsyncGenerator<Uint8Array> {
  const response = await withInstallation(app, { ...request, permissions: readContents }, doing, async (_, token) =>
    openArchive(app, request, token),
  ).catch((error: unknown) => {
    request.signal.throwIfAborted();
    throw error;
  });
  if (response === null) throw await whyMissing(app, request);
  if (response.body === null) throw new TransientGitHubError('GitHub answered with an empty archive.');
  try {
    for await (const chunk of response.body) yield chunk;
  } catch (error) {
    request.signal.throwIfAborted();
    throw error instanceof GitHubError
      ? error
      : new TransientGitHubError('The connection to GitHub broke while fetching the code.', { cause: error });
  }
}

/** Follows redirects by hand, so that the token reaches GitHub's API only. Null: 404. */
async function openArchive(app: GitHubApp, request: ArchiveRequest, token: string): Promise<Response | null> {
  const { apiUrl, userAgent } = app.options;
  const { owner, name, sha, signal } = request;
  const path = [owner, name, 'tarball', sha].map(encodeURIComponent).join('/');
  let url = new URL(`${apiUrl}/repos/${path}`);
  const api = url.origin;
  for (let redirects = 0; redirects <= redirectsMax; redirects++) {
    const headers: Record<string, string> = { 'user-agent': userAgent, accept: 'application/vnd.github+json, */*' };
    // A rename answers 301 within the API and needs the token again; the archive itself lies elsewhere, behind a link of five minutes.
    if (url.origin === api) headers.authorization = `token ${token}`;
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    if (response.ok) return response;
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return failedArchive(response);
    await response.body?.cancel();
    url = new URL(location, url);
  }
  throw new TransientGitHubError(`GitHub redirected more than ${redirectsMax} times while ${doing}.`);
}

async function failedArchive(response: Response): Promise<null> {
  const message = (await response.text().catch(() => '')).slice(0, 2000);
  if (response.status === 404) return null;
  const headers = Object.fromEntries(response.headers);
  // As Octokit's errors look, so that a refused token is replaced.
  if (response.status === 401) throw Object.assign(new Error('token refused'), { status: 401, response: { headers } });
  throw errorOfAnswer({ status: response.status, headers, message }, doing);
}

/** A tarball's 404 does not say what is missing: the repository, the commit, or everything. */
function whyMissing(app: GitHubApp, request: ArchiveRequest): Promise<Error> {
  const { owner, name: repo, sha } = request;
  return withInstallation(app, { ...request, permissions: readContents }, doing, async (octokit) => {
    await octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
    // 409 "Git Repository is empty." where there is no commit at all.
    await octokit.request('GET /repos/{owner}/{repo}/commits', { owner, repo, per_page: 1 });
    return new CommitGone(
      `The commit ${sha.slice(0, 12)} is no longer there: the branch was rewritten, or its fork deleted.`,
    );
  }).catch((error: unknown) => {
    if (error instanceof RepositoryGone || error instanceof RepositoryEmpty) return error;
    throw error;
  });
}
