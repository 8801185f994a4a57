import { RepositoryTrend } from '@twelvefold/contracts';
import { repositoryTrend } from '@twelvefold/db';
import { notFound } from '../../problem-error.ts';
import { wire } from '../../wire.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';
import { TrendQuery } from '../trend-query.ts';
import { RepositoryParams } from './repository-params.ts';

/** GET /api/v1/repositories/:owner/:name/trend?days=90: a point for each audit of the default branch, oldest first. */
export function readRepositoryTrend(app: ApiServer, { sessions }: ApiContext): void {
  const schema = {
    summary: "A repository's scores over time",
    tags: ['repositories'],
    params: RepositoryParams,
    querystring: TrendQuery,
    response: { 200: RepositoryTrend },
  };
  app.get('/repositories/:owner/:name/trend', { schema }, async (request) => {
    const { scope } = await sessions.requireViewer(request);
    const { days } = request.query;
    const points = await repositoryTrend(scope, request.params.owner, request.params.name, days);
    if (!points) throw notFound('repository');
    return { days, points: wire(points) };
  });
}
