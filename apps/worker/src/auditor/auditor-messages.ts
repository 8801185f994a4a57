import type { AuditReport } from '@twelvefold/rules/report';

/** What the worker tells the auditor's process, by Node's IPC with structured clones. One audit at a time. */
export type ToAuditor = { type: 'start'; sha: string } | { type: 'chunk'; bytes: Uint8Array } | { type: 'end' };

export type FromAuditor =
  | { type: 'ready' }
  /** A chunk was read: one more may be sent. */
  | { type: 'more' }
  | { type: 'progress'; phase: string; percent: number }
  | { type: 'report'; report: AuditReport }
  /** The archive is broken, cut short, or of another commit. The process is well and may be used again. */
  | { type: 'unreadable'; message: string }
  | { type: 'failed'; message: string };

/** How many chunks may be on their way: what bounds the memory of both processes. */
export const chunksInFlightMax = 16;
