import type { DataNode } from '../../repo/parsers/data-node.ts';
import { folderOf, joinPath } from '../../repo/place.ts';
import type { DeployKind, EnvironmentEntry, Process, ProcessType } from '../processes-fact.ts';
import { entryOf, placeOfNode, startOfNode } from './data-values.ts';
import { countOf } from './ecs.ts';
import { stageOfPath } from './own-images.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';

const groups: readonly (readonly [string[], ProcessType])[] = [
  [['services', 'service'], 'web'],
  [['workers', 'worker'], 'worker'],
  [['jobs', 'job'], 'job'],
];

/** A DigitalOcean app spec: `.do/app.yaml`, or the `spec` block of Terraform. */
export function digitalOceanProcesses(
  sources: ProcessSources,
  path: string,
  spec: DataNode,
  deploy: DeployKind,
): Process[] {
  return groups.flatMap(([keys, type]) =>
    keys.flatMap((key) =>
      (spec.get(key)?.items() ?? []).map((item) => component(sources, path, item, spec, type, deploy)),
    ),
  );
}

function component(
  sources: ProcessSources,
  path: string,
  item: DataNode,
  spec: DataNode,
  type: ProcessType,
  deploy: DeployKind,
): Process {
  const port = item.get('http_port');
  const count = item.get('instance_count');
  const check = item.get('health_check', 0) ?? item.get('health_check');
  const image = item.get('image', 0) ?? item.get('image');
  const dockerfile = item.get('dockerfile_path')?.text();
  const built = dockerfile ? sources.images.at(joinPath('', dockerfile) ?? '') : null;
  const isRelease = /DEPLOY/.test(item.get('kind')?.text() ?? '');
  return processFrom(sources, {
    name: item.get('name')?.text() ?? type,
    type: isRelease ? 'release' : type,
    deploy,
    stage: stageOfPath(sources.repo, path),
    place: placeOfNode(path, item),
    entrypoint: null,
    command: startOfNode(path, item.get('run_command')),
    imageText: image ? `${image.get('repository')?.text() ?? ''}:${image.get('tag')?.text() ?? 'latest'}` : null,
    built: built?.final ? { image: built, stage: built.final } : null,
    folder: joinPath('', item.get('source_dir')?.text() ?? '') ?? folderOf(path),
    own: true,
    ports: port ? [{ container: port.text(), host: null, place: placeOfNode(path, port) }] : undefined,
    environment: [...entriesOf(path, item), ...entriesOf(path, spec)],
    health: check
      ? { kind: 'http', text: check.get('http_path')?.text() ?? '/', place: placeOfNode(path, check) }
      : undefined,
    replicas: count ? countOf(path, count) : null,
    autoscaled: item.get('autoscaling') !== null,
    restart: { policy: 'orchestrator', place: placeOfNode(path, item) },
  });
}

function entriesOf(path: string, node: DataNode): EnvironmentEntry[] {
  return (
    (node.get('envs') ?? node.get('env'))?.items().flatMap((item): EnvironmentEntry[] => {
      const name = item.get('key')?.text();
      if (!name) return [];
      const place = placeOfNode(path, item);
      return item.get('type')?.text() === 'SECRET'
        ? [{ name, value: null, source: 'secret', place }]
        : [entryOf(name, item.get('value')?.text() ?? null, place)];
    }) ?? []
  );
}
