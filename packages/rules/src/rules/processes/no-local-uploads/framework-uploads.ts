import { fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import { literalDisks } from '../../../facts/services/laravel-disks.ts';

const DJANGO_LOCAL = /FileSystemStorage|OverwriteStorage/;

/** Django keeps files below MEDIA_ROOT unless a storage is named. */
export function* djangoUploads({ facts }: RuleContext): Iterable<RuleYield> {
  if (!facts.stacks.has('django')) return;
  const [field] = facts.code.search({
    languages: ['python'],
    literals: [
      'FileField(',
      'ImageField(',
      'default_storage.save',
      'request.FILES',
      'get_image_model',
      'AbstractImage',
    ],
    pattern:
      /\bmodels\.(?:FileField|ImageField)\s*\(|\b(?:FileField|ImageField|ThumbnailerImageField|ResizedImageField|ImageSpecField)\s*\([^)\n]*upload_to|\bdefault_storage\.save\(|\bAbstractImage\b/g,
  });
  const place = field?.place ?? facts.stacks.find('wagtail')?.place;
  if (!place) return;
  const backends = [
    ...facts.settings.inForce('STORAGES.default.BACKEND'),
    ...facts.settings.inForce('DEFAULT_FILE_STORAGE'),
  ];
  const all = facts.settings.all.filter(
    ({ key, profile }) =>
      /^(?:STORAGES\.default(?:\.BACKEND)?|DEFAULT_FILE_STORAGE)$/.test(key) &&
      profile !== 'development' &&
      profile !== 'test',
  );
  const other = [...backends, ...all].find(({ value }) =>
    value.literal !== null
      ? value.literal !== '' && !DJANGO_LOCAL.test(value.literal)
      : !DJANGO_LOCAL.test(value.text) && /storage|environ|env|getenv/i.test(value.text),
  );
  if (other)
    return yield pass(
      other.place,
      `Uploads go to ${other.value.literal ?? 'the storage that the configuration names'}.`,
    );
  const [mentioned] = facts.code.search({
    languages: ['python'],
    literals: ['storages.backends', 'S3Boto3Storage', 'S3Storage', 'cloudinary_storage'],
    pattern:
      /["'][\w.]*(?:storages\.backends\.\w+|cloudinary_storage\.storage)\.(?!.*[Ss]tatic)\w+["']|\bclass \w+\((?:S3Boto3Storage|S3Storage|GoogleCloudStorage|AzureStorage)\)/g,
    inStrings: true,
  });
  if (mentioned) return yield pass(mentioned.place, 'Uploads can go to object storage.');
  const [root] = facts.settings.inForce('MEDIA_ROOT');
  yield fail(
    root?.place ?? place,
    "Uploads are kept below MEDIA_ROOT on the local disk: no storage is named, and Django's default is the file system.",
  );
}

/** Active Storage's service in production, and CarrierWave's storage. */
export function* railsUploads({ facts }: RuleContext): Iterable<RuleYield> {
  if (!facts.stacks.has('rails')) return;
  const [attached] = facts.code.search({
    languages: ['ruby'],
    literals: ['has_one_attached', 'has_many_attached', 'has_rich_text'],
    pattern: /\b(?:has_one_attached|has_many_attached|has_rich_text)\b/g,
  });
  const [written] = facts.code
    .search({
      languages: ['ruby'],
      literals: ['File.open', 'File.write', 'File.binwrite'],
      pattern: /\bFile\.open\([^\n]{1,160}?,\s*["']wb\+?["']|\bFile\.binwrite\(/g,
    })
    .filter(({ path }) => /(?:^|\/)app\/(?:controllers|models|uploaders|services)\//.test(path));
  for (const setting of facts.settings.inForce('config.active_storage.service')) {
    if (!attached && !written) break;
    const name = setting.value.literal ?? '';
    const service = facts.settings.all.filter(({ key }) => key === `storage.${name}.service`)[0]?.value.literal;
    if (
      setting.value.kind === 'literal' &&
      (/^(?:local|test)$/.test(name) ? service === undefined || service === 'Disk' : service === 'Disk')
    )
      yield fail(setting.place, `Uploads are kept on the local disk (config.active_storage.service = :${name}).`);
    else yield pass(setting.place, 'Uploads go to the storage that the configuration names.');
  }
  for (const { place, match } of facts.code
    .search({
      languages: ['ruby'],
      literals: ['CarrierWave', 'storage :'],
      pattern: /^\s*storage[ (]:(?<name>file|fog|aws)\b/gm,
    })
    .filter(({ path }) => /uploader|carrierwave/i.test(path)))
    yield match.groups?.name === 'file'
      ? fail(place, 'Uploads are kept on the local disk (storage :file).')
      : pass(place, 'Uploads go to object storage.');
}

/** Laravel's disks: the default one, and those that code names. */
export function* laravelUploads({ facts, repo }: RuleContext): Iterable<RuleYield> {
  if (!facts.stacks.has('laravel')) return;
  const [use] = facts.code.search({
    languages: ['php'],
    literals: ['->store(', '->storeAs(', '->storePublicly', 'Storage::', '->hasFile(', 'UploadedFile'],
    pattern:
      /->store(?:As|Publicly|PubliclyAs)?\(\s*["'$]|\bStorage::(?:disk\([^)\n]*\)->)?put\w*\(|->hasFile\(|\bUploadedFile\s+\$/g,
  });
  if (!use) return;
  const named = facts.code.search({
    languages: ['php'],
    literals: ["'public')", '"public")', "disk('", 'disk("', "'local')"],
    pattern:
      /->store(?:As)?\([^\n;]*,\s*["'](?<disk>public|local)["']\s*\)|\bStorage::disk\(\s*["'](?<named>public|local)["']\s*\)->put\w*\(/g,
  })[0];
  const disk = named?.match.groups?.disk ?? named?.match.groups?.named ?? '';
  const driver = facts.settings.inForce(`filesystems.disks.${disk}.driver`)[0]?.value;
  const [bound] = literalDisks(facts, repo);
  if (named && (driver === undefined || driver.literal === 'local') && driver?.kind !== 'environment')
    yield fail(named.place, `Uploads are kept on the ${disk} disk, which is a folder of the process.`);
  else if (bound)
    yield fail(bound.place, `Files are kept on the ${bound.disk} disk, which is always a folder of the process.`);
  else
    for (const setting of facts.settings.inForce('filesystems.default')) {
      if (setting.value.kind === 'literal' && /^(?:local|public)$/.test(setting.value.literal ?? ''))
        yield fail(
          setting.place,
          `Uploads are kept on the ${setting.value.literal} disk, which is a folder of the process.`,
        );
      else yield pass(setting.place, 'The disk that uploads go to is configurable.');
    }
}
