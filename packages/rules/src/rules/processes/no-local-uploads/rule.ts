import { defineRule, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import { djangoUploads, laravelUploads, railsUploads } from './framework-uploads.ts';
import { storedInObjectStorage, uploadsInCode } from './uploads-in-code.ts';

export const noLocalUploads = defineRule({
  id: 'processes/no-local-uploads',
  factor: 'processes',
  title: 'Uploads go to an attached service',
  severity: 'high',
  remediation: ({ facts }) => {
    if (facts.stacks.has('django'))
      return 'Use django-storages: `STORAGES["default"]["BACKEND"] = "storages.backends.s3.S3Storage"`, with the bucket from a variable.';
    if (facts.stacks.has('rails'))
      return 'Name an object storage: `config.active_storage.service = :amazon`, with its bucket and keys from variables.';
    if (facts.stacks.has('laravel'))
      return "Store on the configured disk, with object storage behind it: `'default' => env('FILESYSTEM_DISK', 's3')`.";
    return 'Send uploads to object storage (S3 and the like) through its client, with the bucket from a variable.';
  },
  appliesTo: (context) => {
    if (context.facts.components.apps.length === 0) return 'Nothing here runs as a process.';
    return judgements(context).length > 0 || 'The app stores no uploads.';
  },

  *check(context) {
    yield* judgements(context);
  },
});

function judgements(context: RuleContext): RuleYield[] {
  const { facts } = context;
  const found = [
    ...djangoUploads(context),
    ...railsUploads(context),
    ...laravelUploads(context),
    ...uploadsInCode(context),
  ];
  const storage = facts.services.usesOf('storage')[0]?.place ?? storedInObjectStorage(context)?.place;
  // A second storage in code makes the local one an option.
  if (storage && found.every((item) => item.kind === 'fail' && item.options.confidence === 'medium'))
    return [pass(storage, 'Files are kept in object storage, or can be.')];
  return found;
}
