import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { parseToml } from '../../repo/parsers/toml.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, folderOf, joinPath, type Place } from '../../repo/place.ts';
import type { HealthDeclaration, Process, ProcessType } from '../processes-fact.ts';
import { environmentOf, placeOfNode, startOfNode } from './data-values.ts';
import { digitalOceanProcesses } from './digital-ocean.ts';
import { countOf } from './ecs.ts';
import { appJson, heroku, procfile } from './heroku-files.ts';
import { stageOfPath } from './own-images.ts';
import { base, dockerfileAt, roles } from './platform-draft.ts';
import { type ProcessDraft, type ProcessSources, processFrom } from './process-draft.ts';

/** Procfile, heroku.yml, app.json, fly.toml, render.yaml, railway.json/toml, app.yaml, project.toml, nixpacks.toml. */
export function platformProcesses(sources: ProcessSources): Process[] {
  const { repo } = sources;
  const read = (names: string[], find: (sources: ProcessSources, path: string) => Process[]): Process[] =>
    repo.named(...names).flatMap((path) => (stageOfPath(repo, path) === 'test' ? [] : find(sources, path)));
  return [
    ...repo.paths
      .filter((path) => /^Procfile(?:\.[\w-]+)?$/.test(baseName(path)))
      .flatMap((path) => procfile(sources, path)),
    ...read(['heroku.yml'], heroku),
    ...read(['app.json'], appJson),
    ...repo.paths
      .filter((path) => /^fly(?:[.-][\w-]+)?\.toml$/.test(baseName(path)))
      .flatMap((path) => (stageOfPath(repo, path) === 'test' ? [] : fly(sources, path))),
    ...read(['render.yaml', 'render.yml'], render),
    ...read(['railway.json', 'railway.toml'], railway),
    ...read(['app.yaml', 'app.yml'], appYaml),
    ...read(['project.toml'], projectToml),
    ...read(['nixpacks.toml'], nixpacks),
  ];
}

function fly(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseToml)?.root;
  if (!root) return [];
  const stage = stageOfPath(sources.repo, path);
  const built = dockerfileAt(sources, path, root.get('build', 'dockerfile')?.text() ?? 'Dockerfile');
  const image = root.get('build', 'image')?.text() ?? null;
  const shared: Partial<ProcessDraft> = {
    built: image ? null : built,
    imageText: image,
    environment: environmentOf(path, root.get('env')),
    health: flyHealth(path, root),
    autoscaled: root.get('http_service', 'auto_start_machines') !== null,
    stopGrace: told(path, root.get('kill_timeout')),
    stopSignal: told(path, root.get('kill_signal')) ?? undefined,
  };
  const least = root.get('http_service', 'min_machines_running') ?? root.get('services', 0, 'min_machines_running');
  const served = root.get('http_service', 'processes') ?? root.get('services', 0, 'processes');
  const isServed = (name: string): boolean =>
    served ? served.items().some((item) => item.text() === name) : name === 'app' || name === 'web';
  const mounts = root.get('mounts');
  const volumes = (mounts?.kind === 'list' ? mounts.items() : mounts ? [mounts] : []).map((item) => ({
    source: item.get('source')?.text() ?? null,
    target: item.get('destination')?.text() ?? '',
    kind: 'volume' as const,
    readOnly: false,
    place: placeOfNode(path, item),
  }));
  const port = root.get('http_service', 'internal_port') ?? root.get('services', 0, 'internal_port');
  const ports = port ? [{ container: port.text(), host: null, place: placeOfNode(path, port) }] : [];
  const types = root.get('processes')?.entries() ?? [];
  const found = types.map(({ key, keyLine, node }) =>
    processFrom(sources, {
      ...base(path, key, keyLine, node.text() ?? '', 'fly', stage),
      ...shared,
      volumes,
      ports: isServed(key) ? ports : [],
      health: isServed(key) ? shared.health : undefined,
      replicas: isServed(key) && least ? countOf(path, least) : null,
      type: isServed(key) ? 'web' : undefined,
    }),
  );
  if (found.length === 0)
    found.push(
      processFrom(sources, {
        ...base(path, 'app', 1, '', 'fly', stage),
        ...shared,
        volumes,
        ports,
        replicas: least ? countOf(path, least) : null,
        type: ports.length > 0 ? 'web' : undefined,
      }),
    );
  const release = root.get('deploy', 'release_command');
  if (release)
    found.push(
      processFrom(sources, {
        ...base(path, 'release', release.startLine, release.text() ?? '', 'fly', stage),
        ...shared,
        type: 'release',
      }),
    );
  return found;
}

function told(path: string, node: DataNode | null): { text: string; place: Place } | null {
  return node ? { text: node.text() ?? '', place: placeOfNode(path, node) } : null;
}

function flyHealth(path: string, root: DataNode): HealthDeclaration | undefined {
  const found =
    root.get('http_service', 'checks', 0) ??
    root.get('services', 0, 'http_checks', 0) ??
    root.get('services', 0, 'tcp_checks', 0) ??
    root.get('checks')?.entries()[0]?.node;
  return found
    ? {
        kind: found.get('path') ? 'http' : 'tcp',
        text: found.get('path')?.text() ?? 'check',
        place: placeOfNode(path, found),
      }
    : undefined;
}

function render(sources: ProcessSources, path: string): Process[] {
  const services = sources.repo.parsed(path, parseYaml)?.root?.get('services')?.items() ?? [];
  return services
    .filter((service) => !/^(?:redis|keyvalue)$/.test(textAt(service, 'type')))
    .flatMap((service) => renderService(sources, path, service));
}

const renderTypes: Readonly<Record<string, ProcessType>> = { web: 'web', pserv: 'web', worker: 'worker', cron: 'cron' };

function renderService(sources: ProcessSources, path: string, service: DataNode): Process[] {
  const stage = stageOfPath(sources.repo, path);
  const name = textAt(service, 'name');
  const start = service.get('startCommand') ?? service.get('dockerCommand');
  const health = service.get('healthCheckPath');
  const count = service.get('numInstances');
  const isDocker = /docker/.test(textAt(service, 'runtime') || textAt(service, 'env'));
  const process = processFrom(sources, {
    ...base(path, name, start?.startLine ?? service.startLine, start?.text() ?? '', 'render', stage),
    type: renderTypes[textAt(service, 'type')],
    built: isDocker ? dockerfileAt(sources, path, textAt(service, 'dockerfilePath') || 'Dockerfile') : null,
    imageText: service.get('image', 'url')?.text() ?? null,
    folder: joinPath(folderOf(path), textAt(service, 'rootDir')) ?? folderOf(path),
    environment: renderEnvironment(path, service),
    health: health ? { kind: 'http', text: health.text() ?? '', place: placeOfNode(path, health) } : undefined,
    volumes: renderDisk(path, service.get('disk')),
    replicas: count ? { text: count.text() ?? '', place: placeOfNode(path, count), variable: false } : null,
    autoscaled: service.get('scaling') !== null,
  });
  const release = service.get('preDeployCommand');
  if (!release) return [process];
  return [
    process,
    processFrom(sources, {
      ...base(path, `${name} release`, release.startLine, release.text() ?? '', 'render', stage),
      type: 'release',
    }),
  ];
}

function textAt(node: DataNode, key: string): string {
  return node.get(key)?.text() ?? '';
}

function renderEnvironment(path: string, service: DataNode): Process['environment'] {
  return (service.get('envVars')?.items() ?? []).flatMap((item) => {
    const name = item.get('key')?.text();
    const value = item.get('value')?.text() ?? null;
    return name
      ? [
          {
            name,
            value,
            source: value === null ? ('secret' as const) : ('literal' as const),
            place: placeOfNode(path, item),
          },
        ]
      : [];
  });
}

function renderDisk(path: string, disk: DataNode | null): Process['volumes'] {
  return disk
    ? [
        {
          source: disk.get('name')?.text() ?? null,
          target: textAt(disk, 'mountPath'),
          kind: 'volume',
          readOnly: false,
          place: placeOfNode(path, disk),
        },
      ]
    : [];
}

function railway(sources: ProcessSources, path: string): Process[] {
  const root = path.endsWith('.json')
    ? sources.repo.parsed(path, parseJson)?.root
    : sources.repo.parsed(path, parseToml)?.root;
  const deploy = root?.get('deploy');
  const start = deploy?.get('startCommand');
  const health = deploy?.get('healthcheckPath');
  const release = deploy?.get('preDeployCommand');
  const restart = deploy?.get('restartPolicyType');
  const count = deploy?.get('numReplicas');
  const built = dockerfileAt(sources, path, root?.get('build', 'dockerfilePath')?.text() ?? 'Dockerfile');
  const draft = base(
    path,
    'app',
    start?.startLine ?? 1,
    start?.text() ?? '',
    'railway',
    stageOfPath(sources.repo, path),
  );
  const found = [
    processFrom(sources, {
      ...draft,
      built,
      health: health ? { kind: 'http', text: health.text() ?? '', place: placeOfNode(path, health) } : undefined,
      restart: restart ? { policy: restart.text() ?? '', place: placeOfNode(path, restart) } : draft.restart,
      replicas: count ? countOf(path, count) : null,
      type: deploy?.get('cronSchedule') ? 'cron' : undefined,
    }),
  ];
  const text = release?.text() ?? release?.items()[0]?.text();
  if (release && text)
    found.push(
      processFrom(sources, {
        ...base(path, 'release', release.startLine, text, 'railway', 'production'),
        type: 'release',
      }),
    );
  return found;
}

/** App Engine; DigitalOcean's app spec has the same name. */
function appYaml(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseYaml)?.root;
  if (
    root &&
    !root.get('runtime') &&
    root.get('name') &&
    (root.get('services') ?? root.get('workers') ?? root.get('jobs'))
  )
    return digitalOceanProcesses(sources, path, root.get('spec') ?? root, 'app-yaml');
  if (!root?.get('runtime')) return [];
  const start = root.get('entrypoint');
  const count = root.get('manual_scaling', 'instances');
  const health = root.get('readiness_check') ?? root.get('liveness_check') ?? root.get('health_check');
  const isFlexible = root.get('env')?.text() === 'flex' || root.get('vm')?.value === true;
  return [
    processFrom(sources, {
      ...base(
        path,
        root.get('service')?.text() ?? 'default',
        start?.startLine ?? 1,
        start?.text() ?? '',
        'app-yaml',
        stageOfPath(sources.repo, path),
      ),
      type: 'web',
      built: isFlexible && root.get('runtime')?.text() === 'custom' ? dockerfileAt(sources, path, 'Dockerfile') : null,
      environment: environmentOf(path, root.get('env_variables')),
      health: health
        ? { kind: 'http', text: health.get('path')?.text() ?? '/', place: placeOfNode(path, health) }
        : undefined,
      replicas: count ? countOf(path, count) : null,
      autoscaled: root.get('automatic_scaling') !== null || root.get('manual_scaling') === null,
    }),
  ];
}

function projectToml(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseToml)?.root;
  return (root?.get('processes')?.items() ?? root?.get('io', 'buildpacks', 'processes')?.items() ?? []).map((item) => {
    const type = item.get('type')?.text() ?? 'web';
    return processFrom(sources, {
      ...base(path, type, item.startLine, item.get('command')?.text() ?? '', 'project-toml', 'production'),
      type: roles[type],
    });
  });
}

function nixpacks(sources: ProcessSources, path: string): Process[] {
  const start = sources.repo.parsed(path, parseToml)?.root?.get('start', 'cmd');
  return start
    ? [
        processFrom(sources, {
          ...base(path, 'app', start.startLine, start.text() ?? '', 'nixpacks', 'production'),
          command: startOfNode(path, start),
        }),
      ]
    : [];
}
