import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';

const keys = [
  /^(?:DEFAULT_FILE_STORAGE|STORAGES\.default(?:\.BACKEND)?|MEDIA_ROOT)$/,
  /^filesystems\.(?:default|images|attachments|cloud)$/,
  /^config\.active_storage\.service$/,
];
const variable =
  /(?:^|_)(?:S3|GCS|GS|AWS_STORAGE|STORAGE|BLOB|MINIO|SPACES|R2|B2|AZURE|BUCKET|FILESYSTEM|MEDIA|UPLOADS?|FILE_STORAGE)(?:_|$)\w*/;
const isLocator = /BUCKET|ENDPOINT|CONTAINER|STORAGE|DISK|ROOT|DIR|PATH|URL|DRIVER|BACKEND|SERVICE/;

/** Variables and settings that choose where files go. */
export function configuredStorage(facts: Facts): { place: Place; how: string }[] {
  const services = facts.services
    .usesOf('storage')
    .filter((use) => use.located === 'environment')
    .map((use) => ({ place: use.place, how: use.variable ?? use.how }));
  const settings = facts.settings.all
    .filter(
      (setting) =>
        (setting.profile === 'base' || setting.profile === 'production') && keys.some((key) => key.test(setting.key)),
    )
    .filter((setting) => setting.value.kind === 'environment' || setting.condition !== null)
    .map((setting) => ({ place: setting.place, how: setting.value.variable ?? setting.key }));
  const variables = facts.environment.variables
    .filter(
      (item) =>
        variable.test(item.name) &&
        isLocator.test(item.name) &&
        !/STATIC|CACHE|SESSION|SECRET|KEY|REGION/.test(item.name),
    )
    .flatMap((item) => item.reads.slice(0, 1).map((read) => ({ place: read.place, how: item.name })));
  const drivers = facts.code
    .search({
      languages: ['go', 'java', 'csharp', 'javascript'],
      literals: ['StorageType', 'storageType', 'storage_type', 'StorageProvider', 'StorageDriver'],
      pattern: /\b(?:[sS]torageType|storage_type|[sS]torageProvider|[sS]torageDriver)\b/g,
    })
    .slice(0, 3)
    .map(({ place }) => ({ place, how: 'a setting of the storage type' }));
  return [...services, ...settings, ...variables, ...drivers];
}
