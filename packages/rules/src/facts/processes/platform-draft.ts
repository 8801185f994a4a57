import { folderOf, joinPath, placeOf } from '../../repo/place.ts';
import type { Image, Stage } from '../images-fact.ts';
import type { DeployKind, Process, ProcessType } from '../processes-fact.ts';
import type { ProcessDraft, ProcessSources } from './process-draft.ts';
import { shellStart } from './resolve-steps.ts';

/** A process that a platform starts and restarts by itself. */
export function base(
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

/** Names that settle the type. */
export const roles: Readonly<Record<string, ProcessType>> = { web: 'web', release: 'release' };

/** The Dockerfile a platform file names, relative to it. */
export function dockerfileAt(
  sources: ProcessSources,
  from: string,
  written: string | null,
): { image: Image; stage: Stage } | null {
  const path = written === null ? null : joinPath(folderOf(from), written);
  const image = path === null ? null : sources.images.at(path);
  return image?.final ? { image, stage: image.final } : null;
}
