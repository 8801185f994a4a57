import {
  GitHubError,
  InstallationSuspended,
  RateLimited,
  RepositoryEmpty,
  RepositoryForbidden,
  RepositoryGone,
  RequestRefused,
  TransientGitHubError,
} from './github-errors.ts';

export interface FailedAnswer {
  status: number;
  headers: Record<string, string | number | undefined>;
  message: string;
}

/** GitHub asks for a minute of silence where a secondary limit names no time ("Rate limits for the REST API"). */
const secondaryLimitMs = 60_000;

/** Turns whatever a request threw into one of our errors; `doing` is the end of "GitHub … while …". */
export function classifyGitHubError(error: unknown, doing: string, now = Date.now()): GitHubError {
  if (error instanceof GitHubError) return error;
  const answer = failedAnswerOf(error);
  if (answer === null) {
    const timedOut = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
    const what = timedOut ? 'did not answer in time' : 'could not be reached';
    return new TransientGitHubError(`GitHub ${what} while ${doing}.`, { cause: error });
  }
  return errorOfAnswer(answer, doing, now, { cause: error });
}

export function errorOfAnswer(
  answer: FailedAnswer,
  doing: string,
  now = Date.now(),
  options?: ErrorOptions,
): GitHubError {
  const { status, message } = answer;
  const retryAt = rateLimitEnd(answer, now);
  if (retryAt !== null) return new RateLimited(retryAt, options);
  if (status >= 500 || status === 408) {
    return new TransientGitHubError(`GitHub answered ${status} while ${doing}.`, options);
  }
  if (/suspended/i.test(message)) {
    return new InstallationSuspended(
      'The installation is suspended. An owner can unsuspend it in the settings of the App.',
      options,
    );
  }
  if (status === 401) return new TransientGitHubError(`GitHub refused the App's token while ${doing}.`, options);
  if (status === 403 || status === 451) {
    return new RepositoryForbidden(
      `GitHub forbids it (${status}) while ${doing}. Grant the App the permissions it asks for, in its settings.`,
      options,
    );
  }
  if (status === 409 && /empty/i.test(message)) return new RepositoryEmpty('The repository is empty.', options);
  if (status === 404 || status === 410) {
    return new RepositoryGone(
      `GitHub does not know it (${status}) while ${doing}: it was deleted, or the App may no longer see it.`,
      options,
    );
  }
  return new RequestRefused(status, `GitHub refused the request (${status}) while ${doing}.`, options);
}

/** Retry-After first, then the reset of the primary limit, else a minute. Null where it is no rate limit. */
function rateLimitEnd({ status, headers, message }: FailedAnswer, now: number): Date | null {
  if (status !== 403 && status !== 429) return null;
  const retryAfterSeconds = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(retryAfterSeconds)) return new Date(now + Math.max(1, retryAfterSeconds) * 1000);
  if (String(headers['x-ratelimit-remaining'] ?? '') === '0') {
    const resetMs = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000;
    // One second more, so that we ask after the reset whatever the clocks say.
    if (Number.isFinite(resetMs)) return new Date(Math.max(now + 1000, resetMs + 1000));
  }
  const limited = status === 429 || /rate limit|abuse detection/i.test(message);
  return limited ? new Date(now + secondaryLimitMs) : null;
}

/** Octokit's RequestError by its shape: its class comes from a package that we do not depend on. */
function failedAnswerOf(error: unknown): FailedAnswer | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  const response = 'response' in error && isRecord(error.response) ? error.response : null;
  // Octokit gives network failures status 500 and no response.
  if (response === null)
    return error.status >= 500 ? null : { status: error.status, headers: {}, message: error.message };
  const headers = isRecord(response.headers) ? (response.headers as FailedAnswer['headers']) : {};
  return { status: error.status, headers, message: error.message };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
