/**
 * The shapes of an audit: the JSON report is a public contract (`schemaVersion` 1), read by the CLI, the database, GitHub renderers and the dashboard.
 * The same bytes in and the same rules version give the same bytes out: a report holds no timestamp.
 */

export type FactorId =
  | 'codebase'
  | 'dependencies'
  | 'config'
  | 'backing-services'
  | 'build-release-run'
  | 'processes'
  | 'port-binding'
  | 'concurrency'
  | 'disposability'
  | 'dev-prod-parity'
  | 'logs'
  | 'admin-processes';

/** `unknown`: static reading can not decide. `error`: the rule itself crashed. Neither is a pass or a fail. */
export type Verdict = 'pass' | 'fail' | 'not-applicable' | 'unknown' | 'error';
export type Severity = 'critical' | 'high' | 'medium' | 'low';
/** Only `high` and `medium` findings may gate a pull request. */
export type Confidence = 'high' | 'medium' | 'low';
export type Grade = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';

/** A place in the repository. Lines are 1-based and inclusive; `snippet` is masked and at most 200 characters. */
export interface Evidence {
  path: string;
  startLine: number;
  endLine: number;
  snippet: string;
  message: string;
}

/** Evidence against: one place where a rule fails. The fingerprint holds no line number, so that moved code stays the same finding. */
export interface Finding extends Evidence {
  confidence: Confidence;
  /** 32 lower-case hex digits. */
  fingerprint: string;
  /** Path of the component it belongs to; '' is the repository's root. */
  component: string;
  status: 'open' | 'waived';
}

export interface RuleResult {
  id: string;
  factor: FactorId;
  severity: Severity;
  verdict: Verdict;
  /** What is so *here*; for `unknown`, `not-applicable` and `error` the reason. */
  message: string;
  /** What to do about it; empty unless the verdict is `fail`. */
  remediation: string;
  findings: Finding[];
  /** Evidence for a pass. */
  evidence: Evidence[];
}

export interface FactorResult {
  id: FactorId;
  numeral: string;
  /** 0–100, or null where no rule of the factor applies or none could be answered. */
  score: number | null;
  passed: number;
  failed: number;
  unknown: number;
  notApplicable: number;
}

export interface ComponentResult {
  path: string;
  kind: RepositoryKind;
  score: number | null;
  factors: FactorResult[];
}

/** Only an `app` has app rules; `documents` and `empty` have no score. */
export type RepositoryKind = 'app' | 'library' | 'documents' | 'empty';

export interface SkippedFile {
  path: string;
  reason: string;
}

/** What regaining one failing rule would do to the repository's score. */
export interface Improvement {
  rule: string;
  factor: FactorId;
  /** Points of the repository's score, rounded to one decimal. */
  points: number;
}

export interface ProcessFact {
  type: string;
  command: string;
  component: string;
  /** The deploy file that starts it. */
  source: string;
  line: number;
  image: string | null;
  ports: string[];
  environment: string[];
  services: string[];
  health: string | null;
  stage: 'production' | 'development' | 'test';
}

export interface ServiceFact {
  kind: string;
  name: string;
  version: string | null;
  source: string;
  line: number;
  place: string;
}

export interface RuntimeFact {
  language: string;
  version: string;
  source: string;
  line: number;
  place: string;
}

export interface VariableFact {
  name: string;
  required: boolean;
  default: string | null;
  secret: boolean;
  reads: { path: string; line: number }[];
  documented: { path: string; line: number }[];
}

export interface AuditReport {
  schemaVersion: 1;
  rulesVersion: string;
  scoreVersion: number;
  configHash: string;
  repository: { kind: RepositoryKind; files: number; bytes: number; skipped: SkippedFile[] };
  /** True when a limit was reached, so that the report speaks of a part only. A partial report has no score. */
  partial: boolean;
  limits: string[];
  score: number | null;
  grade: Grade | null;
  /** Why there is no score; empty when there is one. */
  scoreReason: string;
  /** Share of applicable rules that could be answered, 0–1. */
  coverage: number;
  factors: FactorResult[];
  components: ComponentResult[];
  /** All 89, in catalogue order. */
  rules: RuleResult[];
  improvements: Improvement[];
  facts: { processes: ProcessFact[]; services: ServiceFact[]; runtimes: RuntimeFact[]; environment: VariableFact[] };
}
