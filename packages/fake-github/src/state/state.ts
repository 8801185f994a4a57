/** What state.json holds. Everything that git itself does not remember. */
export interface State {
  version: 1;
  nextId: number;
  accounts: Account[];
  repositories: StoredRepository[];
  pulls: StoredPull[];
  installations: StoredInstallation[];
  installationTokens: InstallationToken[];
  userTokens: UserToken[];
  oauthCodes: OAuthCode[];
  checkSuites: StoredCheckSuite[];
  checkRuns: StoredCheckRun[];
  comments: StoredComment[];
  reactions: StoredReaction[];
}

export interface Account {
  id: number;
  type: 'User' | 'Organization' | 'Bot';
  login: string;
  name: string;
  email: string;
  createdAt: string;
  /** Of an organization; empty for people. */
  members: { accountId: number; role: 'admin' | 'member' }[];
}

export interface StoredRepository {
  id: number;
  ownerId: number;
  name: string;
  isPrivate: boolean;
  description: string | null;
  language: string | null;
  defaultBranch: string;
  isArchived: boolean;
  forkOfId: number | null;
  /** When not null, only these members of the organization (and its admins) see it while it is private. */
  visibleToIds: number[] | null;
  /** Lower-case owner/name pairs that it had before; GitHub answers them with 301. */
  formerNames: string[];
  createdAt: string;
  updatedAt: string;
  pushedAt: string;
}

export interface StoredPull {
  id: number;
  repositoryId: number;
  number: number;
  title: string;
  body: string | null;
  authorId: number;
  state: 'open' | 'closed';
  headRepositoryId: number;
  headBranch: string;
  headSha: string;
  baseBranch: string;
  baseSha: string;
  mergedAt: string | null;
  mergedById: number | null;
  mergeCommitSha: string | null;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

export interface StoredInstallation {
  id: number;
  accountId: number;
  selection: 'all' | 'selected';
  /** Chosen repositories while the selection is `selected`. */
  repositoryIds: number[];
  permissions: Record<string, string>;
  installedById: number;
  suspendedAt: string | null;
  suspendedById: number | null;
  createdAt: string;
  updatedAt: string;
}

export interface InstallationToken {
  token: string;
  installationId: number;
  /** null: every repository of the installation. */
  repositoryIds: number[] | null;
  permissions: Record<string, string>;
  expiresAt: string;
}

export interface UserToken {
  accessToken: string;
  refreshToken: string;
  accountId: number;
  createdAt: string;
  expiresAt: string;
  refreshExpiresAt: string;
}

export interface OAuthCode {
  code: string;
  accountId: number;
  redirectUri: string;
  challenge: string | null;
  expiresAt: string;
}

export interface StoredCheckSuite {
  id: number;
  repositoryId: number;
  headSha: string;
  headBranch: string | null;
  before: string | null;
  status: string;
  conclusion: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface Annotation {
  path: string;
  startLine: number;
  endLine: number;
  startColumn: number | null;
  endColumn: number | null;
  level: string;
  title: string | null;
  message: string;
  rawDetails: string | null;
}

export interface StoredCheckRun {
  id: number;
  suiteId: number;
  repositoryId: number;
  headSha: string;
  name: string;
  status: string;
  conclusion: string | null;
  startedAt: string | null;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
  actions: { label: string; description: string; identifier: string }[];
}

export interface StoredComment {
  id: number;
  repositoryId: number;
  number: number;
  authorId: number;
  viaApp: boolean;
  body: string;
  createdAt: string;
  updatedAt: string;
}

export interface StoredReaction {
  id: number;
  commentId: number;
  accountId: number;
  content: string;
  createdAt: string;
}

export interface StoredDelivery {
  id: number;
  guid: string;
  event: string;
  action: string | null;
  installationId: number | null;
  repositoryId: number | null;
  deliveredAt: string;
  redelivery: boolean;
  durationSeconds: number;
  /** `OK`, or why not, in GitHub's words. */
  status: string;
  statusCode: number;
  requestHeaders: Record<string, string>;
  payload: Record<string, unknown>;
  responseHeaders: Record<string, string>;
  responseBody: string;
}

export function emptyState(): State {
  return {
    version: 1,
    nextId: 1,
    accounts: [],
    repositories: [],
    pulls: [],
    installations: [],
    installationTokens: [],
    userTokens: [],
    oauthCodes: [],
    checkSuites: [],
    checkRuns: [],
    comments: [],
    reactions: [],
  };
}
