import type { DataNode } from '../../repo/parsers/data-node.ts';
import { folderOf, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { EnvironmentEntry, HealthDeclaration, Process, ProcessType, VolumeMount } from '../processes-fact.ts';
import { entryOf, placeOfNode, startOfNode } from './data-values.ts';
import {
  helmValues,
  type KubernetesDocument,
  kubernetesDocuments,
  templatePlaceholder,
} from './kubernetes-documents.ts';
import { builtOfName, stageOfPath } from './own-images.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';

const WORKLOADS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Pod',
  'Rollout',
  'DeploymentConfig',
  'Service',
]);

/** Containers and init containers of every workload, Knative services included. */
export function kubernetesProcesses(sources: ProcessSources): Process[] {
  const documents = kubernetesDocuments(sources.repo);
  const maps = new Map(
    documents
      .filter((item) => /^(?:ConfigMap|Secret)$/.test(item.kind))
      .map((item) => [`${item.kind}/${item.name}`, item]),
  );
  const scaled = new Set(
    documents
      .filter((item) => /^(?:HorizontalPodAutoscaler|ScaledObject)$/.test(item.kind))
      .map((item) => item.node.get('spec', 'scaleTargetRef', 'name')?.text() ?? ''),
  );
  return documents
    .filter((item) => WORKLOADS.has(item.kind))
    .flatMap((item) => workloadProcesses(sources, item, scaled, maps));
}

/** The containers of one workload. `scaled` names the workloads that an autoscaler scales; `maps` holds ConfigMaps and Secrets as `kind/name`. */
export function workloadProcesses(
  sources: ProcessSources,
  document: KubernetesDocument,
  scaled: ReadonlySet<string>,
  maps: ReadonlyMap<string, KubernetesDocument> = new Map(),
): Process[] {
  const { node, path, kind, name } = document;
  const spec =
    kind === 'Pod'
      ? node.get('spec')
      : kind === 'CronJob'
        ? node.get('spec', 'jobTemplate', 'spec', 'template', 'spec')
        : // Cloud Run's jobs have one level more.
          (node.get('spec', 'template', 'spec', 'template', 'spec') ?? node.get('spec', 'template', 'spec'));
  if (!spec?.get('containers')) return [];
  const replicas = node.get('spec', 'replicas');
  const grace = spec.get('terminationGracePeriodSeconds');
  const type: ProcessType | undefined = kind === 'Job' ? 'job' : kind === 'CronJob' ? 'cron' : undefined;
  const containers = [
    ...(spec.get('initContainers')?.items() ?? []).map((item) => [item, 'init'] as const),
    ...(spec.get('containers')?.items() ?? []).map((item) => [item, type] as const),
  ];
  return containers.map(([container, role]) => {
    const image = container.get('image')?.text() ?? null;
    return processFrom(sources, {
      name:
        role === 'init' || kind === 'Pod'
          ? (container.get('name')?.text() ?? name)
          : name || (container.get('name')?.text() ?? ''),
      type: role,
      deploy: document.helm ? 'helm' : 'kubernetes',
      stage: document.stage ?? stageOfPath(sources.repo, path),
      place: placeOfNode(path, container),
      entrypoint: startOfNode(path, container.get('command')),
      command: startOfNode(path, container.get('args')),
      imageText: image,
      built: builtOfName(sources, image),
      folder: folderOf(path),
      ports: (container.get('ports')?.items() ?? []).map((port) => ({
        container: port.get('containerPort')?.text() ?? null,
        host: port.get('hostPort')?.text() ?? null,
        place: placeOfNode(path, port),
      })),
      environment: [
        // `name: {{ $name }}` within a range is filled in by what the values list.
        ...environmentOfContainer(path, container, maps).filter(
          ({ name }) => !document.helm || name !== templatePlaceholder,
        ),
        ...(document.helm ? helmEnvironment(sources.repo, path) : []),
      ],
      volumes: volumesOf(path, spec, container, node),
      health: probeOf(path, container),
      replicas:
        replicas && role !== 'init'
          ? {
              text: replicas.text() ?? '',
              place: placeOfNode(path, replicas),
              variable: /\$\{/.test(replicas.text() ?? ''),
            }
          : null,
      autoscaled: scaled.has(name) || kind === 'DaemonSet' || isKnativeScaled(node),
      restart: { policy: 'orchestrator', place: placeOfNode(path, container) },
      stopGrace: grace ? { text: grace.text() ?? '', place: placeOfNode(path, grace) } : null,
      init: spec.get('shareProcessNamespace')?.value === true,
    });
  });
}

function environmentOfContainer(
  path: string,
  container: DataNode,
  maps: ReadonlyMap<string, KubernetesDocument>,
): EnvironmentEntry[] {
  const own = (container.get('env')?.items() ?? []).flatMap((item): EnvironmentEntry[] => {
    const name = item.get('name')?.text();
    if (!name) return [];
    const place = placeOfNode(path, item);
    const isSecret =
      item.get('valueFrom', 'secretKeyRef') ?? item.get('valueSource', 'secretKeyRef') ?? item.get('secretName');
    if (isSecret) return [{ name, value: null, source: 'secret', place }];
    const reference = item.get('valueFrom', 'configMapKeyRef');
    const map = maps.get(`ConfigMap/${reference?.get('name')?.text() ?? ''}`);
    const value = map?.node.get('data', reference?.get('key')?.text() ?? '')?.text() ?? null;
    if (item.get('valueFrom')) return [{ name, value, source: 'file', place }];
    return [entryOf(name, item.get('value')?.text() ?? null, place)];
  });
  const named = new Set(own.map((entry) => entry.name));
  const imported = (container.get('envFrom')?.items() ?? []).flatMap((item) => {
    const prefix = item.get('prefix')?.text() ?? '';
    return (['configMapRef', 'secretRef'] as const).flatMap((key) => {
      const map = maps.get(`${key === 'secretRef' ? 'Secret' : 'ConfigMap'}/${item.get(key, 'name')?.text() ?? ''}`);
      return map ? entriesOfMap(map, prefix) : [];
    });
  });
  return [...own, ...imported.filter((entry) => !named.has(entry.name))];
}

/** What `envFrom` takes in. A Secret's values stay with it. */
function entriesOfMap({ path, node, kind }: KubernetesDocument, prefix: string): EnvironmentEntry[] {
  const entries = ['data', 'stringData'].flatMap((key) => node.get(key)?.entries() ?? []);
  return entries.map((entry) => {
    const place = placeOf(path, entry.keyLine, entry.node.endLine);
    return kind === 'Secret'
      ? { name: `${prefix}${entry.key}`, value: null, source: 'secret' as const, place }
      : { ...entryOf(`${prefix}${entry.key}`, entry.node.text(), place), source: 'file' as const };
  });
}

/** `env: {{- toYaml .Values.env }}` and `range .Values.env`: what the chart's values list. */
function helmEnvironment(repo: Repo, path: string): EnvironmentEntry[] {
  const found = new Map<string, EnvironmentEntry>();
  for (const match of repo
    .text(path)
    .matchAll(
      /\{\{-?[ \t]*(?:range|with|toYaml|tpl)\b[^}\n]{0,200}?\.Values\.(?<path>[\w.]{0,80}?(?:[eE]nv|ENV)(?:\w{0,20}))\b/g,
    )) {
    const steps = (match.groups?.path ?? '').split('.');
    const node = helmValues(repo, path)?.get(...steps);
    const entries =
      node?.kind === 'map'
        ? node.entries().map((entry) => [entry.key, entry.node] as const)
        : (node?.items() ?? []).map((item) => [item.get('name')?.text() ?? '', item.get('value') ?? item] as const);
    for (const [name, value] of entries) {
      if (!/^[A-Za-z_]\w*$/.test(name)) continue;
      const place = placeOfNode(path, value);
      const isSecret = /secret/i.test(match.groups?.path ?? '') || value.get('valueFrom', 'secretKeyRef') !== null;
      found.set(
        name,
        isSecret
          ? { name, value: null, source: 'secret', place }
          : entryOf(name, value.text() ?? value.get('value')?.text() ?? null, place),
      );
    }
  }
  return [...found.values()];
}

/** A Knative service scales by itself. */
function isKnativeScaled(node: DataNode): boolean {
  return /^serving\.knative\.dev\//.test(node.get('apiVersion')?.text() ?? '');
}

function volumesOf(path: string, spec: DataNode, container: DataNode, workloadNode: DataNode): VolumeMount[] {
  const volumes = spec.get('volumes')?.items() ?? [];
  const claims = workloadNode.get('spec', 'volumeClaimTemplates')?.items() ?? [];
  return (container.get('volumeMounts')?.items() ?? []).map((mount): VolumeMount => {
    const name = mount.get('name')?.text() ?? '';
    const volume = volumes.find((item) => item.get('name')?.text() === name);
    const claimed = claims.some((item) => item.get('metadata', 'name')?.text() === name);
    const kind =
      claimed || volume?.get('persistentVolumeClaim')
        ? 'claim'
        : volume?.get('hostPath')
          ? 'host-path'
          : volume?.get('emptyDir')
            ? 'empty-dir'
            : volume?.get('secret')
              ? 'secret'
              : volume?.get('nfs') || volume?.get('csi')
                ? 'volume'
                : 'config';
    return {
      source: volume?.get('hostPath', 'path')?.text() ?? name,
      target: mount.get('mountPath')?.text() ?? '',
      kind,
      readOnly: mount.get('readOnly')?.value === true,
      place: placeOfNode(path, mount),
    };
  });
}

function probeOf(path: string, container: DataNode): HealthDeclaration | undefined {
  const probe = container.get('readinessProbe') ?? container.get('livenessProbe') ?? container.get('startupProbe');
  if (!probe) return undefined;
  if (probe.get('path'))
    return { kind: 'http', text: probe.get('path')?.text() ?? '', place: placeOfNode(path, probe) };
  const kind = probe.get('httpGet') ? 'http' : probe.get('tcpSocket') ? 'tcp' : probe.get('grpc') ? 'grpc' : 'command';
  return { kind, text: probe.get('httpGet', 'path')?.text() ?? kind, place: placeOfNode(path, probe) };
}
