import { createHash } from 'node:crypto';
import { catalogue } from '../catalogue.ts';
import { createFacts } from '../facts/create-facts.ts';
import { describeFacts } from '../facts/describe-facts.ts';
import { registry } from '../registry.ts';
import { createRepo } from '../repo/repo.ts';
import type { RepositoryInput } from '../repo/repository-input.ts';
import { asGenerated } from '../repo/templates.ts';
import type { AuditReport, ComponentResult, RuleResult } from '../report.ts';
import { rulesVersion } from '../rules-version.ts';
import { scoreRules, scoreVersion } from '../score.ts';
import type { Rule } from './define-rule.ts';
import { maskSnippet } from './mask-secrets.ts';
import { runRule } from './run-rule.ts';

export interface AuditOptions {
  /** The text of the configuration that decided over this audit (`.twelvefold.yml` and its defaults); only its hash is kept. */
  config?: string;
  /** Instead of the registry; for tests. */
  rules?: readonly Rule[];
}

/**
 * Audits what was read. Pure and deterministic: the same input gives the same report, byte for byte.
 * Never throws for anything in the repository: a rule that fails answers `error` for itself.
 */
export function auditRepository(input: RepositoryInput, options: AuditOptions = {}): AuditReport {
  const generated = asGenerated(input);
  const repo = createRepo(generated.input);
  const facts = createFacts(repo);
  const rules = new Map((options.rules ?? registry).map((rule) => [rule.id, rule]));
  const results = catalogue.map((entry) => runRule(entry, rules.get(entry.id), { repo, facts }, maskSnippet));
  const kind = facts.components.kind;
  const score = scoreRules(results, kind, input.partial);
  const components = facts.components.all.filter((component) => component.kind !== 'static');
  const report: AuditReport = {
    schemaVersion: 1,
    rulesVersion,
    scoreVersion,
    configHash: createHash('sha256')
      .update(options.config ?? '')
      .digest('hex'),
    repository: {
      kind,
      files: input.files.length,
      bytes: input.files.reduce((sum, file) => sum + file.bytes, 0),
      skipped: input.skipped,
    },
    partial: input.partial,
    limits: input.limits,
    ...score,
    components: components.length > 1 ? components.map((component) => componentResult(component, results)) : [],
    rules: results,
    facts: describeFacts(facts),
  };
  return generated.input === input ? report : withRealPaths(report, generated.realPathOf);
}

/** A template is audited as what it generates, and answered for where it stands. */
function withRealPaths(report: AuditReport, realPathOf: (path: string) => string): AuditReport {
  const { processes, services, runtimes, environment } = report.facts;
  const sourced = <T extends { source: string }>(item: T): T => ({ ...item, source: realPathOf(item.source) });
  const placed = <T extends { path: string }>(item: T): T => ({ ...item, path: realPathOf(item.path) });
  const rules = (results: readonly RuleResult[]) =>
    results.map((result) => ({
      ...result,
      evidence: result.evidence.map(placed),
      findings: result.findings.map((finding) => ({ ...placed(finding), component: realPathOf(finding.component) })),
    }));
  return {
    ...report,
    components: report.components.map(placed),
    rules: rules(report.rules),
    facts: {
      processes: processes.map((item) => ({
        ...sourced(item),
        component: realPathOf(item.component),
        image: item.image === null ? null : realPathOf(item.image),
      })),
      services: services.map(sourced),
      runtimes: runtimes.map(sourced),
      environment: environment.map((item) => ({
        ...item,
        reads: item.reads.map(placed),
        documented: item.documented.map(placed),
      })),
    },
  };
}

/** A component fails a rule where a finding lies in it; where others fail it and it does not, it passes. */
function componentResult(component: { path: string; kind: string }, results: readonly RuleResult[]): ComponentResult {
  const kind = component.kind === 'app' ? 'app' : 'library';
  const own = results.map((result): RuleResult => {
    const findings = result.findings.filter((finding) => finding.component === component.path);
    return result.verdict === 'fail' && findings.length === 0
      ? { ...result, verdict: 'pass', findings }
      : { ...result, findings };
  });
  const { score, factors } = scoreRules(own, kind, false);
  return { path: component.path, kind, score, factors };
}
