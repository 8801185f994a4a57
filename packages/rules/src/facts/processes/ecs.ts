import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { folderOf } from '../../repo/place.ts';
import type { DeployKind, EnvironmentEntry, Process } from '../processes-fact.ts';
import { entryOf, placeOfNode, startOfNode } from './data-values.ts';
import { builtOfName, stageOfPath } from './own-images.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';

/** What the service that runs a task definition says. */
export interface EcsService {
  replicas: Process['replicas'];
  autoscaled: boolean;
}

const noService: EcsService = { replicas: null, autoscaled: false };

/** ECS task definitions: JSON as the API takes it, and CloudFormation. */
export function ecsProcesses(sources: ProcessSources): Process[] {
  const { repo } = sources;
  return [
    ...repo.withExtension('json', 'yml', 'yaml').flatMap((path) => definition(sources, path)),
    ...repo.withExtension('yml', 'yaml', 'json', 'template').flatMap((path) => cloudFormation(sources, path)),
  ];
}

function definition(sources: ProcessSources, path: string): Process[] {
  const text = sources.repo.text(path);
  const isBareList = /task[-_.]?def|container[-_.]?def/i.test(path) && text.includes('"image"');
  if (!isBareList && !/["']?containerDefinitions["']?\s*:/.test(text)) return [];
  const root = sources.repo.parsed(path, path.endsWith('.json') ? parseJson : parseYaml)?.root;
  const containers =
    root?.get('containerDefinitions') ??
    root?.get('taskDefinition', 'containerDefinitions') ??
    (root?.kind === 'list' && isBareList ? root : null);
  return (containers?.items() ?? [])
    .filter((item) => item.get('image'))
    .map((item) => ecsContainer(sources, path, item, 'ecs', serviceBeside(sources, path)));
}

/** `ecs-service.json` of the same folder says how many. */
function serviceBeside(sources: ProcessSources, path: string): EcsService {
  for (const beside of sources.repo.withExtension('json')) {
    if (folderOf(beside) !== folderOf(path) || !sources.repo.text(beside).includes('"desiredCount"')) continue;
    const count = sources.repo.parsed(beside, parseJson)?.root?.get('desiredCount');
    if (count) return { replicas: countOf(beside, count), autoscaled: false };
  }
  return noService;
}

function cloudFormation(sources: ProcessSources, path: string): Process[] {
  if (!sources.repo.text(path).includes('AWS::ECS::TaskDefinition')) return [];
  const resources = sources.repo.parsed(path, path.endsWith('.json') ? parseJson : parseYaml)?.root?.get('Resources');
  const entries = resources?.entries() ?? [];
  const services = entries.filter(({ node }) => node.get('Type')?.text() === 'AWS::ECS::Service');
  const isScaled = entries.some(
    ({ node }) => node.get('Type')?.text() === 'AWS::ApplicationAutoScaling::ScalableTarget',
  );
  return entries
    .filter(({ node }) => node.get('Type')?.text() === 'AWS::ECS::TaskDefinition')
    .flatMap(({ key, node }) => {
      const service = services.find((item) => {
        const task = item.node.get('Properties', 'TaskDefinition');
        return (task?.text() ?? task?.get('Ref')?.text()) === key;
      })?.node;
      const count = service?.get('Properties', 'DesiredCount');
      const told: EcsService = {
        replicas: count ? countOf(path, count) : null,
        autoscaled: isScaled && service !== undefined,
      };
      return (node.get('Properties', 'ContainerDefinitions')?.items() ?? [])
        .filter((item) => item.get('Image'))
        .map((item) => ecsContainer(sources, path, item, 'ecs', told));
    });
}

export function countOf(path: string, node: DataNode): NonNullable<Process['replicas']> {
  const text = textOf(node) ?? '';
  return { text, place: placeOfNode(path, node), variable: text.includes('$') };
}

/** One container of a task definition, whatever the case of its keys. */
export function ecsContainer(
  sources: ProcessSources,
  path: string,
  container: DataNode,
  deploy: DeployKind,
  service: EcsService = noService,
): Process {
  const get = (key: string) => keyed(container, key);
  const image = textOf(get('image'));
  const health = get('healthCheck');
  const grace = get('stopTimeout');
  return processFrom(sources, {
    name: textOf(get('name')) ?? '',
    deploy,
    stage: stageOfPath(sources.repo, path),
    place: placeOfNode(path, container),
    entrypoint: startOfNode(path, get('entryPoint') ?? get('entrypoint')),
    command: startOfNode(path, get('command')),
    imageText: image,
    built: builtOfName(sources, image),
    folder: folderOf(path),
    ports: (get('portMappings')?.items() ?? []).map((item) => ({
      container: textOf(keyed(item, 'containerPort')),
      host: textOf(keyed(item, 'hostPort')),
      place: placeOfNode(path, item),
    })),
    environment: [
      ...pairs(path, get('environment')),
      ...pairs(path, get('secrets')),
      ...files(path, get('environmentFiles')),
    ],
    health:
      health && health.kind === 'map'
        ? {
            kind: 'command',
            text: listText(keyed(health, 'command')),
            place: placeOfNode(path, health),
          }
        : undefined,
    volumes: (get('mountPoints')?.items() ?? []).map((item) => ({
      source: textOf(keyed(item, 'sourceVolume')),
      target: textOf(keyed(item, 'containerPath')) ?? '',
      kind: 'volume' as const,
      readOnly: keyed(item, 'readOnly')?.value === true,
      place: placeOfNode(path, item),
    })),
    restart: { policy: 'orchestrator', place: placeOfNode(path, container) },
    stopGrace: grace ? { text: textOf(grace) ?? '', place: placeOfNode(path, grace) } : null,
    init: keyed(get('linuxParameters'), 'initProcessEnabled')?.value === true,
    replicas: service.replicas,
    autoscaled: service.autoscaled,
    dependsOn: (get('dependsOn')?.items() ?? [])
      .map((item) => textOf(keyed(item, 'containerName')) ?? '')
      .filter(Boolean),
  });
}

/** `portMappings`, `PortMappings` or `port_mappings`. */
function keyed(node: DataNode | null, key: string): DataNode | null {
  if (!node) return null;
  return (
    node.get(key) ??
    node.get(`${key.slice(0, 1).toUpperCase()}${key.slice(1)}`) ??
    node.get(key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  );
}

/** A text; what CloudFormation's functions give becomes a variable. */
function textOf(node: DataNode | null): string | null {
  if (!node) return null;
  if (node.kind === 'scalar') {
    const text = node.text();
    if (text !== null && /^!(?:Ref|GetAtt|ImportValue)$/.test(node.tag ?? ''))
      return `\${${text.replace(/\W+/g, '_')}}`;
    return (
      text?.replace(/\$\{(?<name>[^{}]*)\}/g, (_whole, name: string) => `\${${name.replace(/\W+/g, '_')}}`) ?? null
    );
  }
  const inner = node.get('Fn::Sub');
  if (inner) return textOf(inner.kind === 'list' ? (inner.items()[0] ?? null) : inner);
  if (node.kind === 'list' && node.tag === '!Sub') return textOf(node.items()[0] ?? null);
  return `\${${node.get('Ref')?.text() ?? 'value'}}`;
}

function listText(node: DataNode | null): string {
  return node?.kind === 'list'
    ? node
        .items()
        .map((item) => textOf(item) ?? '')
        .join(' ')
    : (textOf(node) ?? '');
}

function pairs(path: string, node: DataNode | null): EnvironmentEntry[] {
  if (node?.kind === 'map')
    return node.entries().map((entry) => entryOf(entry.key, textOf(entry.node), placeOfNode(path, entry.node)));
  return (node?.items() ?? []).flatMap((item) => {
    const name = textOf(keyed(item, 'name'));
    if (!name) return [];
    return keyed(item, 'valueFrom')
      ? [{ name, value: null, source: 'secret' as const, place: placeOfNode(path, item) }]
      : [entryOf(name, textOf(keyed(item, 'value')), placeOfNode(path, item))];
  });
}

/** Files of variables in a bucket: what they set is not known. */
function files(path: string, node: DataNode | null): EnvironmentEntry[] {
  return (node?.items() ?? []).map((item) => ({
    name: textOf(keyed(item, 'value')) ?? '',
    value: null,
    source: 'file' as const,
    place: placeOfNode(path, item),
  }));
}
