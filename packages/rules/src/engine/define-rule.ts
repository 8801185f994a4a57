import type { Facts } from '../facts/facts.ts';
import type { Place } from '../repo/place.ts';
import type { Repo } from '../repo/repo.ts';
import type { Confidence, FactorId, Severity } from '../report.ts';

export interface RuleContext {
  repo: Repo;
  facts: Facts;
}

export interface YieldOptions {
  /** `high` unless said otherwise. Only fails carry it into the report. */
  confidence?: Confidence;
  /** What the fingerprint is made of instead of the code at the place; for fails about an absence ("no lock file") or about a name. */
  identity?: string;
}

export type RuleYield =
  | { kind: 'fail'; place: Place; message: string; options: YieldOptions }
  | { kind: 'pass'; place: Place; message: string }
  | { kind: 'unknown'; message: string };

/** Evidence against, at a place. An absence names the file whose presence made the rule applicable. */
export function fail(place: Place, message: string, options: YieldOptions = {}): RuleYield {
  return { kind: 'fail', place, message, options };
}

/** Evidence for, at a place. */
export function pass(place: Place, message: string): RuleYield {
  return { kind: 'pass', place, message };
}

/** Static reading can not decide; the message says why. Any fail outweighs it, and it outweighs passes. */
export function unknown(message: string): RuleYield {
  return { kind: 'unknown', message };
}

/**
 * One rule: a flat object in this order.
 * Verdict: any `fail` → fail; else any `unknown` → unknown; else any `pass` → pass; no yield at all → unknown, unless `silence` says that it is a pass.
 */
export interface Rule {
  id: string;
  factor: FactorId;
  /** The catalogue's title; a sentence that is true of a repository that passes. */
  title: string;
  severity: Severity;
  /** What to do, for this stack where it is a function. */
  remediation: string | ((context: RuleContext) => string);
  /** `true`, or (as `false` or, better, a sentence that says why) not applicable. */
  appliesTo: (context: RuleContext) => boolean | string;
  /** The sentence of a pass by absence ("No production file holds a credential."). Without it, no yield means `unknown`. */
  silence?: string;
  check: (context: RuleContext) => Iterable<RuleYield>;
}

/** Gives a rule its type; the registry lists it. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
