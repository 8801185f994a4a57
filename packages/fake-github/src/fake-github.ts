import type { FaultScript } from './http/faults.ts';
import type { LoggedRequest } from './http/request-log.ts';
import type { StoredCheckRun, StoredComment, StoredDelivery, StoredPull } from './state/state.ts';
import type { PullInput } from './world/pulls.ts';
import type { CommitRequest, ImportRequest } from './world/pushes.ts';
import type { RepositoryEdit, RepositoryInput } from './world/repositories.ts';

export interface FakeAccount {
  id: number;
  login: string;
  name: string;
  type: 'User' | 'Organization' | 'Bot';
}

export interface FakeUser extends FakeAccount {
  email: string;
}

export interface FakeRepository {
  id: number;
  owner: string;
  name: string;
  fullName: string;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
  /** Path of the bare repository. */
  gitDirectory: string;
  url: string;
}

interface Place {
  owner: string;
  repo: string;
}

type Numbered = Place & { number: number };
type ByAccount = { account: string };
type ChosenRepositories = ByAccount & { repositories: string[] };

/** A GitHub of one App, for development, demo and tests. Changes are announced by webhook, in order for each repository. */
export interface FakeGitHub {
  /** Web pages. */
  url: string;
  /** REST, as `GITHUB_API_URL` of a GitHub Enterprise Server. */
  apiUrl: string;
  close(): Promise<void>;
  /** What broke GitHub's OpenAPI document or its written limits; filled only with `enforceContract`. */
  contractViolations(): string[];

  createUser(input: { login: string; name: string }): Promise<FakeUser>;
  createOrganization(input: {
    login: string;
    name: string;
    members: { login: string; role: 'admin' | 'member' }[];
  }): Promise<FakeAccount>;
  createRepository(input: RepositoryInput): Promise<FakeRepository>;
  forkRepository(input: Place & { by: string }): Promise<FakeRepository>;
  commit(input: CommitRequest): Promise<{ sha: string }>;
  /** Sets the default branch to a commit of another local repository, with its history. */
  importRepository(input: ImportRequest): Promise<{ sha: string }>;
  openPullRequest(input: PullInput): Promise<{ number: number }>;
  closePullRequest(input: Numbered & { by: string }): Promise<void>;
  reopenPullRequest(input: Numbered & { by: string }): Promise<void>;
  mergePullRequest(input: Numbered & { by: string }): Promise<{ sha: string }>;
  comment(input: Numbered & { body: string; author: string }): Promise<{ commentId: number }>;

  installApp(input: ByAccount & { repositories: 'all' | string[]; by: string }): Promise<{ installationId: number }>;
  uninstallApp(input: ByAccount): Promise<void>;
  suspend(input: ByAccount): Promise<void>;
  unsuspend(input: ByAccount): Promise<void>;
  addRepositories(input: ChosenRepositories): Promise<void>;
  removeRepositories(input: ChosenRepositories): Promise<void>;
  revokeAuthorization(input: { login: string }): Promise<void>;

  renameRepository(input: Place & { name: string }): Promise<void>;
  archiveRepository(input: Place & { archived?: boolean }): Promise<void>;
  transferRepository(input: Place & { to: string }): Promise<void>;
  deleteRepository(input: Place): Promise<void>;
  setPrivate(input: Place & { private: boolean }): Promise<void>;
  editRepository(input: Place & RepositoryEdit): Promise<void>;

  rerequestCheckRun(input: Place & { checkRunId: number; by: string }): Promise<void>;
  rerequestCheckSuite(input: Place & { sha: string; by: string }): Promise<void>;
  requestCheckRunAction(input: Place & { checkRunId: number; identifier: string; by: string }): Promise<void>;

  /** Makes coming requests fail. */
  script(fault: FaultScript): void;
  /** Oldest first. */
  deliveries(): StoredDelivery[];
  /** Sends the delivery with this GUID again. */
  redeliver(guid: string): Promise<void>;
  /** When no webhook waits or is under way. */
  settled(): Promise<void>;

  repository(owner: string, name: string): FakeRepository | null;
  pullRequest(input: Numbered): StoredPull | null;
  /** Newest last, of a commit or of the whole repository. */
  checkRuns(input: Place & { sha?: string }): StoredCheckRun[];
  /** Oldest first. */
  comments(input: Numbered): StoredComment[];
  requests(): LoggedRequest[];
}
