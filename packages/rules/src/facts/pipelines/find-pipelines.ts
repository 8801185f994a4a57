import { compareText } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Pipeline, PipelineActivity, PipelinesFact } from '../pipelines-fact.ts';
import { githubPipelines } from './github-actions.ts';
import { gitlabPipelines } from './gitlab-ci.ts';
import { otherPipelines } from './other-pipelines.ts';

/** Every CI definition: GitHub Actions (with the composite actions and workflows of the repository that they use), GitLab, CircleCI and the rest. */
export function findPipelines(repo: Repo): PipelinesFact {
  const all: Pipeline[] = [...githubPipelines(repo), ...gitlabPipelines(repo), ...otherPipelines(repo)].sort((a, b) =>
    compareText(a.path, b.path),
  );
  const jobs = all.flatMap((pipeline) => pipeline.jobs.map((job) => ({ pipeline, job })));
  return {
    all,
    jobs,
    doing: (...activities: PipelineActivity[]) =>
      jobs.flatMap(({ pipeline, job }) => {
        const step = activities.map((activity) => job.stepFor(activity)).find((found) => found !== null);
        return step ? [{ pipeline, job, step }] : [];
      }),
  };
}
