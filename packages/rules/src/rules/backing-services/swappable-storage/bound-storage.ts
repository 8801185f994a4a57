import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';
import { storedFiles } from './stored-files.ts';

interface Bound {
  place: Place;
  message: string;
}

/** Storage that one literal decides. */
export function boundStorage(facts: Facts): Bound[] {
  return [...literalBuckets(facts), ...railsLocal(facts), ...djangoDefault(facts), ...localFolders(facts)];
}

function literalBuckets(facts: Facts): Bound[] {
  const settings = ['AWS_STORAGE_BUCKET_NAME', 'GS_BUCKET_NAME', 'AZURE_CONTAINER', 'filesystems.disks.s3.bucket']
    .flatMap((key) => facts.settings.inForce(key))
    .filter(({ value }) => value.kind === 'literal' && value.literal !== '')
    .map(({ key, place }) => ({ place, message: `${key} is one literal bucket.` }));
  const calls = facts.code
    .search({
      literals: ['Bucket', 'bucket'],
      pattern:
        /\b(?:Bucket|bucket|bucket_name|bucketName)\s*[:=]\s*(?:aws\.String\()?["'](?<name>[a-z0-9][a-z0-9.-]{2,62})["']/g,
    })
    .map(({ place, match }) => ({ place, message: `Files go to the literal bucket ${match.groups?.name}.` }));
  return [...settings, ...calls];
}

/** Active Storage's `:local` in production, and files below `public/`. */
function railsLocal(facts: Facts): Bound[] {
  return facts.settings
    .inForce('config.active_storage.service')
    .filter(({ value, profile }) => profile === 'production' && value.literal === 'local')
    .map(({ place }) => ({ place, message: 'Active Storage keeps files on the local disk in production.' }));
}

/** A file field with neither a storage setting nor a variable: the local disk below MEDIA_ROOT. */
function djangoDefault(facts: Facts): Bound[] {
  if (!facts.stacks.has('django')) return [];
  const settings = facts.settings.all.filter(({ profile }) => profile === 'base' || profile === 'production');
  const chosen = settings.some(
    ({ key, value }) =>
      /^(?:DEFAULT_FILE_STORAGE|STORAGES\.default\.BACKEND)$/.test(key) && !/FileSystemStorage/.test(value.text),
  );
  if (chosen) return [];
  const root = facts.settings.inForce('MEDIA_ROOT')[0];
  const field = facts.code.search({
    languages: ['python'],
    literals: ['FileField(', 'ImageField('],
    pattern: /\bmodels\.(?:File|Image)Field\(/g,
  })[0];
  const place = root?.place ?? field?.place;
  return place && field
    ? [{ place, message: "Uploads go to the local disk, Django's default storage, and nothing changes it." }]
    : [];
}

/** multer's `dest` and disk storage, Gin's saved uploads, CarrierWave's `storage :file`. */
function localFolders(facts: Facts): Bound[] {
  if (storedFiles(facts).length === 0) return [];
  return facts.code
    .search({
      literals: ['multer', 'storage :file', 'SaveUploadedFile'],
      pattern:
        /\bmulter\(\s*\{\s*dest:\s*["'][^"'\n]+["']|\bmulter\.diskStorage\(|^\s*storage\s+:file\b|\.SaveUploadedFile\([^,\n]+,\s*"[^"\n]+"/gm,
    })
    .map(({ place }) => ({ place, message: 'Uploads go to one folder of the local disk.' }));
}
