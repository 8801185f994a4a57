import { RuleCatalogue } from '@twelvefold/contracts';
import { catalogue } from '@twelvefold/rules/catalogue';
import { factors } from '@twelvefold/rules/factors';
import { rulesVersion } from '@twelvefold/rules/version';
import type { ApiContext, ApiServer } from '../api-context.ts';
import { implementedRules } from './find-rule-docs.ts';
import { presentRule } from './present-rule.ts';

/** GET /api/v1/rules: the catalogue, in the order of the factors. It is public knowledge and needs no sign-in. */
export function listRules(app: ApiServer, _context: ApiContext): void {
  app.get(
    '/rules',
    { schema: { summary: 'The catalogue of rules', tags: ['rules'], response: { 200: RuleCatalogue } } },
    async () => {
      const implemented = await implementedRules();
      return {
        rulesVersion,
        factors: factors.map((factor) => ({ ...factor })),
        rules: catalogue.map((entry) => presentRule(entry, implemented)),
      };
    },
  );
}
