export {
  type CheckRunTarget,
  completeCheckRun,
  createCheckRun,
  findOpenCheckRun,
  startCheckRun,
} from './check-runs.ts';
export { fetchArchive } from './fetch-archive.ts';
export { createGitHubApp, type GitHubApp, type GitHubAppOptions } from './github-app.ts';
export * from './github-errors.ts';
export type { RepositoryTarget } from './installation-client.ts';
export { authorizeUrl, exchangeCode, refreshToken, type UserTokens } from './oauth.ts';
export { upsertPullRequestComment } from './pull-request-comment.ts';
export { redeliverFailedDeliveries } from './redeliver-failed-deliveries.ts';
export type { Comparison, Publishable, PublishableFinding } from './render/publishable.ts';
export { renderCheckRun } from './render/render-check-run.ts';
export { renderComment } from './render/render-comment.ts';
export type { GitHubRepository } from './repository-answer.ts';
export { type CommitSummary, findMergeBase, getBranchHead, listInstallationRepositories } from './repository-reads.ts';
export { type GitHubInstallation, type GitHubUser, type UserClient, userClient } from './user-client.ts';
export { verifyWebhook } from './verify-webhook.ts';
