export type { FakeAccount, FakeGitHub, FakeRepository, FakeUser } from './fake-github.ts';
export type { FaultScript } from './http/faults.ts';
export type { FakeGitHubOptions } from './options.ts';
export { startFakeGitHub } from './start-fake-github.ts';
export type { StoredDelivery as FakeDelivery } from './state/state.ts';
