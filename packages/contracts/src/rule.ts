import { z } from 'zod';
import { FactorId, Severity } from './vocabulary.ts';

export const Rule = z.object({
  id: z.string(),
  factor: FactorId,
  title: z.string(),
  severity: Severity,
  failsWhen: z.string(),
  passesWhen: z.string(),
  notApplicableWhen: z.string(),
  /** False while the catalogue names it and no code answers it: its verdict is `unknown`. */
  implemented: z.boolean(),
});
export type Rule = z.infer<typeof Rule>;

export const Factor = z.object({ id: FactorId, numeral: z.string(), title: z.string(), sentence: z.string() });
export type Factor = z.infer<typeof Factor>;

/** GET /api/v1/rules */
export const RuleCatalogue = z.object({ rulesVersion: z.string(), factors: z.array(Factor), rules: z.array(Rule) });
export type RuleCatalogue = z.infer<typeof RuleCatalogue>;

/** GET /api/v1/rules/:factor/:rule : the rule, its page (Markdown) and where it fails among the repositories the user may see. */
export const RuleDetail = Rule.extend({
  docs: z.string(),
  failing: z.array(
    z.object({
      owner: z.string(),
      name: z.string(),
      auditId: z.uuid(),
      findings: z.number().int(),
      message: z.string(),
    }),
  ),
});
export type RuleDetail = z.infer<typeof RuleDetail>;
