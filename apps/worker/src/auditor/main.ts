/**
 * The auditor's process: reads archives and judges them, far from the loop that renews locks and from every secret. It is started with an empty
 * environment and Node's permission model (reads this installation's files only, starts nothing, writes nothing), and with a cap on its heap.
 */
import { auditRepository } from '@twelvefold/rules';
import { serveAudits } from './serve-audits.ts';

serveAudits(auditRepository);
