import { readCommit } from '../git/read-git.ts';
import { notFound } from '../http/api-error.ts';
import { actor, created, type Endpoint, ok, type RepositoryRequest, repositoryEndpoint } from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { checkSuiteShape } from '../shapes/check-shapes.ts';
import type { StoredCheckSuite } from '../state/state.ts';
import { rerequestCheckSuite, suiteOf } from '../world/check-suites.ts';
import { gitDirectory, type World } from '../world/world.ts';
import { requireCommit } from './require-commit.ts';

function requireSuite(world: World, { repository, params }: RepositoryRequest): StoredCheckSuite {
  const suite = world.state.checkSuites.find(
    (it) => it.repositoryId === repository.id && String(it.id) === params.check_suite_id,
  );
  if (!suite) throw notFound();
  return suite;
}

async function shape(world: World, { repository }: RepositoryRequest, suite: StoredCheckSuite) {
  return checkSuiteShape(
    world,
    repository,
    suite,
    await readCommit(world.git, gitDirectory(world, repository), suite.headSha),
  );
}

export const checkSuiteRoutes: Endpoint[] = [
  repositoryEndpoint('checks/create-suite', 'checks:write', async (request, world) => {
    const sha = await requireCommit(world, request.repository, String(request.body.head_sha));
    const { suite, isNew } = suiteOf(world, request.repository, sha);
    return { status: isNew ? 201 : 200, body: await shape(world, request, suite) };
  }),

  repositoryEndpoint('checks/get-suite', 'checks:read', async (request, world) =>
    ok(await shape(world, request, requireSuite(world, request))),
  ),

  repositoryEndpoint('checks/list-suites-for-ref', 'checks:read', async (request, world) => {
    const sha = await requireCommit(world, request.repository, request.params.ref ?? '');
    const suites = world.state.checkSuites.filter(
      (it) => it.repositoryId === request.repository.id && it.headSha === sha,
    );
    const { items, headers } = paginate(request, suites);
    return ok(
      { total_count: suites.length, check_suites: await Promise.all(items.map((it) => shape(world, request, it))) },
      headers,
    );
  }),

  repositoryEndpoint('checks/rerequest-suite', 'checks:write', async (request, world) => {
    await rerequestCheckSuite(world, request.repository, requireSuite(world, request), actor(world, request.caller));
    return created({});
  }),
];
