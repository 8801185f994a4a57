export { createGitHubApp, type GitHubApp, type GitHubAppOptions } from './github-app.ts';
export * from './github-errors.ts';
export { authorizeUrl, exchangeCode, refreshToken, type UserTokens } from './oauth.ts';
export type { GitHubRepository } from './repository-answer.ts';
export { type GitHubInstallation, type GitHubUser, type UserClient, userClient } from './user-client.ts';
export { verifyWebhook } from './verify-webhook.ts';
