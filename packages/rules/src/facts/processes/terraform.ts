import { type DataEntry, type DataNode, listNode, mapNode } from '../../repo/parsers/data-node.ts';
import type { HclBlock } from '../../repo/parsers/hcl.ts';
import { folderOf } from '../../repo/place.ts';
import type { Process, ProcessType } from '../processes-fact.ts';
import { environmentOf, placeOfNode, startOfNode } from './data-values.ts';
import { digitalOceanProcesses } from './digital-ocean.ts';
import { countOf, type EcsService, ecsContainer } from './ecs.ts';
import { workloadProcesses } from './kubernetes.ts';
import { builtOfName, stageOfPath } from './own-images.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';
import { blockNode, type TerraformModule, terraformModules } from './terraform-data.ts';

/** Containers and functions that Terraform declares: ECS, Kubernetes, Cloud Run, App Runner, Azure, DigitalOcean. */
export function terraformProcesses(sources: ProcessSources): Process[] {
  return terraformModules(sources.repo).flatMap((module) =>
    module.blocks.flatMap(({ path, block }) => blockProcesses(sources, module, path, block)),
  );
}

const kubernetesKinds: Readonly<Record<string, string>> = {
  kubernetes_deployment: 'Deployment',
  kubernetes_stateful_set: 'StatefulSet',
  kubernetes_daemonset: 'DaemonSet',
  kubernetes_daemon_set: 'DaemonSet',
  kubernetes_job: 'Job',
  kubernetes_cron_job: 'CronJob',
  kubernetes_pod: 'Pod',
};

function blockProcesses(sources: ProcessSources, module: TerraformModule, path: string, block: HclBlock): Process[] {
  const type = block.type === 'resource' ? (block.labels[0] ?? '') : block.type === 'module' ? 'module' : '';
  const kind = kubernetesKinds[type.replace(/_v\d+$/, '')];
  const node = () => blockNode(module, block);
  if (kind) return kubernetes(sources, module, path, kind, block.labels[1] ?? '', kubernetesNode(node()));
  switch (type) {
    case 'aws_ecs_task_definition':
      return ecsTask(sources, module, path, block);
    case 'module':
      return ecsModule(sources, path, block.labels[0] ?? '', node());
    case 'kubernetes_manifest': {
      const manifest = node().get('manifest');
      const manifestKind = manifest?.get('kind')?.text();
      return manifest && manifestKind
        ? kubernetes(sources, module, path, manifestKind, block.labels[1] ?? '', manifest)
        : [];
    }
    case 'google_cloud_run_service':
      return cloudRun(sources, path, block, kubernetesNode(node()), ['template', 'spec']);
    case 'google_cloud_run_v2_service':
      return cloudRun(sources, path, block, kubernetesNode(node()), ['template']);
    case 'google_cloud_run_v2_job':
      return cloudRun(sources, path, block, kubernetesNode(node()), ['template', 'template']);
    case 'azurerm_container_app':
      return cloudRun(sources, path, block, kubernetesNode(node()), ['template']);
    case 'azurerm_container_group':
      return cloudRun(sources, path, block, kubernetesNode(node()), []);
    case 'aws_apprunner_service':
      return [appRunner(sources, path, block, node())];
    case 'aws_lambda_function':
      return lambda(sources, path, block, node());
    case 'digitalocean_app':
      return (node().get('spec')?.items() ?? []).flatMap((spec) =>
        digitalOceanProcesses(sources, path, spec, 'terraform'),
      );
    default:
      return [];
  }
}

function ecsTask(sources: ProcessSources, module: TerraformModule, path: string, block: HclBlock): Process[] {
  const containers = blockNode(module, block).get('container_definitions');
  const reference = `aws_ecs_task_definition.${block.labels[1] ?? ''}.`;
  return (containers?.items() ?? [])
    .filter((item) => item.get('image'))
    .map((item) => ecsContainer(sources, path, item, 'terraform', serviceOf(module, reference)));
}

/** The service that runs a task definition, and whether a scaling target names it. */
function serviceOf(module: TerraformModule, reference: string): EcsService {
  const found = module.blocks.find(
    ({ block }) =>
      block.type === 'resource' &&
      block.labels[0] === 'aws_ecs_service' &&
      block.attributes.some((item) => item.name === 'task_definition' && item.value.text.includes(reference)),
  );
  if (!found) return { replicas: null, autoscaled: false };
  const count = blockNode(module, found.block).get('desired_count');
  const name = `aws_ecs_service.${found.block.labels[1] ?? ''}.`;
  const autoscaled = module.blocks.some(
    ({ block }) =>
      block.labels[0] === 'aws_appautoscaling_target' &&
      block.attributes.some((item) => item.name === 'resource_id' && item.value.text.includes(name)),
  );
  return { replicas: count ? countOf(found.path, count) : null, autoscaled };
}

/** The two modules nearly everybody uses: a `container_definitions` map, or one container a module. */
function ecsModule(sources: ProcessSources, path: string, name: string, node: DataNode): Process[] {
  const image = node.get('container_image');
  const count = node.get('desired_count');
  const service: EcsService = {
    replicas: count ? countOf(path, count) : null,
    autoscaled: node.get('autoscaling_max_capacity') !== null || node.get('enable_autoscaling')?.value === true,
  };
  if (image && node.get('container_name')) {
    const renamed = node
      .entries()
      .map((entry): DataEntry => ({ ...entry, key: entry.key.replace(/^container_(?=image$|name$)/, '') }));
    return [ecsContainer(sources, path, mapNode(renamed, node), 'terraform', service)];
  }
  const containers = node.get('container_definitions');
  return (containers?.entries() ?? [])
    .filter((entry) => entry.node.get('image'))
    .map((entry) => {
      const process = ecsContainer(sources, path, entry.node, 'terraform', service);
      return process.name === '' ? { ...process, name: entry.key || name } : process;
    });
}

function kubernetes(
  sources: ProcessSources,
  module: TerraformModule,
  path: string,
  kind: string,
  label: string,
  node: DataNode,
): Process[] {
  const scaled = new Set(
    module.blocks
      .filter(({ block }) => /^kubernetes_horizontal_pod_autoscaler/.test(block.labels[0] ?? ''))
      .map(({ block }) => kubernetesNode(blockNode(module, block)).get('spec', 'scaleTargetRef', 'name')?.text())
      .filter((name) => name !== null && name !== undefined),
  );
  const name = node.get('metadata', 'name')?.text() ?? label;
  // A scaling target usually names the resource, not the text: `kubernetes_deployment.web.metadata.0.name`.
  const isScaled = [...scaled].some((text) => text === name || text.includes(`_${label}_metadata`));
  return workloadProcesses(
    sources,
    { path, kind, name, node, helm: false, stage: null },
    isScaled ? new Set([name]) : new Set(),
  ).map((process) => ({ ...process, deploy: 'terraform' }));
}

function cloudRun(
  sources: ProcessSources,
  path: string,
  block: HclBlock,
  node: DataNode,
  way: readonly string[],
): Process[] {
  const name = node.get('name')?.text() ?? block.labels[1] ?? '';
  const spec = way.length === 0 ? node : node.get(...way);
  if (!spec) return [];
  const isJob = block.labels[0] === 'google_cloud_run_v2_job';
  const wrapped = wrap(spec, ['spec', 'template', 'spec'], node);
  return workloadProcesses(
    sources,
    { path, kind: isJob ? 'Job' : 'Deployment', name, node: wrapped, helm: false, stage: null },
    // These platforms start as many instances as requests need.
    new Set(block.labels[0] === 'azurerm_container_group' ? [] : [name]),
  ).map((process) => ({
    ...process,
    type:
      process.type === 'other' && /^google_cloud_run\w*_service$/.test(block.labels[0] ?? '') ? 'web' : process.type,
    deploy: 'terraform',
  }));
}

function wrap(node: DataNode, keys: readonly string[], span: DataNode): DataNode {
  return keys.reduceRight<DataNode>(
    (inner, key) => mapNode([{ key, keyLine: span.startLine, node: inner, merged: false }], span),
    node,
  );
}

function appRunner(sources: ProcessSources, path: string, block: HclBlock, node: DataNode): Process {
  const image = node.get('source_configuration', 0, 'image_repository', 0);
  const settings = image?.get('image_configuration', 0) ?? null;
  const port = settings?.get('port') ?? null;
  const health = node.get('health_check_configuration', 0);
  const text = image?.get('image_identifier')?.text() ?? null;
  return processFrom(sources, {
    name: node.get('service_name')?.text() ?? block.labels[1] ?? '',
    type: 'web',
    deploy: 'terraform',
    stage: stageOfPath(sources.repo, path),
    place: placeOfNode(path, image ?? node),
    entrypoint: null,
    command: startOfNode(path, settings?.get('start_command') ?? null),
    imageText: text,
    built: builtOfName(sources, text),
    folder: folderOf(path),
    own: true,
    ports: port ? [{ container: port.text(), host: null, place: placeOfNode(path, port) }] : undefined,
    environment: environmentOf(path, settings?.get('runtime_environment_variables') ?? null),
    health: health
      ? { kind: 'http', text: health.get('path')?.text() ?? '/', place: placeOfNode(path, health) }
      : undefined,
    autoscaled: true,
    restart: { policy: 'orchestrator', place: placeOfNode(path, node) },
  });
}

/** A function from an image. It is started for a call and ends: no process that runs on. */
function lambda(sources: ProcessSources, path: string, block: HclBlock, node: DataNode): Process[] {
  const image = node.get('image_uri')?.text() ?? null;
  if (image === null) return [];
  return [
    processFrom(sources, {
      name: node.get('function_name')?.text() ?? block.labels[1] ?? '',
      type: 'job' satisfies ProcessType,
      deploy: 'terraform',
      stage: stageOfPath(sources.repo, path),
      place: placeOfNode(path, node),
      entrypoint: null,
      command: startOfNode(path, node.get('image_config', 0, 'command')),
      imageText: image,
      built: builtOfName(sources, image),
      folder: folderOf(path),
      own: true,
      environment: environmentOf(path, node.get('environment', 0, 'variables')),
      restart: { policy: 'orchestrator', place: placeOfNode(path, node) },
      autoscaled: true,
    }),
  ];
}

const lists: Readonly<Record<string, string>> = {
  container: 'containers',
  containers: 'containers',
  initContainer: 'initContainers',
  initContainers: 'initContainers',
  volume: 'volumes',
  volumes: 'volumes',
  volumeMount: 'volumeMounts',
  volumeMounts: 'volumeMounts',
  port: 'ports',
  ports: 'ports',
  env: 'env',
  envFrom: 'envFrom',
  volumeClaimTemplate: 'volumeClaimTemplates',
};

/** Terraform's spelling of a Kubernetes object as Kubernetes spells it: `init_container { … }` → `initContainers: [ … ]`. */
function kubernetesNode(node: DataNode, depth = 0): DataNode {
  if (node.kind !== 'map' || depth > 20) return node;
  const members = node.entries().map((entry): DataEntry => {
    const camel = entry.key.replace(/_(?<letter>[a-z])/g, (_whole, letter: string) => letter.toUpperCase());
    const { node: inner } = entry;
    const isBlocks = inner.kind === 'list' && inner.items().some((item) => item.kind === 'map');
    if (!isBlocks) return { ...entry, key: camel };
    const items = inner.items().map((item) => kubernetesNode(item, depth + 1));
    const plural = lists[camel];
    // A probe's `port` within `http_get` is a number, a container's `port` a block.
    if (plural) return { ...entry, key: plural, node: listNode(items, inner) };
    const [only] = items;
    return { ...entry, key: camel, node: only ?? inner };
  });
  return mapNode(members, node);
}
