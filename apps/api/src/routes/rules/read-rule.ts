import { RuleDetail } from '@twelvefold/contracts';
import { failingRepositories } from '@twelvefold/db';
import { catalogueEntry } from '@twelvefold/rules/catalogue';
import { z } from 'zod';
import { notFound } from '../../problem-error.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';
import { implementedRules, readRuleDocs } from './find-rule-docs.ts';
import { presentRule } from './present-rule.ts';

const Params = z.object({ factor: z.string(), rule: z.string() });

/** GET /api/v1/rules/:factor/:rule: a rule, its page, and where it fails among the repositories that the viewer may see. */
export function readRule(app: ApiServer, { sessions }: ApiContext): void {
  const schema = {
    summary: 'A rule and where it fails',
    tags: ['rules'],
    params: Params,
    response: { 200: RuleDetail },
  };
  app.get('/rules/:factor/:rule', { schema }, async (request) => {
    const entry = catalogueEntry(`${request.params.factor}/${request.params.rule}`);
    if (!entry) throw notFound('rule');
    const viewer = await sessions.viewer(request);
    return {
      ...presentRule(entry, await implementedRules()),
      docs: await readRuleDocs(entry.id),
      failing: viewer ? await failingRepositories(viewer.scope, entry.id) : [],
    };
  });
}
