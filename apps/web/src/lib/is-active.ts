import type { AuditState } from '@twelvefold/contracts';

/** Whether an audit still moves; all other states are final. */
export function isActive(state: AuditState): boolean {
  return state === 'queued' || state === 'running';
}
