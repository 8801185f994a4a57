import { OrganizationTrend } from '@twelvefold/contracts';
import { organizationTrend } from '@twelvefold/db';
import { z } from 'zod';
import { notFound } from '../../problem-error.ts';
import { wire } from '../../wire.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';
import { TrendQuery } from '../trend-query.ts';

const Params = z.object({ login: z.string().min(1).max(100) });

/** GET /api/v1/organizations/:login/trend?days=90: a point a day. */
export function readOrganizationTrend(app: ApiServer, { sessions }: ApiContext): void {
  const schema = {
    summary: "An organisation's scores over time",
    tags: ['organizations'],
    params: Params,
    querystring: TrendQuery,
    response: { 200: OrganizationTrend },
  };
  app.get('/organizations/:login/trend', { schema }, async (request) => {
    const { scope } = await sessions.requireViewer(request);
    const { days } = request.query;
    const points = await organizationTrend(scope, request.params.login, days);
    if (!points) throw notFound('organisation');
    return { days, points: wire(points) };
  });
}
