import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { joinPath, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { commandsOf } from '../commands/to-command.ts';
import { imageReference } from '../images/to-image-reference.ts';
import type { Pipeline, PipelineJob, PipelineStep } from '../pipelines-fact.ts';
import { pipelineJob, textList, textMap } from './pipeline-job.ts';

const DEPTH_MAX = 4;

/** Workflows under `.github/workflows` (and Gitea's, Forgejo's). */
export function githubPipelines(repo: Repo): Pipeline[] {
  const paths = repo.paths.filter((path) => /^\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(path));
  return paths.flatMap((path) => {
    const root = repo.parsed(path, parseYaml)?.root;
    if (!root?.get('jobs')) return [];
    const triggers = triggersOf(root);
    const environment = textMap(root.get('env'));
    const jobs = root.get('jobs')?.entries() ?? [];
    return [
      {
        provider: 'github-actions',
        path,
        name: root.get('name')?.text() ?? path,
        jobs: jobs.map(({ key, keyLine, node }) => jobOf(repo, path, key, keyLine, node, triggers, environment)),
      },
    ];
  });
}

/** `on:` may be read as the boolean true by old YAML rules. */
function triggersOf(root: DataNode): string[] {
  const on = root.get('on') ?? root.get('true');
  const names = on?.kind === 'map' ? on.entries().map((entry) => entry.key) : textList(on);
  return on?.get('push', 'tags') ? [...names, 'tag'] : names;
}

function jobOf(
  repo: Repo,
  path: string,
  id: string,
  line: number,
  node: DataNode,
  triggers: readonly string[],
  shared: Record<string, string>,
): PipelineJob {
  const environment = { ...shared, ...textMap(node.get('env')) };
  const container = node.get('container', 'image')?.text() ?? node.get('container')?.text();
  const uses = node.get('uses')?.text();
  const folder = node.get('defaults', 'run', 'working-directory')?.text() ?? '';
  const matrix = matrixOf(node.get('strategy', 'matrix'));
  const steps = uses?.startsWith('./')
    ? reusedSteps(repo, uses, 0)
    : uses
      ? [calledStep(path, uses, node)]
      : stepsOf(repo, path, node.get('steps'), 0, folder, matrix);
  return pipelineJob(repo, path, {
    id,
    name: node.get('name')?.text() ?? id,
    triggers,
    steps,
    image: container ? imageReference(container) : null,
    services: (node.get('services')?.entries() ?? []).flatMap((service) => {
      const image = service.node.get('image')?.text() ?? service.node.text();
      return image
        ? [
            {
              name: service.key,
              image: imageReference(image),
              environment: textMap(service.node.get('env')),
              place: placeOf(path, service.keyLine, service.node.endLine),
            },
          ]
        : [];
    }),
    environment,
    matrix,
    place: placeOf(path, line, node.endLine),
  });
}

function matrixOf(matrix: DataNode | null): Record<string, string[]> {
  const axes: Record<string, string[]> = {};
  for (const { key, node } of matrix?.entries() ?? []) {
    if (key === 'exclude') continue;
    if (key !== 'include') axes[key] = textList(node);
    else
      for (const item of node.items())
        for (const [name, value] of Object.entries(textMap(item)))
          axes[name] = [...new Set([...(axes[name] ?? []), value])];
  }
  return axes;
}

/** A job that is a workflow of another repository: one step under that workflow's name. */
function calledStep(path: string, uses: string, node: DataNode): PipelineStep {
  const [action, version] = uses.split('@');
  return {
    name: uses,
    run: '',
    commands: [],
    action: action ?? uses,
    actionVersion: version ?? null,
    with: textMap(node.get('with')),
    environment: {},
    folder: '',
    place: placeOf(path, node.startLine, node.endLine),
  };
}

function stepsOf(
  repo: Repo,
  path: string,
  list: DataNode | null,
  depth: number,
  folder = '',
  matrix: Record<string, string[]> = {},
): PipelineStep[] {
  return (list?.items() ?? []).flatMap((step) => {
    const run = step.get('run');
    const text = run?.text() ?? '';
    const uses = step.get('uses')?.text() ?? null;
    if (uses?.startsWith('./') && depth < DEPTH_MAX) {
      const inner = compositeSteps(repo, uses, depth + 1);
      if (inner.length > 0) return inner;
    }
    const [action, version] = uses?.split('@') ?? [];
    // A block scalar's text begins on the line after `run: |`.
    const isBlock = text.includes('\n') || (run !== null && run.endLine > run.startLine);
    const line =
      (run?.startLine ?? step.startLine) +
      (isBlock && /^\s*(?:-\s+)?run:\s*[|>]/.test(repo.lines(path)[(run?.startLine ?? 1) - 1] ?? '') ? 1 : 0);
    return [
      {
        name: step.get('name')?.text() ?? action ?? text.split('\n')[0] ?? '',
        run: text,
        commands:
          text === ''
            ? []
            : commandsOf(
                commandOfMatrix(text, matrix).replace(/\$\{\{[^}\n]*\}\}/g, (expression) =>
                  expression.replace(/[\s|&;<>()'"]/g, '_'),
                ),
                path,
                line,
              ),
        action: action ?? null,
        actionVersion: version ?? null,
        with: textMap(step.get('with')),
        environment: textMap(step.get('env')),
        folder: joinPath('', step.get('working-directory')?.text() ?? folder) ?? '',
        place: placeOf(path, step.startLine, step.endLine),
      },
    ];
  });
}

/** `${{ matrix.build }} --push`: a command that the matrix spells is read as the first that it runs. */
function commandOfMatrix(text: string, matrix: Record<string, string[]>): string {
  return text.replace(
    /^(?<indent>[ \t]*)\$\{\{\s*matrix\.(?<axis>[\w-]{1,60})\s*\}\}/gm,
    (whole, indent: string, axis: string) => {
      const value = Object.hasOwn(matrix, axis) ? matrix[axis]?.[0] : undefined;
      return value === undefined || value.includes('\n') ? whole : indent + value;
    },
  );
}

/** The steps of a composite action of the repository itself. */
function compositeSteps(repo: Repo, uses: string, depth: number): PipelineStep[] {
  const folder = joinPath('', uses);
  const path = [`${folder}/action.yml`, `${folder}/action.yaml`].find((candidate) => repo.has(candidate));
  return path ? stepsOf(repo, path, repo.parsed(path, parseYaml)?.root?.get('runs', 'steps') ?? null, depth) : [];
}

/** A workflow of the repository that a job calls. */
function reusedSteps(repo: Repo, uses: string, depth: number): PipelineStep[] {
  const path = joinPath('', uses.split('@')[0] ?? '');
  const jobs = path === null ? [] : (repo.parsed(path, parseYaml)?.root?.get('jobs')?.entries() ?? []);
  return path === null || depth >= DEPTH_MAX
    ? []
    : jobs.flatMap(({ node }) => stepsOf(repo, path, node.get('steps'), depth + 1));
}
