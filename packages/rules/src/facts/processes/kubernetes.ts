import type { DataNode } from '../../repo/parsers/data-node.ts';
import { folderOf } from '../../repo/place.ts';
import type { EnvironmentEntry, HealthDeclaration, Process, ProcessType, VolumeMount } from '../processes-fact.ts';
import { entryOf, placeOfNode, startOfNode } from './data-values.ts';
import { type KubernetesDocument, kubernetesDocuments } from './kubernetes-documents.ts';
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
  const scaled = new Set(
    documents
      .filter((item) => /^(?:HorizontalPodAutoscaler|ScaledObject)$/.test(item.kind))
      .map((item) => item.node.get('spec', 'scaleTargetRef', 'name')?.text() ?? ''),
  );
  return documents.filter((item) => WORKLOADS.has(item.kind)).flatMap((item) => workload(sources, item, scaled));
}

function workload(sources: ProcessSources, document: KubernetesDocument, scaled: ReadonlySet<string>): Process[] {
  const { node, path, kind, name } = document;
  const spec =
    kind === 'Pod'
      ? node.get('spec')
      : kind === 'CronJob'
        ? node.get('spec', 'jobTemplate', 'spec', 'template', 'spec')
        : node.get('spec', 'template', 'spec');
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
      stage: stageOfPath(sources.repo, path),
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
      environment: environmentOfContainer(path, container),
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
      autoscaled: scaled.has(name) || kind === 'DaemonSet',
      restart: { policy: 'orchestrator', place: placeOfNode(path, container) },
      stopGrace: grace ? { text: grace.text() ?? '', place: placeOfNode(path, grace) } : null,
      init: spec.get('shareProcessNamespace')?.value === true,
    });
  });
}

function environmentOfContainer(path: string, container: DataNode): EnvironmentEntry[] {
  return (container.get('env')?.items() ?? []).flatMap((item): EnvironmentEntry[] => {
    const name = item.get('name')?.text();
    if (!name) return [];
    const place = placeOfNode(path, item);
    if (item.get('valueFrom'))
      return [{ name, value: null, source: item.get('valueFrom', 'secretKeyRef') ? 'secret' : 'file', place }];
    return [entryOf(name, item.get('value')?.text() ?? null, place)];
  });
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
  const kind = probe.get('httpGet') ? 'http' : probe.get('tcpSocket') ? 'tcp' : probe.get('grpc') ? 'grpc' : 'command';
  return { kind, text: probe.get('httpGet', 'path')?.text() ?? kind, place: placeOfNode(path, probe) };
}
