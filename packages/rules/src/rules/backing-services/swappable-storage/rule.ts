import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import { literalDisks } from '../../../facts/services/laravel-disks.ts';
import { boundStorage } from './bound-storage.ts';
import { configuredStorage } from './configured-storage.ts';
import { storedFiles } from './stored-files.ts';

export const swappableStorage = defineRule({
  id: 'backing-services/swappable-storage',
  factor: 'backing-services',
  title: 'File storage can be swapped by config',
  severity: 'medium',
  remediation:
    'Choose the storage back end and its bucket by variables (`STORAGES` from the environment, `filesystems.default` with env(), an S3 client with endpoint and bucket from variables).',
  appliesTo: ({ facts }) => storedFiles(facts).length > 0 || 'The app stores no files.',

  *check({ facts, repo }) {
    const disks = literalDisks(facts, repo);
    for (const { disk, place } of disks.slice(0, 3))
      yield fail(place, `Files go to the ${disk} disk, whose driver is the local one by a literal.`, {
        confidence: 'medium',
      });
    if (disks.length > 0) return;
    const configured = configuredStorage(facts);
    for (const { place, how } of configured) yield pass(place, `The storage is chosen by ${how}.`);
    const bound = boundStorage(facts);
    for (const { place, message } of bound)
      if (configured.length === 0) yield fail(place, message, { confidence: 'medium' });
    if (configured.length === 0 && bound.length === 0)
      for (const place of storedFiles(facts).slice(0, 5))
        yield pass(place, 'Files go to a storage that no literal binds.');
  },
});
