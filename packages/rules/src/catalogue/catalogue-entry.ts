import type { FactorId, Severity } from '../report.ts';

/** A rule's contract. An id never changes its meaning; a changed meaning is a new id. */
export interface CatalogueEntry {
  id: string;
  factor: FactorId;
  severity: Severity;
  /** A sentence that is true of a repository that passes. */
  title: string;
  fails: string;
  passes: string;
  notApplicable: string;
}
