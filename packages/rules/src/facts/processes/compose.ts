import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseEnvFile } from '../../repo/parsers/env-file.ts';
import { substituteVariables } from '../../repo/parsers/variables.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, folderOf, joinPath, placeOf } from '../../repo/place.ts';
import { commandsOf } from '../commands/to-command.ts';
import { imageReference } from '../images/to-image-reference.ts';
import type { Image, Stage } from '../images-fact.ts';
import type { EnvironmentEntry, HealthDeclaration, PortMapping, Process, VolumeMount } from '../processes-fact.ts';
import { composeStage } from './compose-stage.ts';
import { environmentOf, placeOfNode, startOfNode } from './data-values.ts';
import { builtOfName } from './own-images.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';
import type { Start } from './resolve-steps.ts';
import { serverOf } from './server-of.ts';

const COMPOSE =
  /^(?:docker-|podman-)?compose(?:[.-][\w.-]+)?\.ya?ml$|^(?:local|production|dev|staging|stack|docker-stack|docker-compose)[\w.-]*\.ya?ml$/i;

/** Compose files: by name, and with a `services` map whose entries run images. */
export function isComposeFile(path: string): boolean {
  return COMPOSE.test(baseName(path));
}

export function composeProcesses(sources: ProcessSources): Process[] {
  const { repo } = sources;
  return repo
    .withExtension('yml', 'yaml')
    .filter(isComposeFile)
    .flatMap((path) => {
      const services = repo.parsed(path, parseCompose)?.root?.get('services');
      if (!services?.entries().some(({ node }) => node.kind === 'map')) return [];
      return fileProcesses(sources, path, services);
    });
}

function fileProcesses(sources: ProcessSources, path: string, services: DataNode): Process[] {
  const declared = composeStage(sources.repo, path);
  const bases = baseServices(sources, path);
  const nodes = services
    .entries()
    .filter(({ node }) => node.kind === 'map')
    .map(({ key, keyLine, node }) => ({ key, keyLine, node: layered(node, bases?.get(key) ?? null) }));
  const made = nodes.filter(({ node }) => node.get('build')).flatMap(({ key, node }) => namesOfBuild(path, key, node));
  const found = nodes.map(({ key, keyLine, node }) =>
    serviceProcess(sources, path, { name: key, line: keyLine, node, made }, declared),
  );
  const own = found.filter((process) => process.own && !['service', 'proxy'].includes(process.type));
  if (declared !== 'production') return found;
  // Without a process of its own, with a development server, development settings or the source mounted over the image, it is for development.
  const isDevelopment = own.length === 0 || own.some((process) => isForDevelopment(process));
  return isDevelopment ? found.map((process) => ({ ...process, stage: 'development' as const })) : found;
}

/** An override file (`compose.deploy.yml`) says only what differs; the rest comes from the plain file beside it. */
function baseServices(sources: ProcessSources, path: string): DataNode | null {
  const folder = folderOf(path);
  for (const name of ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']) {
    const base = folder === '' ? name : `${folder}/${name}`;
    const services = base === path ? null : sources.repo.parsed(base, parseCompose)?.root?.get('services');
    if (services) return services;
    if (base === path) return null;
  }
  return null;
}

function layered(node: DataNode, base: DataNode | null): DataNode {
  if (!base || node.get('image') || node.get('build')) return node;
  return { ...node, get: (...path) => node.get(...path) ?? base.get(...path) };
}

function isForDevelopment(process: Process): boolean {
  if (process.main && serverOf(process.main.command)?.development) return true;
  if (process.built && process.built.image.purpose !== 'production') return true;
  if (
    process.environment.some(
      (entry) =>
        /^(?:DJANGO_SETTINGS_MODULE|NODE_ENV|RAILS_ENV|APP_ENV|FLASK_ENV|ASPNETCORE_ENVIRONMENT|SPRING_PROFILES_ACTIVE|MIX_ENV)$/.test(
          entry.name,
        ) && /(?:^|[._-])(?:dev|development|local)$/i.test(entry.value ?? ''),
    )
  )
    return true;
  return process.volumes.some(
    (volume) =>
      volume.kind === 'bind' &&
      isSourceFolder(volume.source ?? '') &&
      /^\/(?:app|code|src|srv|usr\/src|var\/www|opt|home|workspace|project|web|backend|frontend|api)/.test(
        volume.target,
      ) &&
      !volume.readOnly,
  );
}

/** `.`, `./`, `..`, `./src`: the checkout itself or a folder of sources, not `./data`. */
function isSourceFolder(source: string): boolean {
  return (
    /^\.{1,2}\/?$|^\$\{?PWD\}?\/?$/.test(source) ||
    /^\.{1,2}\/(?:src|app|backend|frontend|api|web|server|code)\/?$/.test(source) ||
    /^\.{1,2}\/[\w-]+\/(?:src|app)\/?$/.test(source)
  );
}

/** What an image of this service may be called: by the service, its image, or the folder it is built from. */
function namesOfBuild(path: string, key: string, node: DataNode): string[] {
  const image = node.get('image')?.text();
  const build = node.get('build');
  const context = build ? joinPath(folderOf(path), contextOf(build)) : null;
  return [key, image ? baseName(imageReference(image).name) : '', baseName(context ?? '')]
    .filter(Boolean)
    .map((name) => name.toLowerCase());
}

/** Where a file builds the repository's own services, an image of quite another name is somebody else's program. */
function isStranger(image: string | null, made: readonly string[]): boolean {
  if (image === null || made.length === 0) return false;
  const { name } = imageReference(image);
  if (/[$<{]/.test(name)) return false;
  const last = baseName(name).toLowerCase();
  return !made.some((word) => last === word || last.endsWith(`-${word}`) || last.endsWith(`_${word}`));
}

interface ServiceDraft {
  name: string;
  line: number;
  node: DataNode;
  /** Names of what the file builds. */
  made: readonly string[];
}

function serviceProcess(
  sources: ProcessSources,
  path: string,
  { name, line, node, made }: ServiceDraft,
  stage: Process['stage'],
): Process {
  const folder = folderOf(path);
  const build = node.get('build');
  const image = node.get('image')?.text() ?? null;
  const stranger = !build && isStranger(image, made);
  const built = build ? builtImage(sources, folder, build) : stranger ? null : builtOfName(sources, image);
  const variables = envOf(sources, folder);
  const restart = node.get('restart') ?? node.get('deploy', 'restart_policy', 'condition');
  const replicas = node.get('deploy', 'replicas') ?? node.get('scale');
  const health = node.get('healthcheck');
  const grace = node.get('stop_grace_period');
  const signal = node.get('stop_signal');
  return processFrom(sources, {
    name,
    deploy: 'compose',
    stage,
    place: placeOf(path, line, line),
    entrypoint: splitStart(startOfNode(path, node.get('entrypoint'))),
    command: splitStart(startOfNode(path, node.get('command'))),
    imageText: image,
    imageVariables: (variable) => variables.get(variable),
    built,
    folder: build ? (joinPath(folder, contextOf(build)) ?? folder) : folder,
    own: build ? true : stranger ? false : undefined,
    ports: portsOf(path, node),
    environment: [...environmentOf(path, node.get('environment')), ...envFiles(sources, path, node)],
    volumes: volumesOf(path, node.get('volumes')),
    health: health ? healthOf(path, health) : undefined,
    replicas: replicas
      ? {
          text: replicas.text() ?? '',
          place: placeOfNode(path, replicas),
          variable: /\$\{?\w/.test(replicas.text() ?? ''),
        }
      : null,
    restart: restart ? { policy: restart.text() ?? String(restart.value), place: placeOfNode(path, restart) } : null,
    stopGrace: grace ? { text: grace.text() ?? '', place: placeOfNode(path, grace) } : null,
    stopSignal: signal ? { text: signal.text() ?? '', place: placeOfNode(path, signal) } : undefined,
    init: node.get('init')?.value === true,
    dependsOn: dependenciesOf(node),
    ...(/^(?:no|false)$/i.test(restart?.text() ?? '') && /migrat|init|setup|seed|bucket|prestart/i.test(name)
      ? { type: 'job' as const }
      : {}),
  });
}

/** Compose splits a string into words; only one with operators is left to a shell by whoever wrote it. */
function splitStart(start: Start | null): Start | null {
  if (start?.shell === null || start === null) return start;
  const commands = commandsOf(start.shell, start.place.path, start.place.startLine);
  const [first] = commands;
  const isOne = first && !/&&|\|\||;|\n|[|<>]/.test(start.shell.replace(/"[^"]*"|'[^']*'/g, ''));
  return isOne
    ? {
        ...start,
        argv: [...first.assignments.map(({ name, value }) => `${name}=${value}`), ...first.words],
        shell: null,
      }
    : start;
}

function contextOf(build: DataNode): string {
  return (build.kind === 'map' ? build.get('context')?.text() : build.text()) ?? '.';
}

function builtImage(sources: ProcessSources, folder: string, build: DataNode): { image: Image; stage: Stage } | null {
  const context = joinPath(folder, contextOf(build));
  if (context === null) return null;
  const file = joinPath(context, build.get('dockerfile')?.text() ?? 'Dockerfile');
  const image = file === null ? null : sources.images.at(file);
  const target = build.get('target')?.text();
  const stage = target ? image?.stages.find((item) => item.name === target) : undefined;
  return image?.final ? { image, stage: stage ?? image.final } : null;
}

/** `.env` beside the file, which compose itself reads for `${…}`. */
function envOf(sources: ProcessSources, folder: string): Map<string, string> {
  const path = folder === '' ? '.env' : `${folder}/.env`;
  const entries = sources.repo.parsed(path, parseEnvFile)?.assignments ?? [];
  return new Map(entries.filter((entry) => entry.value !== null).map((entry) => [entry.name, entry.value ?? '']));
}

function envFiles(sources: ProcessSources, path: string, node: DataNode): EnvironmentEntry[] {
  const list = node.get('env_file');
  const names =
    list?.kind === 'list'
      ? list.items().map((item) => item.text() ?? item.get('path')?.text() ?? '')
      : [list?.text() ?? ''];
  return names.filter(Boolean).flatMap((name) => {
    const file = joinPath(folderOf(path), name);
    const entries = file === null ? [] : (sources.repo.parsed(file, parseEnvFile)?.assignments ?? []);
    return entries.map((entry) => ({
      name: entry.name,
      value: entry.value,
      source: 'file' as const,
      place: placeOf(file ?? path, entry.startLine, entry.endLine),
    }));
  });
}

function portsOf(path: string, node: DataNode): PortMapping[] {
  const published = (node.get('ports')?.items() ?? []).map((item): PortMapping => {
    const place = placeOfNode(path, item);
    if (item.kind === 'map')
      return { container: item.get('target')?.text() ?? null, host: item.get('published')?.text() ?? null, place };
    const text = substituteVariables(item.text() ?? '', () => undefined).text.replace(/\/(?:tcp|udp)$/, '');
    const parts = text.split(/:(?![^{]*\})/);
    return { container: parts.at(-1) ?? null, host: parts.length > 1 ? (parts.at(-2) ?? null) : null, place };
  });
  const exposed = (node.get('expose')?.items() ?? []).map((item) => ({
    container: item.text(),
    host: null,
    place: placeOfNode(path, item),
  }));
  return [...published, ...exposed];
}

/** A compose or devcontainer volume list. */
function volumesOf(path: string, node: DataNode | null): VolumeMount[] {
  return (node?.items() ?? []).flatMap((item): VolumeMount[] => {
    const place = placeOfNode(path, item);
    if (item.kind === 'map') {
      const type = item.get('type')?.text() ?? 'volume';
      const kind = type === 'bind' ? 'bind' : type === 'tmpfs' ? 'tmpfs' : 'volume';
      return [
        {
          source: item.get('source')?.text() ?? null,
          target: item.get('target')?.text() ?? '',
          kind,
          readOnly: item.get('read_only')?.value === true,
          place,
        },
      ];
    }
    const parts = (item.text() ?? '').split(/:(?![^{]*\})/);
    if (parts.length === 1) return [{ source: null, target: parts[0] ?? '', kind: 'volume', readOnly: false, place }];
    const source = parts[0] ?? '';
    const kind = /^[./~]|^\$/.test(source) ? 'bind' : 'volume';
    return [{ source, target: parts[1] ?? '', kind, readOnly: /(?:^|,)ro(?:,|$)/.test(parts[2] ?? ''), place }];
  });
}

function healthOf(path: string, node: DataNode): HealthDeclaration {
  const test = node.get('test');
  const text =
    test?.kind === 'list'
      ? test
          .items()
          .map((item) => item.text() ?? '')
          .join(' ')
      : (test?.text() ?? '');
  const off = node.get('disable')?.value === true || /^NONE\b/.test(text);
  return { kind: off ? 'none' : 'command', text, place: placeOfNode(path, node) };
}

function dependenciesOf(node: DataNode): string[] {
  const list = node.get('depends_on');
  const names =
    list?.kind === 'map'
      ? list.entries().map((entry) => entry.key)
      : (list?.items() ?? []).map((item) => item.text() ?? '');
  const links = (node.get('links')?.items() ?? []).map((item) => (item.text() ?? '').split(':')[0] ?? '');
  return [...new Set([...names, ...links])].filter(Boolean);
}

/** A project template's compose file is read with its markers blanked out: every variant at once. */
function parseCompose(text: string): ReturnType<typeof parseYaml> {
  if (!text.includes('{%')) return parseYaml(text);
  return parseYaml(
    text
      .replace(/\{[%#][^\n]{0,300}?[%#]\}/g, (marker) => ' '.repeat(marker.length))
      .replace(/\{\{-?[^{}\n]{1,200}-?\}\}/g, 'template'),
  );
}
