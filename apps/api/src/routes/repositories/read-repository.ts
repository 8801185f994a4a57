import { RepositoryOverview } from '@twelvefold/contracts';
import { repositoryOverview } from '@twelvefold/db';
import { notFound } from '../../problem-error.ts';
import { wire } from '../../wire.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';
import { presentImprovements } from '../present-improvements.ts';
import { repositoryLinks } from '../repository-links.ts';
import { RepositoryParams } from './repository-params.ts';

/** GET /api/v1/repositories/:owner/:name: where a repository stands now. */
export function readRepository(app: ApiServer, { deps, sessions }: ApiContext): void {
  const schema = {
    summary: 'A repository: its newest audit and what raises its score',
    tags: ['repositories'],
    params: RepositoryParams,
    response: { 200: RepositoryOverview },
  };
  app.get('/repositories/:owner/:name', { schema }, async (request) => {
    const { scope } = await sessions.requireViewer(request);
    const overview = await repositoryOverview(scope, request.params.owner, request.params.name);
    if (!overview) throw notFound('repository');
    const { improvements, htmlUrl: _htmlUrl, ...repository } = overview;
    return {
      ...wire(repository),
      htmlUrl: repositoryLinks(deps.github.options.webUrl, overview).html,
      score: overview.latest?.score ?? null,
      grade: overview.latest?.grade ?? null,
      coverage: overview.latest?.coverage ?? null,
      improvements: presentImprovements(improvements),
    };
  });
}
