import { z } from 'zod';
import type { GitHubApp } from './github-app.ts';
import { RepositoryGone } from './github-errors.ts';
import { type RepositoryTarget, withInstallation, writeChecks } from './installation-client.ts';
import type { CheckRunOutput } from './render/check-run-output.ts';

/** Branch protection names it: it never changes. */
const checkRunName = 'Twelvefold';
const annotationsPerRequest = 50;

export interface CheckRunTarget extends RepositoryTarget {
  sha: string;
  /** The audit's id, GitHub's `external_id`. */
  externalId: string;
  detailsUrl: string;
}

const CheckRunAnswer = z.object({
  id: z.coerce.bigint(),
  external_id: z.string().nullish(),
  status: z.string(),
  output: z.object({ annotations_count: z.number() }),
});
type CheckRunAnswer = z.infer<typeof CheckRunAnswer>;
const CheckRunsAnswer = z.object({ check_runs: z.array(CheckRunAnswer) });

/** Creates the check run, not completed yet. Answers its id. `text` stands in its summary while it waits. */
export async function createCheckRun(
  app: GitHubApp,
  target: CheckRunTarget,
  { status, title, summary }: { status: 'queued' | 'in_progress'; title: string; summary: string },
): Promise<bigint> {
  const { data } = await write(app, target, 'creating the check run', (octokit, place) =>
    octokit.request('POST /repos/{owner}/{repo}/check-runs', {
      ...place,
      name: checkRunName,
      head_sha: target.sha,
      external_id: target.externalId,
      details_url: target.detailsUrl,
      status,
      output: { title, summary },
    }),
  );
  return CheckRunAnswer.parse(data).id;
}

/**
 * The check run of this audit that is not completed yet, or null: how a publisher that died between creating one and storing its id does not
 * create a second. A completed one belongs to an earlier run of the same audit.
 */
export async function findOpenCheckRun(app: GitHubApp, target: CheckRunTarget): Promise<bigint | null> {
  const { data } = await write(app, target, 'looking for the check run', (octokit, place) =>
    octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      ...place,
      ref: target.sha,
      check_name: checkRunName,
      app_id: Number(app.options.appId) || undefined,
      filter: 'all',
      per_page: 100,
    }),
  );
  const mine = CheckRunsAnswer.parse(data).check_runs.filter((run) => run.external_id === target.externalId);
  return mine.find((run) => run.status !== 'completed')?.id ?? null;
}

/** Says that the audit runs. */
export async function startCheckRun(
  app: GitHubApp,
  target: CheckRunTarget,
  checkRunId: bigint,
  { title, summary }: { title: string; summary: string },
): Promise<void> {
  await write(app, target, 'updating the check run', (octokit, place) =>
    octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...place,
      check_run_id: Number(checkRunId),
      status: 'in_progress',
      output: { title, summary },
    }),
  );
}

/**
 * Concludes the check run with all its annotations, fifty a request (GitHub appends them). `repeated`: an earlier try may have got through in part,
 * so GitHub is asked how many annotations it has. Answers false where the check run is gone.
 */
export async function completeCheckRun(
  app: GitHubApp,
  target: CheckRunTarget,
  checkRunId: bigint,
  output: CheckRunOutput,
  { repeated }: { repeated: boolean },
): Promise<boolean> {
  const { title, summary, text, annotations, conclusion, actions } = output;
  try {
    let sent = 0;
    if (repeated) {
      const run = await getCheckRun(app, target, checkRunId);
      sent = Math.min(run.output.annotations_count, annotations.length);
      if (run.status === 'completed' && sent === annotations.length) return true;
    }
    do {
      const batch = annotations.slice(sent, sent + annotationsPerRequest);
      await write(app, target, 'concluding the check run', (octokit, place) =>
        octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
          ...place,
          check_run_id: Number(checkRunId),
          details_url: target.detailsUrl,
          // Completed from the first batch on: better half of the annotations than a check that hangs.
          status: 'completed',
          conclusion,
          output: { title, summary, ...(text === '' ? {} : { text }), annotations: batch },
          actions,
        }),
      );
      sent += batch.length;
    } while (sent < annotations.length);
    return true;
  } catch (error) {
    if (error instanceof RepositoryGone) return false;
    throw error;
  }
}

async function getCheckRun(app: GitHubApp, target: CheckRunTarget, checkRunId: bigint): Promise<CheckRunAnswer> {
  const { data } = await write(app, target, 'reading the check run', (octokit, place) =>
    octokit.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...place,
      check_run_id: Number(checkRunId),
    }),
  );
  return CheckRunAnswer.parse(data);
}

type Work<T> = (
  octokit: Parameters<Parameters<typeof withInstallation>[3]>[0],
  place: { owner: string; repo: string },
) => Promise<T>;

function write<T>(app: GitHubApp, target: CheckRunTarget, doing: string, work: Work<T>): Promise<T> {
  return withInstallation(app, { ...target, permissions: writeChecks }, doing, (octokit) =>
    work(octokit, { owner: target.owner, repo: target.name }),
  );
}
