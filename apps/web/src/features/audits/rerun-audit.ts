import { RerunAccepted } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** Audits the same commit again. The answer names the audit that does it. */
export function rerunAudit(id: string): Promise<RerunAccepted> {
  return requestJson(RerunAccepted, `/api/v1/audits/${encodeURIComponent(id)}/rerun`, { method: 'POST' });
}
