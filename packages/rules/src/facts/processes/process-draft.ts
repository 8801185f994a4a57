import type { Place } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { ComponentsFact } from '../components-fact.ts';
import { imageReference } from '../images/to-image-reference.ts';
import type { Image, ImagesFact, Stage } from '../images-fact.ts';
import type { EnvironmentEntry, Process, ProcessStep, ProcessType } from '../processes-fact.ts';
import { productOfImage } from '../services/products.ts';
import { filesInFolder, filesInImage } from './container-paths.ts';
import { COMPANIONS, FOREIGN, PROXY } from './foreign-images.ts';
import { resolveSteps, type Start } from './resolve-steps.ts';
import { serverOf } from './server-of.ts';

export interface ProcessSources {
  repo: Repo;
  components: ComponentsFact;
  images: ImagesFact;
}

/** What a deploy file says of one process, before its start is followed. */
export interface ProcessDraft
  extends Partial<
    Pick<
      Process,
      | 'ports'
      | 'environment'
      | 'volumes'
      | 'health'
      | 'replicas'
      | 'autoscaled'
      | 'restart'
      | 'stopGrace'
      | 'stopSignal'
      | 'init'
      | 'dependsOn'
    >
  > {
  name: string;
  /** Where the file's own words settle it (Procfile `release`, CronJob). */
  type?: ProcessType;
  deploy: Process['deploy'];
  stage: Process['stage'];
  place: Place;
  entrypoint: Start | null;
  command: Start | null;
  imageText: string | null;
  imageVariables?: (name: string) => string | undefined;
  built: { image: Image; stage: Stage } | null;
  /** Folder a start outside an image stands in. */
  folder: string;
  own?: boolean;
}

/** Follows the start, finds its type, and fills in what the image says. */
export function processFrom(sources: ProcessSources, draft: ProcessDraft): Process {
  const { built } = draft;
  const image = draft.imageText ? imageReference(draft.imageText, draft.imageVariables) : null;
  const { entrypoint, command } = startOf(draft);
  const { component, folder } = whereabouts(sources.components, draft);
  const find = built ? filesInImage(sources.repo, built.image, built.stage) : filesInFolder(sources.repo, draft.folder);
  const environment = environmentOf(draft);
  const steps = resolveSteps({ repo: sources.repo, find, folder, environment }, entrypoint, command);
  const main = steps.find((step) => step.main) ?? null;
  const service = !built && image !== null && productOfImage(image.name) !== null;
  const exposed = built ? built.image.exposed(built.stage) : [];
  return {
    type: typeOf(draft, main, service, !built && image !== null && PROXY.test(image.name), exposed.length > 0),
    name: draft.name,
    command: [entrypoint, command].map(textOfStart).filter(Boolean).join(' '),
    steps,
    main,
    argv: argvOf(entrypoint, command),
    commandPlace: (command ?? entrypoint)?.place ?? draft.place,
    component,
    deploy: draft.deploy,
    place: draft.place,
    stage: draft.stage,
    image,
    built,
    own: isOwn(draft, image, service),
    ports: exposed.map(({ port, place }) => ({ container: port, host: null, place })),
    health: built ? healthOf(built) : null,
    stopSignal: built ? stopSignalOf(built) : null,
    ...defaults,
    ...declared(draft),
  };
}

/** What the deploy file sets, then what the image does. */
function environmentOf({ built, environment = [] }: ProcessDraft): EnvironmentEntry[] {
  const named = new Set(environment.map((entry) => entry.name));
  const fromImage = built ? [...built.image.environment(built.stage)] : [];
  return [
    ...environment,
    ...fromImage
      .filter(([name]) => !named.has(name))
      .map(([name, { value, place }]) => ({
        name,
        value,
        source: value.includes('$') ? ('interpolated' as const) : ('literal' as const),
        place,
      })),
  ];
}

const defaults = {
  environment: [],
  volumes: [],
  replicas: null,
  autoscaled: false,
  restart: null,
  stopGrace: null,
  init: false,
  dependsOn: [],
} satisfies Partial<Process>;

/** What the file itself says, where it says something. */
function declared(draft: ProcessDraft): Partial<Process> {
  const keys = [
    'ports',
    'environment',
    'volumes',
    'health',
    'replicas',
    'autoscaled',
    'restart',
    'stopGrace',
    'stopSignal',
    'init',
    'dependsOn',
  ] as const;
  return Object.fromEntries(keys.filter((key) => draft[key] !== undefined).map((key) => [key, draft[key]]));
}

/** A file's own entrypoint takes the image's command away. */
function startOf(draft: ProcessDraft): { entrypoint: Start | null; command: Start | null } {
  const { built } = draft;
  const entrypoint = draft.entrypoint ?? (built ? startOfInstruction(built.image.entrypoint(built.stage)) : null);
  const imageCommand = built && !draft.entrypoint ? startOfInstruction(built.image.command(built.stage)) : null;
  return { entrypoint, command: draft.command ?? imageCommand };
}

function whereabouts(components: ComponentsFact, draft: ProcessDraft): { component: string; folder: string } {
  const image = draft.built?.image;
  if (!image) return { component: components.of(draft.place.path)?.path ?? '', folder: draft.folder };
  const context = components.of(image.context === '' ? 'x' : `${image.context}/x`)?.path;
  return { component: components.of(image.path)?.path ?? context ?? '', folder: context ?? image.context };
}

/** Docker runs the entrypoint with the command as its arguments; in shell form there is no list. */
function argvOf(entrypoint: Start | null, command: Start | null): readonly string[] | null {
  if (!entrypoint) return command?.argv ?? null;
  if (!entrypoint.argv) return null;
  return [...entrypoint.argv, ...(command ? (command.argv ?? ['/bin/sh', '-c', command.shell ?? '']) : [])];
}

function isOwn(draft: ProcessDraft, image: Process['image'], service: boolean): boolean {
  if (draft.built && COMPANIONS.test(rootBase(draft.built))) return false;
  if (draft.own !== undefined) return draft.own;
  return draft.built !== null || (image !== null && !service && !FOREIGN.test(image.name));
}

function rootBase(built: { image: Image; stage: Stage }): string {
  return built.image.lineage(built.stage)[0]?.base.name ?? '';
}

function startOfInstruction(instruction: ReturnType<Image['command']>): Start | null {
  if (!instruction) return null;
  if (instruction.argv) return { argv: instruction.argv, shell: null, place: instruction.place };
  return instruction.text.trim() === '' ? null : { argv: null, shell: instruction.text, place: instruction.place };
}

function textOfStart(start: Start | null): string {
  return start ? (start.argv ? start.argv.join(' ') : (start.shell ?? '')) : '';
}

function healthOf(built: { image: Image; stage: Stage }): Process['health'] {
  const found = built.image.instructions(built.stage, 'HEALTHCHECK').at(-1);
  if (!found) return null;
  return /^\s*NONE\b/i.test(found.text)
    ? { kind: 'none', text: 'NONE', place: found.place }
    : { kind: 'command', text: found.text, place: found.place };
}

function stopSignalOf(built: { image: Image; stage: Stage }): Process['stopSignal'] {
  const found = built.image.instructions(built.stage, 'STOPSIGNAL').at(-1);
  return found ? { text: found.text.trim(), place: found.place } : null;
}

const NAMES: readonly (readonly [RegExp, ProcessType])[] = [
  [/migrat|\binit\b|bucket|setup|seed|bootstrap|prestart|release|collectstatic/i, 'job'],
  [/beat|schedul|\bcron|clock/i, 'scheduler'],
  [/worker|celery|queue|sidekiq|consumer|\bjobs?\b|resque|horizon/i, 'worker'],
  [/web|app|server|api|front|http|site|django|rails|backend|gateway|proxy/i, 'web'],
];

function typeOf(
  draft: ProcessDraft,
  main: ProcessStep | null,
  isService: boolean,
  isProxy: boolean,
  exposes: boolean,
): ProcessType {
  if (draft.type && draft.type !== 'other') return draft.type;
  if (isService) return 'service';
  if (isProxy) return 'proxy';
  const server = main ? serverOf(main.command) : null;
  if (server && server.type !== 'other') return server.type;
  const words = main ? `${main.command.args.join(' ')}` : '';
  if (server && /\b(?:worker|consumer|queue)/i.test(words)) return 'worker';
  if (server && /\b(?:scheduler|beat|cron)\b/i.test(words)) return 'scheduler';
  const byName = NAMES.find(([pattern]) => pattern.test(draft.name))?.[1];
  if (byName && !(draft.deploy === 'dockerfile' && byName === 'web')) return byName;
  if ((draft.ports?.length ?? 0) > 0 || exposes) return 'web';
  return draft.deploy === 'dockerfile' ? (byName ?? 'other') : (byName ?? 'other');
}
