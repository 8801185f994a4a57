import { RateLimited, RepositoryForbidden, TransientGitHubError } from '@twelvefold/github';
import { describe, expect, it } from 'vitest';
import { NotYetComparable } from '../not-yet-comparable.ts';
import { judgePublishFailure } from './publish-outbox.ts';

const now = 1_000_000;

describe('judgePublishFailure', () => {
  it('asks nothing of GitHub before a rate limit is over', () => {
    const retryAt = new Date(now + 3_600_000);

    expect(judgePublishFailure(new RateLimited(retryAt), 19, now)).toEqual({ retryAt, outcome: 'limited' });
  });

  it('looks often for a merge base that somebody waits for', () => {
    expect(judgePublishFailure(new NotYetComparable('soon'), 100, now)).toEqual({
      retryAt: new Date(now + 500),
      outcome: 'waiting',
    });
  });

  it('tries again with growing pauses of at most five minutes, and gives up in the end', () => {
    const error = new TransientGitHubError('502');

    expect(judgePublishFailure(error, 1, now).retryAt).toEqual(new Date(now + 2000));
    expect(judgePublishFailure(error, 15, now).retryAt).toEqual(new Date(now + 300_000));
    expect(judgePublishFailure(error, 20, now)).toEqual({ retryAt: null, outcome: 'given-up' });
  });

  it('does not go on about what GitHub forbids', () => {
    expect(judgePublishFailure(new RepositoryForbidden('no'), 1, now).retryAt).toBeNull();
  });
});
