import type { FakeAccount, FakeGitHub, FakeRepository, FakeUser } from '../fake-github.ts';
import type { Faults } from '../http/faults.ts';
import type { RequestLog } from '../http/request-log.ts';
import { findPull, findRepository, fullName } from '../state/find.ts';
import type { Account, StoredCheckRun, StoredPull, StoredRepository } from '../state/state.ts';
import type { WebhookSender } from '../webhooks/deliver-webhooks.ts';
import type { DeliveryLog } from '../webhooks/delivery-log.ts';
import { createOrganization, createUser, requireAccount } from './accounts.ts';
import { requestAction, rerequestCheckRun } from './check-runs.ts';
import { rerequestCheckSuite, suiteOf } from './check-suites.ts';
import { addComment } from './comments.ts';
import * as installations from './installations.ts';
import { mergePull } from './merges.ts';
import { revokeAuthorization } from './oauth.ts';
import { openPullRequest, setPullState } from './pulls.ts';
import { commit, importRepository } from './pushes.ts';
import * as repositories from './repositories.ts';
import { gitDirectory, type World } from './world.ts';

export interface FakeGitHubParts {
  world: World;
  sender: WebhookSender;
  deliveryLog: DeliveryLog;
  faults: Faults;
  requestLog: RequestLog;
  violations: string[];
  close(): Promise<void>;
}

function toAccount({ id, login, name, type }: Account): FakeAccount {
  return { id, login, name, type };
}

function toUser(account: Account): FakeUser {
  return { ...toAccount(account), email: account.email };
}

function toRepository(world: World, repository: StoredRepository): FakeRepository {
  const full = fullName(world.state, repository);
  return {
    id: repository.id,
    owner: full.slice(0, full.indexOf('/')),
    name: repository.name,
    fullName: full,
    private: repository.isPrivate,
    archived: repository.isArchived,
    defaultBranch: repository.defaultBranch,
    gitDirectory: gitDirectory(world, repository),
    url: `${world.urls.web}/${full}`,
  };
}

interface Place {
  owner: string;
  repo: string;
}

/** Puts the public face before the world: names in, plain copies out. */
export function createFakeGitHub(parts: FakeGitHubParts): FakeGitHub {
  const { world, sender, deliveryLog } = parts;
  const { state } = world;

  const place = ({ owner, repo }: Place) => repositories.requireRepository(world, owner, repo);
  const account = (login: string) => requireAccount(world, login);
  const installation = (login: string) => installations.requireInstallation(world, login);

  function pull(input: Place & { number: number }): StoredPull {
    const found = findPull(state, place(input), input.number);
    if (!found) throw new Error(`There is no pull request ${input.number} in ${input.owner}/${input.repo}.`);
    return found;
  }

  function run(input: Place & { checkRunId: number }): StoredCheckRun {
    const found = state.checkRuns.find((it) => it.id === input.checkRunId && it.repositoryId === place(input).id);
    if (!found) throw new Error(`There is no check run ${input.checkRunId} in ${input.owner}/${input.repo}.`);
    return found;
  }

  /** Who installed the App acts on the installation when nobody is named. */
  function installer(login: string): Account {
    const { installedById } = installation(login);
    return state.accounts.find((it) => it.id === installedById) ?? account(login);
  }

  return {
    url: world.urls.web,
    apiUrl: world.urls.api,
    close: parts.close,
    contractViolations: () => [...parts.violations],

    createUser: async (input) => toUser(createUser(world, input)),
    createOrganization: async (input) => toAccount(createOrganization(world, input)),
    createRepository: async (input) => toRepository(world, await repositories.createRepository(world, input)),
    forkRepository: async (input) => toRepository(world, await repositories.forkRepository(world, input)),
    commit: (input) => commit(world, input),
    importRepository: (input) => importRepository(world, input),
    openPullRequest: async (input) => ({ number: (await openPullRequest(world, input)).number }),
    closePullRequest: (input) => setPullState(world, pull(input), 'closed', account(input.by)),
    reopenPullRequest: (input) => setPullState(world, pull(input), 'open', account(input.by)),
    async mergePullRequest(input) {
      const sha = await mergePull(world, pull(input), account(input.by));
      if (!sha) throw new Error(`Pull request ${input.number} of ${input.owner}/${input.repo} can not be merged.`);
      return { sha };
    },
    async comment({ number, body, author, ...where }) {
      const added = addComment(world, place(where), { number, body, author: account(author), viaApp: false });
      return { commentId: added.id };
    },

    installApp: async (input) => ({ installationId: installations.installApp(world, input).id }),
    uninstallApp: async (input) =>
      installations.uninstallApp(world, installation(input.account), installer(input.account)),
    suspend: async (input) =>
      installations.setSuspended(world, installation(input.account), true, installer(input.account)),
    unsuspend: async (input) =>
      installations.setSuspended(world, installation(input.account), false, installer(input.account)),
    addRepositories: async (input) =>
      installations.addRepositories(world, input.account, input.repositories, installer(input.account)),
    removeRepositories: async (input) =>
      installations.removeRepositories(world, input.account, input.repositories, installer(input.account)),
    revokeAuthorization: async ({ login }) => revokeAuthorization(world, account(login)),

    renameRepository: async (input) => repositories.renameRepository(world, place(input), input.name),
    archiveRepository: async (input) => repositories.setArchived(world, place(input), input.archived ?? true),
    transferRepository: async (input) => repositories.transferRepository(world, place(input), input.to),
    deleteRepository: (input) => repositories.deleteRepository(world, place(input)),
    setPrivate: async (input) => repositories.setPrivate(world, place(input), input.private),
    editRepository: ({ owner, repo, ...edit }) => repositories.editRepository(world, place({ owner, repo }), edit),

    rerequestCheckRun: async (input) => rerequestCheckRun(world, place(input), run(input), account(input.by)),
    async rerequestCheckSuite(input) {
      const { suite } = suiteOf(world, place(input), input.sha);
      await rerequestCheckSuite(world, place(input), suite, account(input.by));
    },
    requestCheckRunAction: async (input) =>
      requestAction(world, place(input), run(input), input.identifier, account(input.by)),

    script: parts.faults.script,
    deliveries: deliveryLog.all,
    async redeliver(guid) {
      const delivery = deliveryLog.all().findLast((it) => it.guid === guid);
      if (!delivery) throw new Error(`There is no delivery ${guid}.`);
      sender.redeliver(delivery);
    },
    settled: sender.settled,

    repository(owner, name) {
      const found = findRepository(state, owner, name);
      return found && toRepository(world, found);
    },
    pullRequest: (input) => structuredClone(findPull(state, place(input), input.number)),
    checkRuns: (input) =>
      structuredClone(
        state.checkRuns.filter((it) => it.repositoryId === place(input).id && (!input.sha || it.headSha === input.sha)),
      ),
    comments: (input) =>
      structuredClone(state.comments.filter((it) => it.repositoryId === place(input).id && it.number === input.number)),
    requests: parts.requestLog.requests,
  };
}
