import { describe, expect, it } from 'vitest';
import { classifyGitHubError, errorOfAnswer } from './classify-github-error.ts';
import { RateLimited } from './github-errors.ts';

const now = 1_000_000_000_000;

describe('errorOfAnswer', () => {
  it.each([
    [404, {}, 'Not Found', 'RepositoryGone'],
    [410, {}, 'Gone', 'RepositoryGone'],
    [403, {}, 'Resource not accessible by integration', 'RepositoryForbidden'],
    [403, {}, 'This installation has been suspended', 'InstallationSuspended'],
    [451, {}, 'Repository access blocked', 'RepositoryForbidden'],
    [409, {}, 'Git Repository is empty.', 'RepositoryEmpty'],
    [500, {}, 'oops', 'TransientGitHubError'],
    [502, {}, '<html>', 'TransientGitHubError'],
    [401, {}, 'Bad credentials', 'TransientGitHubError'],
    [422, {}, 'Validation Failed', 'RequestRefused'],
    [429, {}, 'slow down', 'RateLimited'],
    [403, {}, 'You have exceeded a secondary rate limit', 'RateLimited'],
    [403, { 'retry-after': '30' }, 'no', 'RateLimited'],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000000060' }, 'no', 'RateLimited'],
  ])('takes %i %j "%s" for %s', (status, headers, message, name) => {
    expect(errorOfAnswer({ status, headers, message }, 'testing', now).name).toBe(name);
  });

  it.each([
    [
      'retry-after before all',
      { 'retry-after': '30', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
      now + 30_000,
    ],
    ['the reset, and a second more', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000000060' }, now + 61_000],
    ['a minute where GitHub names no time', {}, now + 60_000],
  ])('waits for %s', (_, headers, retryAt) => {
    const error = errorOfAnswer({ status: 429, headers, message: '' }, 'testing', now);

    expect(error).toBeInstanceOf(RateLimited);
    expect((error as RateLimited).retryAt).toEqual(new Date(retryAt));
  });
});

describe('classifyGitHubError', () => {
  it('takes a network failure for a bad moment and keeps its cause', () => {
    const cause = new TypeError('fetch failed');

    expect(classifyGitHubError(cause, 'testing')).toMatchObject({ name: 'TransientGitHubError', cause });
  });
});
