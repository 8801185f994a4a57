import {
  CommitGone,
  InstallationSuspended,
  RateLimited,
  RepositoryEmpty,
  RepositoryForbidden,
  RepositoryGone,
  TransientGitHubError,
} from '@twelvefold/github';
import { describe, expect, it } from 'vitest';
import { ArchiveTooSlow, ArchiveUnreadable, AuditorCrashed, AuditTooSlow } from './auditor/auditor-errors.ts';
import { judgeFailure } from './settle-failed-audit.ts';

const now = 1_000_000;
const fresh = { failures: 0, stopping: false, now };

describe('judgeFailure', () => {
  it.each([
    new RepositoryEmpty('empty'),
    new RepositoryGone('gone'),
    new CommitGone('The commit is gone.'),
    new RepositoryForbidden('Grant the permission.'),
    new InstallationSuspended('Unsuspend it.'),
    new AuditTooSlow('The audit took more than 60 seconds.'),
  ])('ends an audit at once where trying again gives the same: %s', (error) => {
    const { end, reason } = judgeFailure(error, fresh);

    expect(end).toBe(true);
    expect(reason).toMatch(/\.$/);
  });

  it.each([new TransientGitHubError('502'), new ArchiveUnreadable('cut short'), new ArchiveTooSlow('slow')])(
    'tries three times before it believes in %s, with growing pauses',
    (error) => {
      expect(judgeFailure(error, fresh)).toMatchObject({ end: false, counts: true, retryAt: new Date(now + 2000) });
      expect(judgeFailure(error, { ...fresh, failures: 1 })).toMatchObject({
        end: false,
        retryAt: new Date(now + 4000),
      });
      expect(judgeFailure(error, { ...fresh, failures: 2 })).toMatchObject({ end: true });
    },
  );

  it('leaves crashes to the quarantine, so that nobody takes them for a fault of the network', () => {
    expect(judgeFailure(new AuditorCrashed('SIGSEGV'), { ...fresh, failures: 2 })).toMatchObject({
      end: false,
      counts: true,
    });
  });

  it('waits for a rate limit without counting it, and not before its end', () => {
    const retryAt = new Date(now + 3_600_000);

    expect(judgeFailure(new RateLimited(retryAt), { ...fresh, failures: 2 })).toMatchObject({
      end: false,
      counts: false,
      retryAt,
    });
  });

  it('does not blame an audit for the worker that was stopped', () => {
    const judged = judgeFailure(new Error('The worker is shutting down.'), { ...fresh, failures: 2, stopping: true });

    expect(judged).toMatchObject({ end: false, counts: false, retryAt: new Date(now) });
  });

  it('keeps the words of an unknown error to the log', () => {
    expect(judgeFailure(new Error('password=hunter2'), fresh).reason).toBe('An internal error; it is logged.');
  });
});
