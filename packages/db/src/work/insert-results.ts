import type { Evidence, FactorResult, RuleResult } from '@twelvefold/rules/report';
import type { Transaction } from '../scope.ts';
import { storableJson, storableText } from '../storable.ts';

// One statement a table: `unnest` took 118,000 rows a second where Prisma's createMany took 8,300.

interface Target {
  auditId: string;
  repositoryId: bigint;
}

const snippetMax = 200;
const evidenceMax = 5;

/** Internal to saveReport. */
export async function insertFactorScores(
  transaction: Transaction,
  { auditId, repositoryId }: Target,
  factors: readonly FactorResult[],
): Promise<void> {
  const column = <T>(pick: (factor: FactorResult) => T): T[] => factors.map(pick);
  await transaction.$executeRaw`
    INSERT INTO "FactorScore" ("auditId", "repositoryId", "factor", "score", "passed", "failed", "unknown", "notApplicable", "position")
    SELECT ${auditId}::uuid, ${repositoryId}::bigint, given.*
    FROM unnest(${column(({ id }) => id)}::text[], ${column(({ score }) => score)}::int[], ${column(({ passed }) => passed)}::int[],
      ${column(({ failed }) => failed)}::int[], ${column(({ unknown }) => unknown)}::int[], ${column(({ notApplicable }) => notApplicable)}::int[]) WITH ORDINALITY AS given`;
}

/** Internal to saveReport. */
export async function insertRuleResults(
  transaction: Transaction,
  { auditId, repositoryId }: Target,
  rules: readonly RuleResult[],
): Promise<void> {
  const column = (pick: (rule: RuleResult) => string): string[] => rules.map(pick);
  await transaction.$executeRaw`
    INSERT INTO "RuleResult" ("auditId", "repositoryId", "ruleId", "factor", "severity", "verdict", "message", "remediation", "evidence", "position")
    SELECT ${auditId}::uuid, ${repositoryId}::bigint,
      given."ruleId", given."factor", given."severity", given."verdict", given."message", given."remediation", given."evidence"::jsonb, given."position"
    FROM unnest(${column(({ id }) => id)}::text[], ${column(({ factor }) => factor)}::text[], ${column(({ severity }) => severity)}::text[],
      ${column(({ verdict }) => verdict)}::text[], ${column(({ message }) => storableText(message))}::text[],
      ${column(({ remediation }) => storableText(remediation))}::text[],
      ${column(({ evidence }) => storableJson(evidence.slice(0, evidenceMax).map(shorten)))}::text[])
      WITH ORDINALITY AS given("ruleId", "factor", "severity", "verdict", "message", "remediation", "evidence", "position")`;
}

/** Internal to saveReport. */
export async function insertFindings(
  transaction: Transaction,
  { auditId, repositoryId }: Target,
  rules: readonly RuleResult[],
): Promise<void> {
  const findings = rules.flatMap((rule) =>
    rule.findings.map((finding) => ({ ...shorten(finding), ruleId: rule.id, severity: rule.severity })),
  );
  if (findings.length === 0) return;
  const column = <T>(pick: (finding: (typeof findings)[number]) => T): T[] => findings.map(pick);
  await transaction.$executeRaw`
    INSERT INTO "Finding" ("auditId", "repositoryId", "ruleId", "severity", "fingerprint", "path", "startLine", "endLine",
      "snippet", "message", "confidence", "component", "status", "position")
    SELECT ${auditId}::uuid, ${repositoryId}::bigint, given.*
    FROM unnest(${column(({ ruleId }) => ruleId)}::text[], ${column(({ severity }) => severity)}::text[], ${column(({ fingerprint }) => fingerprint)}::text[],
      ${column(({ path }) => storableText(path))}::text[], ${column(({ startLine }) => startLine)}::int[], ${column(({ endLine }) => endLine)}::int[],
      ${column(({ snippet }) => storableText(snippet))}::text[], ${column(({ message }) => storableText(message))}::text[],
      ${column(({ confidence }) => confidence)}::text[], ${column(({ component }) => storableText(component))}::text[],
      ${column(({ status }) => status)}::text[]) WITH ORDINALITY AS given`;
}

/** No more of a private repository is stored than short masked lines, whatever a rule hands over. */
function shorten<T extends Evidence>(evidence: T): T {
  return { ...evidence, snippet: evidence.snippet.slice(0, snippetMax) };
}
