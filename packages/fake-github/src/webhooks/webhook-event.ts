import type { StoredInstallation, StoredRepository } from '../state/state.ts';

export interface WebhookEvent {
  name: string;
  action: string | null;
  /** null for what concerns no repository. Orders deliveries: one after the other for each repository. */
  repository: StoredRepository | null;
  installation: StoredInstallation | null;
  payload: Record<string, unknown>;
}
