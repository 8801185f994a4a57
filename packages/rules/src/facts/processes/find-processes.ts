import { baseName, comparePlaces, compareText, folderOf, type Place, placeOf } from '../../repo/place.ts';
import type { DependenciesFact } from '../dependencies-fact.ts';
import type { DeployFile, DeployKind, Process, ProcessesFact } from '../processes-fact.ts';
import { composeProcesses } from './compose.ts';
import { ecsProcesses } from './ecs.ts';
import { kubernetesProcesses } from './kubernetes.ts';
import { stageOfPath } from './own-images.ts';
import { platformProcesses } from './platform-files.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';
import { shellStart } from './resolve-steps.ts';
import { serverOf } from './server-of.ts';
import { serverlessProcesses } from './serverless.ts';
import { systemProcesses } from './system-files.ts';
import { terraformProcesses } from './terraform.ts';

/** Deploy files that state no process of their own. */
const otherDeployFiles: readonly [RegExp, DeployKind][] = [
  [/^(?:kustomization)\.ya?ml$/, 'kustomize'],
  [/^Chart\.ya?ml$/, 'helm'],
  [/\.tf$/, 'terraform'],
  [/^serverless\.ya?ml$/, 'serverless'],
  [/^vercel\.json$/, 'vercel'],
  [/^app\.json$/, 'app-json'],
];

/** Every process that the deploy files start; where none starts the app, what its package scripts say. */
export function findProcesses(sources: ProcessSources, dependencies: DependenciesFact): ProcessesFact {
  const declared = [
    ...composeProcesses(sources),
    ...platformProcesses(sources),
    ...kubernetesProcesses(sources),
    ...systemProcesses(sources),
    ...ecsProcesses(sources),
    ...terraformProcesses(sources),
    ...serverlessProcesses(sources),
  ];
  const images = imageProcesses(sources);
  const all = [...declared, ...images];
  all.push(...scriptProcesses(sources, dependencies, all));
  all.sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.name, b.name));
  const own = all.filter((process) => process.own && process.type !== 'service');
  const production = own.filter((process) => process.stage === 'production');
  return {
    all,
    production,
    development: own.filter((process) => process.stage === 'development'),
    longRunning: production.filter((process) => ['web', 'worker', 'scheduler', 'other'].includes(process.type)),
    web: production.filter((process) => process.type === 'web'),
    ofType: (...types) => production.filter((process) => types.includes(process.type)),
    deployFiles: deployFiles(sources, all),
    serverOf,
  };
}

/** Each Dockerfile that is started: a process of its own, whoever runs it. */
function imageProcesses(sources: ProcessSources): Process[] {
  return sources.images.all.flatMap((image) => {
    const stage = image.final;
    const start = stage ? (image.command(stage) ?? image.entrypoint(stage)) : null;
    if (!stage || !start) return [];
    const suffix = /^Dockerfile\.(?<suffix>.+)$/.exec(baseName(image.path))?.groups?.suffix;
    return [
      processFrom(sources, {
        name: suffix ?? (baseName(folderOf(image.path)) || 'app'),
        deploy: 'dockerfile',
        stage: image.purpose === 'production' ? 'production' : image.purpose === 'test' ? 'test' : 'development',
        place: start.place,
        entrypoint: null,
        command: null,
        imageText: null,
        built: { image, stage },
        folder: image.context,
        own: true,
        environment: [...image.environment(stage)].map(([name, { value, place }]) => ({
          name,
          value,
          source: /\$\{?\w/.test(value) ? ('interpolated' as const) : ('literal' as const),
          place,
        })),
      }),
    ];
  });
}

/** A package script that nothing invokes counts only where no deploy file starts the app. */
function scriptProcesses(
  sources: ProcessSources,
  dependencies: DependenciesFact,
  known: readonly Process[],
): Process[] {
  return dependencies.manifests.flatMap((manifest) => {
    const component = sources.components.all.find((item) => item.path === manifest.component);
    const started = known.some(
      (process) =>
        process.own &&
        process.stage === 'production' &&
        process.component === manifest.component &&
        process.deploy !== 'supervisor',
    );
    if (component?.kind !== 'app' || started || manifest.ecosystem !== 'npm') return [];
    const script = ['start:prod', 'start:production', 'start']
      .map((name) => manifest.scripts.find((item) => item.name === name))
      .find((item) => item !== undefined);
    if (!script) return [];
    return [
      processFrom(sources, {
        name: script.name,
        type: 'web',
        deploy: 'package-script',
        stage: 'production',
        place: script.place,
        entrypoint: null,
        command: shellStart(script.command, script.place.path, script.place.startLine),
        imageText: null,
        built: null,
        folder: folderOf(manifest.path),
        own: true,
      }),
    ];
  });
}

function deployFiles(sources: ProcessSources, all: readonly Process[]): DeployFile[] {
  const { repo, components } = sources;
  const found = new Map<string, DeployFile>();
  const add = (path: string, kind: DeployKind, stage: Process['stage'], place: Place): void => {
    if (!found.has(path)) found.set(path, { path, kind, stage, component: components.of(path)?.path ?? '', place });
  };
  for (const process of all)
    if (process.deploy !== 'package-script')
      add(process.place.path, process.deploy, process.stage, placeOf(process.place.path));
  for (const image of sources.images.all)
    add(
      image.path,
      'dockerfile',
      image.purpose === 'production' ? 'production' : image.purpose === 'test' ? 'test' : 'development',
      placeOf(image.path),
    );
  for (const path of repo.paths) {
    const kind = otherDeployFiles.find(([pattern]) => pattern.test(baseName(path)))?.[1];
    if (kind && !['vendored', 'example', 'docs'].includes(repo.purposeOf(path)))
      add(path, kind, stageOfPath(repo, path), placeOf(path));
  }
  return [...found.values()].sort((a, b) => compareText(a.path, b.path));
}
