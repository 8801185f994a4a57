import { ApiError, notFound } from '../http/api-error.ts';
import {
  actor,
  created,
  type Endpoint,
  type Json,
  ok,
  type RepositoryRequest,
  repositoryEndpoint,
} from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { annotationShape, checkRunShape } from '../shapes/check-shapes.ts';
import type { Annotation, StoredCheckRun } from '../state/state.ts';
import { type CheckRunInput, createCheckRun, rerequestCheckRun, updateCheckRun } from '../world/check-runs.ts';
import type { World } from '../world/world.ts';
import { checkLimits } from './check-limits.ts';
import { requireCommit } from './require-commit.ts';

function requireApp({ caller }: RepositoryRequest): void {
  if (caller.kind !== 'installation') throw new ApiError(403, 'You must authenticate via a GitHub App.');
}

function requireRun(world: World, { repository, params }: RepositoryRequest): StoredCheckRun {
  const run = world.state.checkRuns.find(
    (it) => it.repositoryId === repository.id && String(it.id) === params.check_run_id,
  );
  if (!run) throw notFound();
  return run;
}

function annotationInput(annotation: Json): Annotation {
  const { start_column: startColumn, end_column: endColumn, title, raw_details: rawDetails } = annotation;
  return {
    path: String(annotation.path),
    startLine: Number(annotation.start_line),
    endLine: Number(annotation.end_line),
    startColumn: typeof startColumn === 'number' ? startColumn : null,
    endColumn: typeof endColumn === 'number' ? endColumn : null,
    level: String(annotation.annotation_level),
    title: typeof title === 'string' ? title : null,
    message: String(annotation.message),
    rawDetails: typeof rawDetails === 'string' ? rawDetails : null,
  };
}

/** The body in our words; what is absent stays absent, because an update changes only what it names. */
function checkRunInput(body: Json): CheckRunInput {
  const input: Record<string, unknown> = {
    name: body.name,
    status: body.status,
    conclusion: body.conclusion,
    startedAt: body.started_at,
    completedAt: body.completed_at,
    externalId: body.external_id,
    detailsUrl: body.details_url,
    actions: body.actions,
  };
  const output = body.output as Json | undefined;
  if (output) {
    const { title, summary, text } = output;
    input.output = {
      title,
      summary,
      text,
      annotations: ((output.annotations as Json[] | undefined) ?? []).map(annotationInput),
    };
  }
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** `latest` keeps the newest run of each name. */
export function chosenRuns(
  world: World,
  request: RepositoryRequest,
  where: (run: StoredCheckRun) => boolean,
): StoredCheckRun[] {
  const { check_name: name, status, filter = 'latest', app_id: appId } = request.query;
  if (appId !== undefined && appId !== String(world.app.id)) return [];
  const matching = world.state.checkRuns.filter(
    (it) =>
      it.repositoryId === request.repository.id &&
      where(it) &&
      (!name || it.name === name) &&
      (!status || it.status === status),
  );
  matching.reverse();
  if (filter === 'all') return matching;
  return matching.filter((run, index) => matching.findIndex((it) => it.name === run.name) === index);
}

function listAnswer(world: World, request: RepositoryRequest, runs: StoredCheckRun[]) {
  const { items, headers } = paginate(request, runs);
  return ok(
    { total_count: runs.length, check_runs: items.map((run) => checkRunShape(world, request.repository, run)) },
    headers,
  );
}

export const checkRunRoutes: Endpoint[] = [
  repositoryEndpoint('checks/create', 'checks:write', async (request, world) => {
    requireApp(request);
    checkLimits(request.body);
    const { repository, body, caller } = request;
    const headSha = String(body.head_sha);
    const sha = await requireCommit(world, repository, headSha);
    if (sha !== headSha) throw new ApiError(422, `No commit found for SHA: ${headSha}`);
    const run = await createCheckRun(world, repository, sha, checkRunInput(body), actor(world, caller));
    return created(checkRunShape(world, repository, run));
  }),

  repositoryEndpoint('checks/update', 'checks:write', async (request, world) => {
    requireApp(request);
    checkLimits(request.body);
    const run = requireRun(world, request);
    await updateCheckRun(world, request.repository, run, checkRunInput(request.body), actor(world, request.caller));
    return ok(checkRunShape(world, request.repository, run));
  }),

  repositoryEndpoint('checks/get', 'checks:read', (request, world) =>
    ok(checkRunShape(world, request.repository, requireRun(world, request))),
  ),

  repositoryEndpoint('checks/list-annotations', 'checks:read', (request, world) => {
    const run = requireRun(world, request);
    const { items, headers } = paginate(request, run.annotations);
    return ok(
      items.map((it) => annotationShape(world, request.repository, run, it)),
      headers,
    );
  }),

  repositoryEndpoint('checks/rerequest-run', 'checks:write', (request, world) => {
    rerequestCheckRun(world, request.repository, requireRun(world, request), actor(world, request.caller));
    return created({});
  }),

  repositoryEndpoint('checks/list-for-ref', 'checks:read', async (request, world) => {
    const sha = await requireCommit(world, request.repository, request.params.ref ?? '');
    return listAnswer(
      world,
      request,
      chosenRuns(world, request, (run) => run.headSha === sha),
    );
  }),

  repositoryEndpoint('checks/list-for-suite', 'checks:read', (request, world) => {
    const id = Number(request.params.check_suite_id);
    return listAnswer(
      world,
      request,
      chosenRuns(world, request, (run) => run.suiteId === id),
    );
  }),
];
