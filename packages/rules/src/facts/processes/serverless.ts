import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, folderOf, placeOf } from '../../repo/place.ts';
import type { EnvironmentEntry, Process, ProcessType } from '../processes-fact.ts';
import { environmentOf } from './data-values.ts';
import { builtOfName, stageOfPath } from './own-images.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';

/**
 * Functions of the Serverless Framework and AWS SAM. A function is started for each call and ends with it, so it is a `job`
 * (`cron` where a schedule calls it), never a process that runs on.
 */
export function serverlessProcesses(sources: ProcessSources): Process[] {
  const { repo } = sources;
  return repo.withExtension('yml', 'yaml').flatMap((path) => {
    const isServerless = /^serverless(?:[.-][\w-]+)?\.ya?ml$/.test(baseName(path));
    if (!isServerless && !repo.text(path).includes('AWS::Serverless::Function')) return [];
    const root = repo.parsed(path, parseYaml)?.root;
    if (!root) return [];
    return isServerless ? framework(sources, path, root) : sam(sources, path, root);
  });
}

function framework(sources: ProcessSources, path: string, root: DataNode): Process[] {
  const shared = environmentOf(path, root.get('provider', 'environment'));
  const functions = root.get('functions');
  const listed =
    functions?.kind === 'list' ? functions.items().flatMap((item) => item.entries()) : functions?.entries();
  return (listed ?? []).map(({ key, keyLine, node }) => {
    const events = node.get('events')?.items() ?? [];
    const isScheduled =
      events.length > 0 && events.every((event) => event.get('schedule') || /^schedule\b/.test(event.text() ?? ''));
    const image = node.get('image');
    return functionProcess(sources, path, {
      name: key,
      line: keyLine,
      type: isScheduled ? 'cron' : 'job',
      image: image?.get('uri')?.text() ?? image?.text() ?? null,
      environment: [...environmentOf(path, node.get('environment')), ...shared],
    });
  });
}

function sam(sources: ProcessSources, path: string, root: DataNode): Process[] {
  const shared = environmentOf(path, root.get('Globals', 'Function', 'Environment', 'Variables'));
  return (root.get('Resources')?.entries() ?? [])
    .filter(({ node }) => node.get('Type')?.text() === 'AWS::Serverless::Function')
    .map(({ key, keyLine, node }) => {
      const events = node.get('Properties', 'Events')?.entries() ?? [];
      const isScheduled =
        events.length > 0 && events.every((event) => /^Schedule/.test(event.node.get('Type')?.text() ?? ''));
      return functionProcess(sources, path, {
        name: key,
        line: keyLine,
        type: isScheduled ? 'cron' : 'job',
        image: node.get('Properties', 'ImageUri')?.text() ?? null,
        environment: [...environmentOf(path, node.get('Properties', 'Environment', 'Variables')), ...shared],
      });
    });
}

function functionProcess(
  sources: ProcessSources,
  path: string,
  told: { name: string; line: number; type: ProcessType; image: string | null; environment: EnvironmentEntry[] },
): Process {
  const named = new Set<string>();
  return processFrom(sources, {
    name: told.name,
    type: told.type,
    deploy: 'serverless',
    stage: stageOfPath(sources.repo, path),
    place: placeOf(path, told.line),
    entrypoint: null,
    command: null,
    imageText: told.image,
    built: builtOfName(sources, told.image),
    folder: folderOf(path),
    own: true,
    environment: told.environment.filter(({ name }) => !named.has(name) && named.add(name)),
    autoscaled: true,
    restart: { policy: 'orchestrator', place: placeOf(path, told.line) },
  });
}
