import { join } from 'node:path';
import { isoSeconds } from '../git/read-git.ts';
import type { RunGit } from '../git/run-git.ts';
import type { AppSettings } from '../options.ts';
import type { State, StoredRepository } from '../state/state.ts';
import type { WebhookEvent } from '../webhooks/webhook-event.ts';

/** What every part of the fake works on. Made once by `startFakeGitHub`. */
export interface World {
  app: AppSettings;
  /** What the App is granted where it is installed. */
  permissions: Record<string, string>;
  state: State;
  /** Says that `state` changed. */
  changed(): void;
  git: RunGit;
  directory: string;
  /** Filled when the ports are known. No slash at the end. */
  urls: { web: string; api: string; archive: string };
  /** Hands an event to the webhook deliveries, if the App is to hear of it. */
  emit(event: WebhookEvent): void;
  /** Runs one writer of a repository at a time. */
  exclusively<T>(repository: StoredRepository, work: () => Promise<T>): Promise<T>;
  log(message: string, data: Record<string, unknown>): void;
}

/** Bare repositories are filed by id, so that a rename moves nothing. */
export function gitDirectory(world: World, repository: StoredRepository): string {
  return join(world.directory, 'repositories', `${repository.id}.git`);
}

export function newId(world: World): number {
  world.changed();
  return world.state.nextId++;
}

export function nowIso(): string {
  return isoSeconds(new Date());
}

/** GitHub's opaque ids: kind and number, in base64. */
export function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}
