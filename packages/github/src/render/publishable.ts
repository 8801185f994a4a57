import type { Confidence, FactorId, Grade, Severity } from '@twelvefold/rules/report';

/** One finding with what its rule says; the renderers need nothing else. */
export interface PublishableFinding {
  ruleId: string;
  ruleTitle: string;
  factor: FactorId;
  severity: Severity;
  confidence: Confidence;
  path: string;
  startLine: number;
  endLine: number;
  snippet: string;
  message: string;
  remediation: string;
  fingerprint: string;
  status: 'open' | 'waived';
}

export interface PublishableFactor {
  id: FactorId;
  numeral: string;
  title: string;
  score: number | null;
}

/** The audit that this one is held against: the merge base of a pull request, or the audit before on the branch. */
export interface Comparison {
  with: 'merge base' | 'previous audit';
  sha: string;
  score: number | null;
  factors: { id: FactorId; score: number | null }[];
  findings: Pick<PublishableFinding, 'ruleId' | 'ruleTitle' | 'fingerprint' | 'path' | 'message' | 'status'>[];
  /** False: the rules changed in between, so that a finding may be new without a change in the code. */
  sameRules: boolean;
}

/** Everything that the check run and the comment say about one ended audit. */
export interface Publishable {
  auditId: string;
  state: 'succeeded' | 'partial' | 'failed' | 'superseded' | 'quarantined';
  /** Why it ended as it did; empty when all is well. */
  reason: string;
  commitSha: string;
  /** Null: an audit of a push. */
  pullNumber: number | null;
  /** The audit on the dashboard. */
  detailsUrl: string;
  score: number | null;
  grade: Grade | null;
  /** Why there is no score. */
  scoreReason: string;
  /** 0–1. */
  coverage: number | null;
  /** Which limits were reached. */
  limits: string[];
  /** All twelve, in order. */
  factors: PublishableFactor[];
  findings: PublishableFinding[];
  /** What raises the score most. */
  improvements: { title: string; points: number }[];
  comparison: Comparison | null;
  /** Why there is no comparison; empty when there is one, or none is expected. */
  notCompared: string;
}
