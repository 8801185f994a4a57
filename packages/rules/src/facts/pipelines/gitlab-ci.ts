import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { commandsOf } from '../commands/to-command.ts';
import { imageReference } from '../images/to-image-reference.ts';
import type { Pipeline, PipelineStep } from '../pipelines-fact.ts';
import { pipelineJob, textList, textMap } from './pipeline-job.ts';

const KEYWORDS = new Set([
  'stages',
  'variables',
  'default',
  'include',
  'workflow',
  'image',
  'services',
  'before_script',
  'after_script',
  'cache',
  'pages',
  'spec',
]);

/** `.gitlab-ci.yml` and the local files beside it. */
export function gitlabPipelines(repo: Repo): Pipeline[] {
  return repo.paths
    .filter((path) => /(?:^|\/)\.gitlab-ci\.ya?ml$|^\.gitlab\/ci\/[^/]+\.ya?ml$/.test(path))
    .flatMap((path) => {
      const root = repo.parsed(path, parseYaml)?.root;
      if (!root) return [];
      const jobs = root
        .entries()
        .filter(
          ({ key, node }) =>
            node.kind === 'map' &&
            !key.startsWith('.') &&
            !KEYWORDS.has(key) &&
            (node.get('script') || node.get('extends') || node.get('trigger')),
        );
      return [
        {
          provider: 'gitlab-ci',
          path,
          name: path,
          jobs: jobs.map(({ key, keyLine, node }) => {
            const read = (...steps: string[]): DataNode | null =>
              inherited(root, node, steps, 0) ?? root.get('default', ...steps) ?? root.get(...steps);
            const image = read('image');
            const imageText = image?.text() ?? image?.get('name')?.text();
            return pipelineJob(repo, path, {
              id: key,
              name: key,
              triggers: textList(node.get('only')).concat(
                JSON.stringify(textList(node.get('rules'))).includes('CI_COMMIT_TAG') ? ['tag'] : [],
              ),
              steps: ['before_script', 'script', 'after_script'].flatMap((name) => scriptSteps(path, name, read(name))),
              image: imageText ? imageReference(imageText) : null,
              services: (read('services')?.items() ?? []).flatMap((item) => {
                const text = item.text() ?? item.get('name')?.text();
                return text
                  ? [
                      {
                        name: item.get('alias')?.text() ?? text,
                        image: imageReference(text),
                        environment: textMap(item.get('variables')),
                        place: placeOf(path, item.startLine, item.endLine),
                      },
                    ]
                  : [];
              }),
              environment: { ...textMap(root.get('variables')), ...textMap(node.get('variables')) },
              matrix: Object.fromEntries(
                (node.get('parallel', 'matrix')?.items() ?? []).flatMap((item) =>
                  item.entries().map((entry) => [entry.key, textList(entry.node)]),
                ),
              ),
              place: placeOf(path, keyLine, node.endLine),
            });
          }),
        },
      ];
    });
}

/** A value of the job or of what it `extends`. */
function inherited(root: DataNode, node: DataNode, steps: readonly string[], depth: number): DataNode | null {
  const own = node.get(...steps);
  if (own || depth > 8) return own;
  for (const name of textList(node.get('extends')).toReversed()) {
    const parent = root.get(name);
    const found = parent ? inherited(root, parent, steps, depth + 1) : null;
    if (found) return found;
  }
  return null;
}

function scriptSteps(path: string, name: string, node: DataNode | null): PipelineStep[] {
  const lines = node?.kind === 'list' ? node.items() : node ? [node] : [];
  return lines.flatMap((line) => {
    const run = line.text();
    if (!run) return [];
    return [
      {
        name,
        run,
        commands: commandsOf(run, path, line.startLine + (run.includes('\n') ? 1 : 0)),
        action: null,
        actionVersion: null,
        with: {},
        environment: {},
        folder: '',
        place: placeOf(path, line.startLine, line.endLine),
      },
    ];
  });
}
