import type { DataNode } from '../../repo/parsers/data-node.ts';
import type { Repo } from '../../repo/repo.ts';
import type { PipelineActivity, PipelineJob, PipelineStep } from '../pipelines-fact.ts';
import { filesInFolder } from '../processes/container-paths.ts';
import { followCommands } from '../processes/resolve-steps.ts';
import { activitiesOf, deploysByName } from './activities.ts';

/** Adds what the steps do to a job; scripts, Makefile targets and package scripts of the repository are followed. */
export function pipelineJob(
  repo: Repo,
  pipelineName: string,
  job: Omit<PipelineJob, 'activities' | 'stepFor'>,
): PipelineJob {
  const shows = new Map<PipelineActivity, PipelineStep>();
  for (const step of job.steps) {
    const folder = step.folder;
    const commands = [
      ...step.commands,
      ...followCommands({ repo, folder, find: filesInFolder(repo, folder) }, step.commands),
    ];
    const found = activitiesOf({ ...step, commands });
    if (deploysByName(`${pipelineName} ${job.id} ${job.name} ${step.name}`, { ...step, commands })) found.add('deploy');
    for (const activity of found) if (!shows.has(activity)) shows.set(activity, step);
  }
  // A cluster that the job makes for itself is gone when the job ends.
  if (job.steps.some(makesCluster)) shows.delete('deploy');
  return { ...job, activities: new Set(shows.keys()), stepFor: (activity) => shows.get(activity) ?? null };
}

/** kind, minikube and k3d run inside the job. */
function makesCluster({ action, run }: PipelineStep): boolean {
  return (
    /(?:^|\/)(?:setup-)?(?:kind|minikube|k3d|k3s|microk8s)(?:-action|-cluster)?$/i.test(action ?? '') ||
    /\b(?:kind create cluster|minikube start|k3d cluster create)\b/.test(run)
  );
}

/** A map of scalars as text. */
export function textMap(node: DataNode | null | undefined): Record<string, string> {
  return Object.fromEntries(
    (node?.entries() ?? []).map(({ key, node: value }) => [key, value.text() ?? value.get('value')?.text() ?? '']),
  );
}

/** A scalar or a list of scalars as texts. */
export function textList(node: DataNode | null | undefined): string[] {
  if (!node) return [];
  return node.kind === 'list'
    ? node.items().flatMap((item) => (item.kind === 'list' ? textList(item) : [item.text() ?? '']))
    : [node.text() ?? ''].filter(Boolean);
}
