import { type IniEntry, parseIni } from '../../repo/parsers/ini.ts';
import { baseName, folderOf, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Image, Stage } from '../images-fact.ts';
import type { EnvironmentEntry, Process } from '../processes-fact.ts';
import { entryOf } from './data-values.ts';
import { stageOfPath } from './own-images.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';
import { shellStart } from './resolve-steps.ts';
import { serverOf } from './server-of.ts';

/** systemd units, supervisor programs. */
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
    (step) =>
      serverOf(step.command) !== null ||
      step.via.length > 0 ||
      COMPOSE.test(step.command.program) ||
      isGoProgram(sources.repo, step.command.program),
  );
  return [{ ...process, own: isOwn }];
}

/** The program of a Go module of the repository, by the module's last word or a folder of `cmd`. */
function isGoProgram(repo: Repo, program: string): boolean {
  return repo.named('go.mod').some((path) => {
    const module = /^module\s+"?(?<name>[^\s"]+)/m.exec(repo.text(path))?.groups?.name ?? '';
    const last = baseName(module.replace(/\/v\d+$/, ''));
    const folder = folderOf(path);
    const main = `${folder === '' ? '' : `${folder}/`}cmd/${program}/`;
    return (
      program.length > 2 &&
      (last === program || last.split('.')[0] === program || repo.paths.some((other) => other.startsWith(main)))
    );
  });
}

const COMPOSE = /^(?:docker|podman)(?:-compose)?$/;

function supervisor(sources: ProcessSources, path: string): Process[] {
  const entries = sources.repo.parsed(path, parseIni)?.entries ?? [];
  const image = supervisedImage(sources, path);
  return entries
    .filter((entry) => entry.section.startsWith('program:') && entry.key === 'command' && entry.value)
    .map((entry) => {
      const option = (key: string): IniEntry | undefined =>
        entries.find((item) => item.section === entry.section && item.key === key);
      const count = option('numprocs');
      const grace = option('stopwaitsecs');
      const signal = option('stopsignal');
      const restart = option('autorestart');
      const text = (item: IniEntry) => ({ text: item.value ?? '', place: placeOf(path, item.startLine) });
      return processFrom(sources, {
        name: entry.section.slice('program:'.length),
        deploy: 'supervisor',
        stage: stageOfPath(sources.repo, path),
        place: placeOf(path, entry.startLine, entry.endLine),
        // supervisord replaces the image's own start.
        entrypoint: shellStart(entry.value ?? '', path, entry.startLine),
        command: null,
        imageText: null,
        built: image,
        folder: folderOf(path),
        own: true,
        // The image's ports and health are those of its web program, not of each.
        ports: [],
        health: null,
        environment: supervisorEnvironment(path, option('environment')),
        replicas: count ? { ...text(count), variable: /%\(ENV_|\$/.test(count.value ?? '') } : null,
        restart: {
          policy: /^(?:false|no|0)$/i.test(restart?.value ?? '') ? 'no' : 'orchestrator',
          place: placeOf(path, restart?.startLine ?? entry.startLine),
        },
        stopGrace: grace ? text(grace) : null,
        stopSignal: signal ? text(signal) : null,
      });
    });
}

/** The image whose start runs this configuration: the one that copies it, else the only one that starts supervisord. */
function supervisedImage(sources: ProcessSources, path: string): { image: Image; stage: Stage } | null {
  const starting = sources.images.production.filter((image) => {
    const stage = image.final;
    const start = stage ? [image.entrypoint(stage), image.command(stage)] : [];
    return start.some((item) => item?.text.includes('supervisord'));
  });
  const named = starting.filter((image) =>
    image.stages.some((stage) =>
      stage.instructions.some(
        (item) => /^(?:COPY|ADD)$/.test(item.keyword) && item.args.some((arg) => baseName(arg) === baseName(path)),
      ),
    ),
  );
  const image = named.length === 1 ? named[0] : starting.length === 1 ? starting[0] : undefined;
  return image?.final ? { image, stage: image.final } : null;
}

/** `A="1",B="%(ENV_B)s"`. */
function supervisorEnvironment(path: string, entry: IniEntry | undefined): EnvironmentEntry[] {
  if (!entry) return [];
  const pairs = (entry.value ?? '').matchAll(
    /(?<name>[A-Za-z_]\w*)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^,\s]*))/g,
  );
  return [...pairs].map(({ groups }) => {
    const value = groups?.double ?? groups?.single ?? groups?.bare ?? '';
    const variable = /^%\(ENV_(?<name>\w+)\)s$/.exec(value)?.groups?.name;
    return entryOf(groups?.name ?? '', variable ? `\${${variable}}` : value, placeOf(path, entry.startLine));
  });
}
