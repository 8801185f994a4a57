import type { DataNode } from '../../repo/parsers/data-node.ts';
import { type IniEntry, parseIni } from '../../repo/parsers/ini.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { baseName, folderOf, placeOf } from '../../repo/place.ts';
import type { Process } from '../processes-fact.ts';
import { entryOf, placeOfNode, startOfNode } from './data-values.ts';
import { builtOfName, stageOfPath } from './own-images.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';
import { shellStart } from './resolve-steps.ts';
import { serverOf } from './server-of.ts';

/** systemd units, supervisor programs, ECS task definitions in JSON. */
export function systemProcesses(sources: ProcessSources): Process[] {
  const { repo } = sources;
  return [
    ...repo.withExtension('service').flatMap((path) => unit(sources, path)),
    ...repo.paths
      .filter(
        (path) =>
          /^supervisord?.*\.(?:conf|ini)$|^supervisord?\.conf/.test(baseName(path)) ||
          /\/supervisor(?:d|\/conf\.d)?\/[^/]+\.(?:conf|ini)$/.test(path),
      )
      .flatMap((path) => supervisor(sources, path)),
    ...repo
      .withExtension('json')
      .filter((path) => /task[-_.]?def|ecs/i.test(path))
      .flatMap((path) => ecs(sources, path)),
  ];
}

function unit(sources: ProcessSources, path: string): Process[] {
  const entries = sources.repo.parsed(path, parseIni)?.entries ?? [];
  const value = (key: string): IniEntry | undefined =>
    entries.findLast((entry) => entry.section === 'Service' && entry.key === key);
  const start = value('ExecStart');
  if (!start?.value) return [];
  const restart = value('Restart');
  const grace = value('TimeoutStopSec');
  const signal = value('KillSignal');
  const before = entries.filter((entry) => entry.key === 'ExecStartPre').map((entry) => entry.value ?? '');
  const command = [...before, start.value].map((text) => text.replace(/^[-@:+!]+/, '')).join('\n');
  const process = processFrom(sources, {
    name: baseName(path).replace(/\.service.*$/, ''),
    type: value('Type')?.value === 'oneshot' ? 'job' : undefined,
    deploy: 'systemd',
    stage: stageOfPath(sources.repo, path),
    place: placeOf(path, start.startLine, start.endLine),
    entrypoint: null,
    command: shellStart(command, path, start.startLine - before.length),
    imageText: null,
    built: null,
    folder: folderOf(path),
    own: true,
    environment: entries
      .filter((entry) => entry.key === 'Environment')
      .flatMap((entry) =>
        (entry.value ?? '').split(/\s+(?=[\w"']+=)/).map((pair) => {
          const [name = '', ...rest] = pair.replace(/^["']|["']$/g, '').split('=');
          return entryOf(name, rest.join('='), placeOf(path, entry.startLine));
        }),
      ),
    restart: restart ? { policy: restart.value ?? '', place: placeOf(path, restart.startLine) } : null,
    stopGrace: grace ? { text: grace.value ?? '', place: placeOf(path, grace.startLine) } : null,
    stopSignal: signal ? { text: signal.value ?? '', place: placeOf(path, signal.startLine) } : undefined,
  });
  // A unit that starts neither a server that is known nor a file of the repository looks after somebody else's daemon.
  const isOwn = process.steps.some(
    (step) => serverOf(step.command) !== null || step.via.length > 0 || COMPOSE.test(step.command.program),
  );
  return [{ ...process, own: isOwn }];
}

const COMPOSE = /^(?:docker|podman)(?:-compose)?$/;

function supervisor(sources: ProcessSources, path: string): Process[] {
  const entries = sources.repo.parsed(path, parseIni)?.entries ?? [];
  return entries
    .filter((entry) => entry.section.startsWith('program:') && entry.key === 'command' && entry.value)
    .map((entry) => {
      const count = entries.find((item) => item.section === entry.section && item.key === 'numprocs');
      return processFrom(sources, {
        name: entry.section.slice('program:'.length),
        deploy: 'supervisor',
        stage: stageOfPath(sources.repo, path),
        place: placeOf(path, entry.startLine, entry.endLine),
        entrypoint: null,
        command: shellStart(entry.value ?? '', path, entry.startLine),
        imageText: null,
        built: null,
        folder: folderOf(path),
        own: true,
        replicas: count
          ? {
              text: count.value ?? '',
              place: placeOf(path, count.startLine),
              variable: /%\(ENV_|\$/.test(count.value ?? ''),
            }
          : null,
        restart: { policy: 'orchestrator', place: placeOf(path, entry.startLine) },
      });
    });
}

function ecs(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseJson)?.root;
  const containers =
    root?.get('containerDefinitions')?.items() ?? root?.get('taskDefinition', 'containerDefinitions')?.items() ?? [];
  return containers.map((container) => {
    const image = container.get('image')?.text() ?? null;
    const health = container.get('healthCheck');
    const grace = container.get('stopTimeout');
    return processFrom(sources, {
      name: container.get('name')?.text() ?? '',
      deploy: 'ecs',
      stage: stageOfPath(sources.repo, path),
      place: placeOfNode(path, container),
      entrypoint: startOfNode(path, container.get('entryPoint')),
      command: startOfNode(path, container.get('command')),
      imageText: image,
      built: builtOfName(sources, image),
      folder: folderOf(path),
      ports: (container.get('portMappings')?.items() ?? []).map((item) => ({
        container: item.get('containerPort')?.text() ?? null,
        host: item.get('hostPort')?.text() ?? null,
        place: placeOfNode(path, item),
      })),
      environment: [...pairs(path, container.get('environment')), ...pairs(path, container.get('secrets'))],
      health: health
        ? {
            kind: 'command',
            text: (health.get('command')?.items() ?? []).map((item) => item.text() ?? '').join(' '),
            place: placeOfNode(path, health),
          }
        : undefined,
      volumes: (container.get('mountPoints')?.items() ?? []).map((item) => ({
        source: item.get('sourceVolume')?.text() ?? null,
        target: item.get('containerPath')?.text() ?? '',
        kind: 'volume' as const,
        readOnly: item.get('readOnly')?.value === true,
        place: placeOfNode(path, item),
      })),
      restart: { policy: 'orchestrator', place: placeOfNode(path, container) },
      stopGrace: grace ? { text: grace.text() ?? '', place: placeOfNode(path, grace) } : null,
    });
  });
}

function pairs(path: string, node: DataNode | null): Process['environment'][number][] {
  return (node?.items() ?? []).flatMap((item) => {
    const name = item.get('name')?.text();
    if (!name) return [];
    return item.get('valueFrom')
      ? [{ name, value: null, source: 'secret' as const, place: placeOfNode(path, item) }]
      : [entryOf(name, item.get('value')?.text() ?? null, placeOfNode(path, item))];
  });
}
