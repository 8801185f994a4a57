import { type DataNode, scalarNode } from '../../repo/parsers/data-node.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { commandsOf } from '../commands/to-command.ts';
import { imageReference } from '../images/to-image-reference.ts';
import type { Pipeline, PipelineJob, PipelineProvider, PipelineStep } from '../pipelines-fact.ts';
import { pipelineJob, textList, textMap } from './pipeline-job.ts';

const providers: readonly (readonly [RegExp, PipelineProvider])[] = [
  [/^\.circleci\/[^/]+\.ya?ml$/, 'circleci'],
  [/(?:^|\/)azure-pipelines[\w.-]*\.ya?ml$|^\.azure-pipelines\//, 'azure-pipelines'],
  [/^bitbucket-pipelines\.ya?ml$/, 'bitbucket'],
  [/^\.travis\.ya?ml$/, 'travis'],
  [/^\.drone\.ya?ml$|^\.woodpecker(?:\/[^/]+)?\.ya?ml$/, 'drone'],
  [/^\.buildkite\/[^/]+\.ya?ml$/, 'buildkite'],
  [/^cloudbuild[\w.-]*\.ya?ml$/, 'cloud-build'],
  [/^\.?appveyor\.ya?ml$/, 'appveyor'],
  [
    /^\.cirrus\.ya?ml$|^\.semaphore\/|^buildspec[\w.-]*\.ya?ml$|^\.teamcity\/|^wercker\.ya?ml$|^codemagic\.ya?ml$|^\.tekton\//,
    'other',
  ],
];

/** The providers whose files are read without their finer rules: every job, its images, services and shell lines. */
export function otherPipelines(repo: Repo): Pipeline[] {
  const found: Pipeline[] = repo.paths.flatMap((path) => {
    const provider = providers.find(([pattern]) => pattern.test(path))?.[1];
    const root = provider ? repo.parsed(path, parseYaml)?.root : null;
    return provider && root ? [{ provider, path, name: baseName(path), jobs: jobsOf(repo, path, provider, root) }] : [];
  });
  for (const path of repo.named('Jenkinsfile')) found.push(jenkins(repo, path));
  return found;
}

function jobsOf(repo: Repo, path: string, provider: PipelineProvider, root: DataNode): PipelineJob[] {
  const named =
    provider === 'circleci'
      ? (root.get('jobs')?.entries() ?? []).map(({ key, node }) => [key, node] as const)
      : provider === 'azure-pipelines'
        ? azureJobs(root)
        : [];
  const list = named.length > 0 ? named : [[baseName(path), root] as const];
  return list.map(([id, node]) => {
    const lines = shellLines(node, 0);
    const steps = [...lines, ...(provider === 'cloud-build' ? builderLines(root) : [])].map((line) =>
      stepOf(path, line),
    );
    const images = (node.get('docker')?.items() ?? [])
      .map((item) => ({ text: item.get('image')?.text() ?? '', item }))
      .filter(({ text }) => text !== '');
    const services = [
      ...images.slice(1).map(({ text, item }) => ({ text, item })),
      ...(provider === 'bitbucket' || provider === 'drone' ? serviceImages(root) : []),
    ];
    const first = images[0]?.text ?? root.get('image')?.text();
    return pipelineJob(repo, path, {
      id,
      name: id,
      triggers: [],
      steps: [...steps, ...orbs(path, node)],
      image: first ? imageReference(first) : null,
      services: [
        ...services.map(({ text, item }) => ({
          name: text,
          image: imageReference(text),
          environment: textMap(item.get('environment')),
          place: placeOf(path, item.startLine, item.endLine),
        })),
        ...(provider === 'travis'
          ? textList(root.get('services')).map((name) => ({
              name,
              image: imageReference(name),
              environment: {},
              place: placeOf(path, root.get('services')?.startLine ?? 1),
            }))
          : []),
      ],
      environment: textMap(node.get('environment') ?? node.get('variables')),
      matrix: Object.fromEntries(
        (['python', 'node_js', 'rvm', 'go', 'jdk', 'php'] as const).flatMap((key) =>
          root.get(key) ? [[key, textList(root.get(key))]] : [],
        ),
      ),
      place: placeOf(path, node.startLine, node.endLine),
    });
  });
}

function azureJobs(root: DataNode): (readonly [string, DataNode])[] {
  const stages = root.get('stages')?.items() ?? [root];
  return stages.flatMap((stage) =>
    (stage.get('jobs')?.items() ?? []).map(
      (job) => [job.get('job')?.text() ?? job.get('deployment')?.text() ?? 'job', job] as const,
    ),
  );
}

function serviceImages(root: DataNode): { text: string; item: DataNode }[] {
  const services = root.get('definitions', 'services') ?? root.get('services');
  const nodes = services?.kind === 'list' ? services.items() : (services?.entries() ?? []).map((entry) => entry.node);
  return nodes.flatMap((item) => (item.get('image')?.text() ? [{ text: item.get('image')?.text() ?? '', item }] : []));
}

const SHELL_KEYS = new Set([
  'run',
  'script',
  'command',
  'commands',
  'bash',
  'sh',
  'before_install',
  'install',
  'before_script',
  'after_script',
  'after_success',
  'deploy',
  'test_script',
  'build_script',
  'before_build',
  'inlineScript',
  'pwsh',
]);

/** Every shell text under a job, in order. */
function shellLines(node: DataNode, depth: number): DataNode[] {
  if (depth > 12) return [];
  if (node.kind === 'list') return node.items().flatMap((item) => shellLines(item, depth + 1));
  return node.entries().flatMap(({ key, node: value }) => {
    if (!SHELL_KEYS.has(key)) return shellLines(value, depth + 1);
    if (value.kind === 'scalar') return [value];
    return value.kind === 'list'
      ? value.items().flatMap((item) => (item.kind === 'scalar' ? [item] : shellLines(item, depth + 1)))
      : shellLines(value, depth + 1);
  });
}

/** Cloud Build names a program's image and its arguments: `name: gcr.io/cloud-builders/docker`, `args: [build, …]`. */
function builderLines(root: DataNode): DataNode[] {
  return (root.get('steps')?.items() ?? []).flatMap((step) => {
    const args = step.get('args');
    const program = step.get('entrypoint')?.text() ?? baseName(step.get('name')?.text() ?? '').replace(/[:@].*$/, '');
    const words = (args?.items() ?? []).map((item) => item.text() ?? '');
    if (!args || program === '' || words.length === 0) return [];
    const script = /^(?:ba|da)?sh$/.test(program) && /^-\w*c$/.test(words[0] ?? '') ? words[1] : undefined;
    const line =
      script ?? [program, ...words].map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `"${word}"`)).join(' ');
    return [scalarNode(line, line, args)];
  });
}

function stepOf(path: string, line: DataNode): PipelineStep {
  const run = line.text() ?? '';
  return {
    name: run.split('\n')[0] ?? '',
    run,
    commands: commandsOf(run, path, line.startLine + (run.includes('\n') ? 1 : 0)),
    action: null,
    actionVersion: null,
    with: {},
    environment: {},
    folder: '',
    place: placeOf(path, line.startLine, line.endLine),
  };
}

/** Orb commands, tasks and plugins, under the name of an action. */
function orbs(path: string, node: DataNode): PipelineStep[] {
  return (node.get('steps')?.items() ?? []).flatMap((item) => {
    const name = item.kind === 'scalar' ? item.text() : (item.get('task')?.text() ?? item.entries()[0]?.key ?? null);
    if (!name || SHELL_KEYS.has(name) || name === 'checkout') return [];
    const [action, version] = name.split('@');
    return [
      {
        name,
        run: '',
        commands: [],
        action: action ?? name,
        actionVersion: version ?? null,
        with: textMap(item.get('inputs') ?? item.entries()[0]?.node),
        environment: {},
        folder: '',
        place: placeOf(path, item.startLine, item.endLine),
      },
    ];
  });
}

/** `sh '…'` of a Jenkinsfile. */
function jenkins(repo: Repo, path: string): Pipeline {
  const text = repo.text(path);
  const steps: PipelineStep[] = [];
  for (const match of text.matchAll(
    /\b(?:sh|bat)\s*\(?\s*(?:script:\s*)?(?<quote>'''|"""|'|")(?<run>[\s\S]{1,5000}?)\k<quote>/g,
  )) {
    const run = match.groups?.run ?? '';
    const place = repo.placeAt(path, match.index, match.index + match[0].length);
    steps.push({
      name: run.trim().split('\n')[0] ?? '',
      run,
      commands: commandsOf(run, path, place.startLine),
      action: null,
      actionVersion: null,
      with: {},
      environment: {},
      folder: '',
      place,
    });
  }
  const image = /\bimage\s+['"](?<image>[^'"]+)['"]/.exec(text)?.groups?.image;
  return {
    provider: 'jenkins',
    path,
    name: path,
    jobs: [
      pipelineJob(repo, path, {
        id: 'pipeline',
        name: 'pipeline',
        triggers: [],
        steps,
        image: image ? imageReference(image) : null,
        services: [],
        environment: {},
        matrix: {},
        place: placeOf(path),
      }),
    ],
  };
}
