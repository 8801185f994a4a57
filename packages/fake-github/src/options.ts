/** The GitHub App that the fake knows. There is one, as in a development account. */
export interface AppSettings {
  id: number;
  slug: string;
  name: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  /** SPKI or PKCS#1 PEM; verifies the JSON web tokens that the App signs. */
  publicKeyPem: string;
  webhookUrl: string;
  /** Where sign-in may return to. On a loopback address any port is accepted, as RFC 8252 wants. */
  callbackUrls: string[];
  permissions?: Record<string, string>;
  /** Subscribed events; all of them when absent. Installation and authorization events always come. */
  events?: string[];
}

export interface FakeGitHubOptions {
  /** Where the bare repositories and state.json live; a second start on it continues where the first ended. */
  directory: string;
  /** 0 takes any free port. */
  port: number;
  host?: string;
  app: AppSettings;
  log?: (message: string, data: Record<string, unknown>) => void;
  /** Holds each request and response to GitHub's OpenAPI document. See `contractViolations()`. */
  enforceContract?: boolean;
  /** Requests an hour for an installation or user; 5,000 unless told. */
  rateLimit?: number;
}

/** What GitHub grants an App that asks for what Twelvefold needs. */
export const DEFAULT_PERMISSIONS: Record<string, string> = {
  metadata: 'read',
  contents: 'read',
  issues: 'read',
  merge_queues: 'read',
  checks: 'write',
  pull_requests: 'write',
};
