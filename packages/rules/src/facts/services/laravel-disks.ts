import type { Place } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Facts } from '../facts.ts';
import { isToolPath } from '../logging/log-paths.ts';

/** Laravel's disks that code writes to by a literal name and whose driver is the local one by a literal too. */
export function literalDisks(facts: Facts, repo: Repo): { disk: string; place: Place }[] {
  return facts.code
    .search({
      languages: ['php'],
      literals: ['Storage::disk('],
      pattern: /\bStorage::disk\(\s*["'](?<disk>\w+)["']\s*\)/g,
    })
    .flatMap(({ path, match, place }) => {
      const disk = match.groups?.disk ?? '';
      const writes = /->\s*(?:put(?:File(?:As)?)?|writeStream|append)\s*\(/.test(repo.text(path));
      if (!writes || isToolPath(path) || /te?mp|cache|export|backup/i.test(disk)) return [];
      const driver = facts.settings.inForce(`filesystems.disks.${disk}.driver`)[0]?.value;
      return driver?.kind === 'literal' && driver.literal === 'local' ? [{ disk, place }] : [];
    });
}
