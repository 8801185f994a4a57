export { type AuditProgress, publishAuditEvent, subscribeAuditEvents } from './audit-events.ts';
export { createQueues, type Queues } from './create-queues.ts';
export { createWorker, type JobContext, type JobHandler, type JobWorker } from './create-worker.ts';
export { type EnqueueOptions, enqueue } from './enqueue.ts';
export type { JobContract } from './job-contract.ts';
export { type AuditPayload, auditJob, type PublishPayload, publishJob, type SyncPayload, syncJob } from './jobs.ts';
export { type Depth, queueDepth } from './queue-depth.ts';
