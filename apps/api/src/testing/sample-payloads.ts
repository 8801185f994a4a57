/** Small payloads with GitHub's shapes, for tests. */
const account = {
  login: 'acme',
  id: 9919,
  node_id: 'MDEyOk9yZ2FuaXphdGlvbjk5MTk=',
  type: 'Organization',
  site_admin: false,
  avatar_url: 'https://avatars.example/9919',
};

export const sampleSha = '6113728f27ae82c7b1a177c8d03f9e96e0adf246';
export const sampleBaseSha = 'a10867b14bb761a232cd80139fbd4c0d33264240';

export const sampleRepository = {
  id: 186853002,
  node_id: 'MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=',
  name: 'shop',
  full_name: 'acme/shop',
  private: true,
  owner: account,
  html_url: 'https://github.com/acme/shop',
  fork: false,
  archived: false,
  language: 'Python',
  default_branch: 'main',
  pushed_at: '2026-03-04T05:06:07Z',
};

export const sampleInstallation = {
  id: 4242,
  account,
  repository_selection: 'selected',
  permissions: { checks: 'write', contents: 'read', metadata: 'read' },
  events: ['push', 'pull_request'],
  suspended_at: null,
};

const mention = { id: 186853002, node_id: 'x', name: 'shop', full_name: 'acme/shop', private: true };
const envelope = {
  sender: { login: 'mona', id: 1 },
  repository: sampleRepository,
  installation: { id: 4242, node_id: 'y' },
};

export const samplePayloads = {
  installationCreated: {
    action: 'created',
    installation: sampleInstallation,
    repositories: [mention],
    sender: { login: 'mona' },
  },
  repositoriesAdded: {
    action: 'added',
    installation: sampleInstallation,
    repository_selection: 'selected',
    repositories_added: [mention],
    repositories_removed: [],
  },
  push: {
    ...envelope,
    ref: 'refs/heads/main',
    before: sampleBaseSha,
    after: sampleSha,
    created: false,
    deleted: false,
    forced: false,
    // Push events alone give the repository's times in seconds.
    repository: {
      ...sampleRepository,
      created_at: 1557933565,
      pushed_at: 1557933657,
      owner: { ...account, name: 'acme', email: null },
    },
    head_commit: {
      id: sampleSha,
      message: 'Read the port from PORT\n\nIt was 8000.',
      timestamp: '2026-03-04T05:06:07+02:00',
      author: { name: 'Mona', email: 'mona@example.com', username: 'mona' },
    },
  },
  pullRequest: {
    ...envelope,
    action: 'opened',
    number: 7,
    pull_request: {
      id: 279147437,
      number: 7,
      state: 'open',
      draft: false,
      title: 'Log to stdout',
      user: { login: 'mona', id: 1 },
      updated_at: '2026-03-05T05:06:07Z',
      head: { label: 'acme:logs', ref: 'logs', sha: sampleSha, repo: sampleRepository },
      base: { label: 'acme:main', ref: 'main', sha: sampleBaseSha, repo: sampleRepository },
    },
  },
  checkSuite: { ...envelope, action: 'rerequested', check_suite: { id: 1, head_sha: sampleSha, pull_requests: [] } },
  checkRun: {
    ...envelope,
    action: 'rerequested',
    check_run: { id: 2, name: 'Twelvefold', head_sha: sampleSha, external_id: '0198c1f4-7d4e-7a53-9d2f-0123456789ab' },
  },
  repositoryRenamed: { ...envelope, action: 'renamed', changes: { repository: { name: { from: 'store' } } } },
} as const;
