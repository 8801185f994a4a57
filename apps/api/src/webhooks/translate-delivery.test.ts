import { describe, expect, test } from 'vitest';
import {
  sampleBaseSha,
  sampleInstallation,
  samplePayloads,
  sampleRepository,
  sampleSha,
} from '../testing/sample-payloads.ts';
import { translateDelivery } from './translate-delivery.ts';

const context = { receivedAt: new Date('2026-03-06T00:00:00Z') };
const translated = (event: string, payload: unknown) => translateDelivery(event, payload, context);
const kinds = (event: string, payload: unknown) => translated(event, payload).intents.map(({ kind }) => kind);

describe('installation', () => {
  test('created stores the installation and its repositories, then asks for a sync', () => {
    const { outcome, intents } = translated('installation', samplePayloads.installationCreated);

    expect(outcome).toBe('handled');
    expect(intents).toEqual([
      {
        kind: 'upsert-installation',
        installation: {
          id: 4242n,
          accountId: 9919n,
          accountLogin: 'acme',
          accountType: 'Organization',
          accountAvatarUrl: 'https://avatars.example/9919',
          repositorySelection: 'selected',
          permissions: { checks: 'write', contents: 'read', metadata: 'read' },
        },
      },
      {
        kind: 'upsert-repositories',
        repositories: [{ id: 186853002n, installationId: 4242n, owner: 'acme', name: 'shop', private: true }],
      },
      { kind: 'sync-installation', installationId: 4242n },
    ]);
  });

  test('deleted closes the installation', () => {
    const { intents } = translated('installation', { action: 'deleted', installation: sampleInstallation });

    expect(intents.at(-1)).toEqual({ kind: 'delete-installation', installationId: 4242n });
  });

  test('suspend keeps the time that GitHub tells, or the time of arrival', () => {
    const told = { ...sampleInstallation, suspended_at: '2026-03-01T00:00:00Z' };

    const first = translated('installation', { action: 'suspend', installation: told }).intents.at(-1);
    const second = translated('installation', { action: 'suspend', installation: sampleInstallation }).intents.at(-1);

    expect(first).toEqual({
      kind: 'suspend-installation',
      installationId: 4242n,
      at: new Date('2026-03-01T00:00:00Z'),
    });
    expect(second).toEqual({ kind: 'suspend-installation', installationId: 4242n, at: context.receivedAt });
  });

  test('unsuspend opens it again and syncs what happened meanwhile', () => {
    const { intents } = translated('installation', { action: 'unsuspend', installation: sampleInstallation });

    expect(intents.slice(1)).toEqual([
      { kind: 'suspend-installation', installationId: 4242n, at: null },
      { kind: 'sync-installation', installationId: 4242n },
    ]);
  });

  test('new permissions are stored', () => {
    const payload = { action: 'new_permissions_accepted', installation: sampleInstallation };

    expect(kinds('installation', payload)).toEqual(['upsert-installation']);
  });
});

describe('installation_repositories', () => {
  test('added repositories are stored and synced', () => {
    expect(kinds('installation_repositories', samplePayloads.repositoriesAdded)).toEqual([
      'upsert-installation',
      'upsert-repositories',
      'sync-installation',
    ]);
  });

  test('removed repositories are closed', () => {
    const payload = {
      action: 'removed',
      installation: sampleInstallation,
      repositories_removed: [{ id: 5 }, { id: 6 }],
    };

    const { intents } = translated('installation_repositories', payload);

    expect(intents.at(-1)).toEqual({ kind: 'remove-repositories', repositoryIds: [5n, 6n] });
  });
});

describe('push', () => {
  test('a push to the default branch queues an audit of its head, also before the installation is known', () => {
    const { outcome, intents } = translated('push', samplePayloads.push);

    expect(outcome).toBe('handled');
    expect(intents.map(({ kind }) => kind)).toEqual(['upsert-installation', 'upsert-repositories', 'queue-audit']);
    expect(intents[1]).toMatchObject({ repositories: [{ language: 'Python', pushedAt: new Date(1557933657000) }] });
    expect(intents[2]).toEqual({
      kind: 'queue-audit',
      audit: {
        installationId: 4242n,
        repositoryId: 186853002n,
        commitSha: sampleSha,
        kind: 'push',
        ref: 'main',
        message: 'Read the port from PORT',
        authorLogin: 'mona',
        pullNumber: null,
        baseSha: null,
        committedAt: new Date('2026-03-04T03:06:07Z'),
        priority: 5,
      },
    });
  });

  test.each([
    ['another branch', { ref: 'refs/heads/feature' }],
    ['a tag named as the default branch', { ref: 'refs/tags/main' }],
    ['a deleted branch', { deleted: true, after: '0'.repeat(40), head_commit: null }],
    ['a hook without an installation', { installation: undefined }],
  ])('%s asks for nothing', (_what, change) => {
    expect(translated('push', { ...samplePayloads.push, ...change })).toEqual({ outcome: 'ignored', intents: [] });
  });

  test('a push without a head commit takes the time of the push', () => {
    const { intents } = translated('push', { ...samplePayloads.push, head_commit: null });

    expect(intents.at(-1)).toMatchObject({
      audit: { message: '', authorLogin: '', committedAt: new Date(1557933657000) },
    });
  });
});

describe('pull_request', () => {
  test('opened queues an audit of the head, with its base', () => {
    const { intents } = translated('pull_request', samplePayloads.pullRequest);

    expect(intents.at(-1)).toMatchObject({
      kind: 'queue-audit',
      audit: {
        commitSha: sampleSha,
        baseSha: sampleBaseSha,
        kind: 'pull_request',
        ref: 'refs/pull/7/head',
        pullNumber: 7,
        message: 'Log to stdout',
        priority: 2,
      },
    });
  });

  test('drafts and pull requests of deleted forks are audited', () => {
    const pull = samplePayloads.pullRequest.pull_request;
    const payload = {
      ...samplePayloads.pullRequest,
      action: 'synchronize',
      pull_request: { ...pull, draft: true, head: { ...pull.head, repo: null } },
    };

    expect(kinds('pull_request', payload)).toContain('queue-audit');
  });

  test('closed asks for nothing', () => {
    expect(translated('pull_request', { ...samplePayloads.pullRequest, action: 'closed' }).outcome).toBe('ignored');
  });
});

describe('re-runs', () => {
  test('a re-run of our check run re-runs its audit', () => {
    expect(translated('check_run', samplePayloads.checkRun).intents.at(-1)).toEqual({
      kind: 'rerun-audit',
      repositoryId: 186853002n,
      commitSha: sampleSha,
      auditId: samplePayloads.checkRun.check_run.external_id,
    });
  });

  test('the button Re-audit re-runs, other buttons do not', () => {
    const press = (identifier: string) => ({
      ...samplePayloads.checkRun,
      action: 'requested_action',
      requested_action: { identifier },
    });

    expect(kinds('check_run', press('reaudit'))).toContain('rerun-audit');
    expect(translated('check_run', press('other')).outcome).toBe('ignored');
  });

  test('a check run without our id re-runs what is known of its commit', () => {
    const payload = { ...samplePayloads.checkRun, check_run: { head_sha: sampleSha, external_id: '' } };

    expect(translated('check_run', payload).intents.at(-1)).toEqual({
      kind: 'rerun-commit',
      repositoryId: 186853002n,
      commitSha: sampleSha,
    });
  });

  test('a suite that is asked for again re-runs its commit; one that is merely requested does not', () => {
    expect(kinds('check_suite', samplePayloads.checkSuite)).toContain('rerun-commit');
    expect(translated('check_suite', { ...samplePayloads.checkSuite, action: 'requested' }).outcome).toBe('ignored');
  });
});

describe('repository', () => {
  test.each(['renamed', 'transferred', 'archived', 'unarchived', 'edited', 'privatized', 'publicized'])(
    '%s stores what the repository is now',
    (action) => {
      const payload = { ...samplePayloads.repositoryRenamed, action };

      expect(translated('repository', payload).intents.at(-1)).toMatchObject({
        kind: 'upsert-repositories',
        repositories: [{ id: 186853002n, owner: 'acme', name: 'shop', archived: false, defaultBranch: 'main' }],
      });
    },
  );

  test('deleted closes it', () => {
    const payload = { ...samplePayloads.repositoryRenamed, action: 'deleted' };

    expect(translated('repository', payload).intents).toEqual([
      { kind: 'remove-repositories', repositoryIds: [186853002n] },
    ]);
  });
});

describe('what is not understood', () => {
  test('an unknown event is told apart from a known event of an unknown shape', () => {
    expect(translated('sponsorship', { action: 'created' }).outcome).toBe('unknown-event');
    expect(translated('ping', { zen: 'Keep it logically awesome.' }).outcome).toBe('ignored');
    expect(translated('push', { ref: 'refs/heads/main' }).outcome).toBe('unknown-shape');
    expect(translated('installation', { installation: sampleInstallation }).outcome).toBe('unknown-shape');
  });

  test.each([null, 7, 'text', [], {}])('a payload that is %j never throws', (payload) => {
    for (const event of ['installation', 'push', 'pull_request', 'check_run', 'repository']) {
      expect(translated(event, payload).outcome).toBe('unknown-shape');
    }
  });

  test('an action that is not acted on is ignored whatever its shape', () => {
    expect(translated('repository', { action: 'created', repository: sampleRepository.name }).outcome).toBe('ignored');
  });
});
