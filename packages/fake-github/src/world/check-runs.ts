import type { Json } from '../http/endpoint.ts';
import { checkRunShape } from '../shapes/check-shapes.ts';
import type { Account, Annotation, StoredCheckRun, StoredRepository } from '../state/state.ts';
import { emitForRepository } from '../webhooks/emit-events.ts';
import { emitCheckSuite, settleSuite, suiteOf } from './check-suites.ts';
import { newId, nowIso, type World } from './world.ts';

/** What an App says of a check run; absent fields stay as they are. */
export interface CheckRunInput {
  name?: string;
  status?: string;
  conclusion?: string;
  startedAt?: string;
  completedAt?: string;
  externalId?: string;
  detailsUrl?: string;
  output?: { title?: string; summary?: string; text?: string; annotations: Annotation[] };
  actions?: { label: string; description: string; identifier: string }[];
}

function emitCheckRun(
  world: World,
  repository: StoredRepository,
  run: StoredCheckRun,
  action: string,
  sender: Account,
  extra: Json = {},
): void {
  const suite = world.state.checkSuites.find((it) => it.id === run.suiteId);
  const shape = checkRunShape(world, repository, run);
  const checkRun = {
    ...shape,
    check_suite: {
      id: run.suiteId,
      head_branch: suite?.headBranch ?? null,
      head_sha: run.headSha,
      status: suite?.status ?? 'queued',
      conclusion: suite?.conclusion ?? null,
      before: suite?.before ?? null,
      after: run.headSha,
      app: shape.app,
      pull_requests: shape.pull_requests,
    },
  };
  emitForRepository(world, { name: 'check_run', action, repository, sender, extra: { check_run: checkRun, ...extra } });
}

function apply(run: StoredCheckRun, input: CheckRunInput): void {
  if (input.name !== undefined) run.name = input.name;
  if (input.externalId !== undefined) run.externalId = input.externalId;
  if (input.detailsUrl !== undefined) run.detailsUrl = input.detailsUrl;
  if (input.actions !== undefined) run.actions = input.actions;
  if (input.startedAt !== undefined) run.startedAt = input.startedAt;
  if (input.output) {
    run.title = input.output.title ?? run.title;
    run.summary = input.output.summary ?? run.summary;
    run.text = input.output.text ?? run.text;
    run.annotations.push(...input.output.annotations);
  }
  // GitHub takes a conclusion for the word that it is over, and another status for the word that it is not.
  const status = input.conclusion === undefined ? input.status : 'completed';
  if (status === undefined) return;
  run.status = status;
  run.conclusion = status === 'completed' ? (input.conclusion ?? run.conclusion) : null;
  run.completedAt = status === 'completed' ? (input.completedAt ?? nowIso()) : null;
}

async function afterChange(
  world: World,
  repository: StoredRepository,
  run: StoredCheckRun,
  by: Account,
  isNew: boolean,
): Promise<void> {
  const suite = world.state.checkSuites.find((it) => it.id === run.suiteId);
  const hasCompleted = suite ? settleSuite(world, suite).hasCompleted : false;
  if (isNew) emitCheckRun(world, repository, run, 'created', by);
  if (run.status === 'completed') emitCheckRun(world, repository, run, 'completed', by);
  if (suite && hasCompleted) await emitCheckSuite(world, repository, suite, 'completed', by);
}

/** Makes a check run on a commit; the suite is made with it when the commit has none. */
export async function createCheckRun(
  world: World,
  repository: StoredRepository,
  headSha: string,
  input: CheckRunInput,
  by: Account,
): Promise<StoredCheckRun> {
  const { suite } = suiteOf(world, repository, headSha);
  const run: StoredCheckRun = {
    id: newId(world),
    suiteId: suite.id,
    repositoryId: repository.id,
    headSha,
    name: input.name ?? '',
    status: 'queued',
    conclusion: null,
    startedAt: nowIso(),
    completedAt: null,
    externalId: '',
    detailsUrl: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
  };
  apply(run, input);
  world.state.checkRuns.push(run);
  await afterChange(world, repository, run, by, true);
  return run;
}

export async function updateCheckRun(
  world: World,
  repository: StoredRepository,
  run: StoredCheckRun,
  input: CheckRunInput,
  by: Account,
): Promise<void> {
  apply(run, input);
  world.changed();
  await afterChange(world, repository, run, by, false);
}

/** The Re-run button. The suite is queued again; the run itself stays as it is until the App says otherwise. */
export function rerequestCheckRun(world: World, repository: StoredRepository, run: StoredCheckRun, by: Account): void {
  const suite = world.state.checkSuites.find((it) => it.id === run.suiteId);
  if (suite) {
    suite.status = 'queued';
    suite.conclusion = null;
    world.changed();
  }
  emitCheckRun(world, repository, run, 'rerequested', by);
}

/** A press of one of the buttons that the App put on its check run. */
export function requestAction(
  world: World,
  repository: StoredRepository,
  run: StoredCheckRun,
  identifier: string,
  by: Account,
): void {
  emitCheckRun(world, repository, run, 'requested_action', by, { requested_action: { identifier } });
}
