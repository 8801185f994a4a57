import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { parseProcfile } from '../../repo/parsers/procfile.ts';
import { parseToml } from '../../repo/parsers/toml.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, folderOf, joinPath, placeOf } from '../../repo/place.ts';
import type { Image, Stage } from '../images-fact.ts';
import type { DeployKind, HealthDeclaration, Process, ProcessType } from '../processes-fact.ts';
import { environmentOf, placeOfNode, startOfNode } from './data-values.ts';
import { stageOfPath } from './own-images.ts';
import { type ProcessDraft, type ProcessSources, processFrom } from './process-draft.ts';
import { shellStart } from './resolve-steps.ts';

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
    ...read(['fly.toml', 'fly.production.toml'], fly),
    ...read(['render.yaml', 'render.yml'], render),
    ...read(['railway.json', 'railway.toml'], railway),
    ...read(['app.yaml', 'app.yml'], appYaml),
    ...read(['project.toml'], projectToml),
    ...read(['nixpacks.toml'], nixpacks),
  ];
}

function base(
  path: string,
  name: string,
  line: number,
  command: string,
  deploy: DeployKind,
  stage: Process['stage'],
): ProcessDraft {
  return {
    name,
    deploy,
    stage,
    place: placeOf(path, line),
    entrypoint: null,
    command: command.trim() === '' ? null : shellStart(command, path, line),
    imageText: null,
    built: null,
    folder: folderOf(path),
    own: true,
    restart: { policy: 'orchestrator', place: placeOf(path, line) },
  };
}

const roles: Readonly<Record<string, ProcessType>> = { web: 'web', release: 'release' };

function procfile(sources: ProcessSources, path: string): Process[] {
  const entries = sources.repo.parsed(path, parseProcfile)?.entries ?? [];
  const stage = /^Procfile\.(?!prod)/.test(baseName(path)) ? 'development' : stageOfPath(sources.repo, path);
  return entries.map((entry) =>
    processFrom(sources, {
      ...base(path, entry.type, entry.line, entry.command, 'procfile', stage),
      type: roles[entry.type],
    }),
  );
}

function heroku(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseYaml)?.root;
  const stage = stageOfPath(sources.repo, path);
  const images = root?.get('build', 'docker');
  const release = root?.get('release', 'command');
  const builtFor = (type: string) => {
    const node = images?.get(type) ?? images?.get('web');
    return dockerfileAt(sources, path, node?.get('dockerfile')?.text() ?? node?.text() ?? null);
  };
  const types = new Set([
    ...(images?.entries() ?? []).map((entry) => entry.key),
    ...(root?.get('run')?.entries() ?? []).map((entry) => entry.key),
  ]);
  const found = [...types].map((type) => {
    const node = root?.get('run', type) ?? images?.get(type) ?? null;
    const run = root?.get('run', type);
    const command =
      run?.text() ??
      run?.get('command')?.text() ??
      (run?.get('command')?.items() ?? []).map((item) => item.text() ?? '').join(' && ');
    return processFrom(sources, {
      ...base(path, type, node?.startLine ?? 1, command ?? '', 'heroku-yml', stage),
      type: roles[type],
      built: builtFor(type),
    });
  });
  if (!release) return found;
  const text =
    release.kind === 'list'
      ? release
          .items()
          .map((item) => item.text() ?? '')
          .join(' && ')
      : (release.text() ?? '');
  return [
    ...found,
    processFrom(sources, {
      ...base(path, 'release', release.startLine, text, 'heroku-yml', stage),
      type: 'release',
      built: builtFor('web'),
    }),
  ];
}

function appJson(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseJson)?.root;
  const scripts = root?.get('scripts');
  // React Native has an app.json too; only Heroku's has these.
  return ['postdeploy', 'dokku'].flatMap((name) => {
    const node = name === 'dokku' ? scripts?.get('dokku', 'predeploy') : scripts?.get(name);
    const text = node?.text();
    return node && text
      ? [processFrom(sources, { ...base(path, name, node.startLine, text, 'app-json', 'production'), type: 'release' })]
      : [];
  });
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
  };
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
      ports: key === 'app' || key === 'web' ? ports : [],
      type: key === 'app' || key === 'web' ? 'web' : undefined,
    }),
  );
  if (found.length === 0)
    found.push(
      processFrom(sources, {
        ...base(path, 'app', 1, '', 'fly', stage),
        ...shared,
        volumes,
        ports,
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
  return services.flatMap((service) => {
    const kind = service.get('type')?.text() ?? '';
    if (kind === 'redis' || kind === 'keyvalue') return [];
    const name = service.get('name')?.text() ?? kind;
    const start = service.get('startCommand') ?? service.get('dockerCommand');
    const type: ProcessType | undefined =
      kind === 'web' || kind === 'pserv' ? 'web' : kind === 'worker' ? 'worker' : kind === 'cron' ? 'cron' : undefined;
    const health = service.get('healthCheckPath');
    const disk = service.get('disk');
    const count = service.get('numInstances');
    const built = /docker/.test(service.get('runtime')?.text() ?? service.get('env')?.text() ?? '')
      ? dockerfileAt(sources, path, service.get('dockerfilePath')?.text() ?? 'Dockerfile')
      : null;
    const draft: ProcessDraft = {
      ...base(
        path,
        name,
        start?.startLine ?? service.startLine,
        start?.text() ?? '',
        'render',
        stageOfPath(sources.repo, path),
      ),
      type,
      built,
      imageText: service.get('image', 'url')?.text() ?? null,
      folder: joinPath(folderOf(path), service.get('rootDir')?.text() ?? '') ?? folderOf(path),
      environment: (service.get('envVars')?.items() ?? []).flatMap((item) => {
        const key = item.get('key')?.text();
        const value = item.get('value')?.text() ?? null;
        return key
          ? [
              {
                name: key,
                value,
                source: value === null ? ('secret' as const) : ('literal' as const),
                place: placeOfNode(path, item),
              },
            ]
          : [];
      }),
      health: health ? { kind: 'http', text: health.text() ?? '', place: placeOfNode(path, health) } : undefined,
      volumes: disk
        ? [
            {
              source: disk.get('name')?.text() ?? null,
              target: disk.get('mountPath')?.text() ?? '',
              kind: 'volume',
              readOnly: false,
              place: placeOfNode(path, disk),
            },
          ]
        : [],
      replicas: count ? { text: count.text() ?? '', place: placeOfNode(path, count), variable: false } : null,
      autoscaled: service.get('scaling') !== null,
    };
    const release = service.get('preDeployCommand');
    const found = [processFrom(sources, draft)];
    if (release)
      found.push(
        processFrom(sources, {
          ...base(path, `${name} release`, release.startLine, release.text() ?? '', 'render', 'production'),
          type: 'release',
        }),
      );
    return found;
  });
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

function appYaml(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseYaml)?.root;
  if (!root?.get('runtime')) return [];
  const start = root.get('entrypoint');
  return [
    processFrom(sources, {
      ...base(path, 'default', start?.startLine ?? 1, start?.text() ?? '', 'app-yaml', stageOfPath(sources.repo, path)),
      type: 'web',
      environment: environmentOf(path, root.get('env_variables')),
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

function dockerfileAt(
  sources: ProcessSources,
  from: string,
  written: string | null,
): { image: Image; stage: Stage } | null {
  const path = written === null ? null : joinPath(folderOf(from), written);
  const image = path === null ? null : sources.images.at(path);
  return image?.final ? { image, stage: image.final } : null;
}
