import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { createWritePacer } from './write-pacer.ts';

/** As pino has it: data first, then a static text. */
export interface GitHubLogger {
  debug(data: object, message: string): void;
  warn(data: object, message: string): void;
}

const answerTimeoutMs = 15_000;

/**
 * Octokit with GitHub's manners, tuned so that a worker never sleeps: what must wait comes back as an error that says until when.
 * `throttleOptions(id)` belongs to clients that share limits, those of one installation.
 */
export function createOctokitClass(options: { apiUrl: string; userAgent: string; logger: GitHubLogger }) {
  // Octokit's own pacer sleeps a second before every write and three before every comment, even when nothing else was written;
  // ours lets a burst through and refuses, instead of sleeping, what would have to wait long.
  const pacer = createWritePacer();
  const throttleOptions = (id: string) => ({
    id,
    // The plugin wants a group of Bottleneck; all it calls is key(id).schedule(options, run).
    write: pacer as never,
    notifications: unpaced as never,
    // Returning nothing means: do not retry. The error reaches the job, which is put off until the limit is over.
    onRateLimit: (retryAfterSeconds: number) => options.logger.warn({ retryAfterSeconds }, 'GitHub rate limit reached'),
    onSecondaryRateLimit: (retryAfterSeconds: number) =>
      options.logger.warn({ retryAfterSeconds }, 'GitHub secondary rate limit reached'),
  });
  const OctokitClass = Octokit.plugin(throttling, retry, neverRepeatWrites).defaults({
    baseUrl: options.apiUrl,
    userAgent: options.userAgent,
    request: { fetch: fetchInTime },
    throttle: throttleOptions('app'),
    // 200 ms, then 800 ms.
    retry: { retries: 2, retryAfterBaseValue: 200, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
  });
  return { OctokitClass, throttleOptions };
}

/** The answer that was lost may be of a write that was done: who wants to write again looks first. */
function neverRepeatWrites(octokit: Octokit): void {
  octokit.hook.before('request', (request) => {
    if (request.method !== 'GET') request.request = { ...request.request, retries: 0 };
  });
}

const unpaced = { key: () => ({ schedule: (_options: object, run: () => Promise<void>) => run() }) };

function fetchInTime(url: string | URL, init: RequestInit = {}): Promise<Response> {
  const timeout = AbortSignal.timeout(answerTimeoutMs);
  return fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout });
}

export function octokitLog(logger: GitHubLogger) {
  return {
    debug: (message: string) => logger.debug({ octokit: message }, 'octokit says'),
    info: (message: string) => logger.debug({ octokit: message }, 'octokit says'),
    warn: (message: string) => logger.warn({ octokit: message }, 'octokit warns'),
    error: (message: string) => logger.warn({ octokit: message }, 'octokit warns'),
  };
}
