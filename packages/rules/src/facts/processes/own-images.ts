import { baseName, folderOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { imageReference } from '../images/to-image-reference.ts';
import type { Image, Stage } from '../images-fact.ts';
import type { Process } from '../processes-fact.ts';
import { productOfImage } from '../services/products.ts';
import { FOREIGN } from './foreign-images.ts';
import type { ProcessSources } from './process-draft.ts';

/** Stage of a deploy file by its path. */
export function stageOfPath(repo: Repo, path: string): Process['stage'] {
  const purpose = repo.purposeOf(path);
  return purpose === 'test'
    ? 'test'
    : purpose === 'production' || purpose === 'docs' || purpose === 'generated'
      ? 'production'
      : 'development';
}

/**
 * The Dockerfile that an image name speaks of: the only production one, or the one whose component or suffix the name ends in.
 * Null for backing services and for names that no Dockerfile answers to.
 */
export function builtOfName(sources: ProcessSources, text: string | null): { image: Image; stage: Stage } | null {
  if (!text) return null;
  const { name } = imageReference(text);
  return productOfImage(name) ? null : pick(sources, name);
}

function pick(sources: ProcessSources, name: string): { image: Image; stage: Stage } | null {
  const last = baseName(name).toLowerCase();
  const candidates = sources.images.production;
  const named = candidates.filter((image) =>
    namesOf(image).some(
      (word) => word !== '' && (last === word || last.endsWith(`-${word}`) || last.endsWith(`_${word}`)),
    ),
  );
  const image =
    named.length === 1
      ? named[0]
      : candidates.length === 1 && (name.includes('/') || name.includes('$')) && !isForeign(name) && !FOREIGN.test(name)
        ? candidates[0]
        : undefined;
  return image?.final ? { image, stage: image.final } : null;
}

/** The folder's name, and the suffix of the file's. */
function namesOf(image: Image): string[] {
  const suffix =
    /(?:^Dockerfile[.-]|\.)(?<suffix>[\w-]+?)(?:\.dockerfile)?$/i.exec(baseName(image.path))?.groups?.suffix ?? '';
  return [
    baseName(folderOf(image.path)),
    baseName(image.component),
    suffix.toLowerCase() === 'dockerfile' ? '' : suffix,
  ].map((word) => word.toLowerCase());
}

function isForeign(name: string): boolean {
  return /^(?:docker\.io\/)?(?:library|bitnami|grafana|prom|nginx|traefik|jaegertracing|otel|opensearchproject|confluentinc|minio|mailhog|axllent|dpage|adminer|temporalio|quay\.io\/(?:prometheus|jetstack)|registry\.k8s\.io|gcr\.io\/(?:google|cloudsql))/.test(
    name,
  );
}
