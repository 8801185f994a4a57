import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Dependency, Lock, Manifest } from '../../../facts/dependencies-fact.ts';
import { folderOf, placeOf } from '../../../repo/place.ts';
import { isInRange } from './is-in-range.ts';

export const lockfileInSync = defineRule({
  id: 'dependencies/lockfile-in-sync',
  factor: 'dependencies',
  title: 'The lock agrees with its manifest',
  severity: 'medium',
  remediation:
    'Make the lock again with the one package manager that the project uses, commit it, and remove the locks of others.',
  appliesTo: (context) => lockedManifests(context).length > 0 || 'No lock.',

  *check(context) {
    for (const [first, second] of competing(context))
      yield fail(
        placeOf(second.path),
        `${first.path} and ${second.path} both lock the same manifest; only one of them is used.`,
        {
          identity: `competing ${first.kind} and ${second.kind}`,
        },
      );
    for (const { manifest, locks } of lockedManifests(context)) {
      const stale = manifest.direct.flatMap((item) => staleness(context, manifest, item, locks));
      for (const { item, message } of stale) yield fail(item.place, message, { identity: `not in sync: ${item.name}` });
      const [lock] = locks;
      if (stale.length === 0 && lock)
        yield pass(placeOf(lock.path), `${lock.path} holds every direct dependency of ${manifest.path}.`);
    }
  },
});

interface Locked {
  manifest: Manifest;
  locks: Lock[];
}

function lockedManifests({ facts }: RuleContext): Locked[] {
  return facts.dependencies.manifests
    .map((manifest) => ({
      manifest,
      locks: manifest.locks.filter((lock) => !lock.ignored && lock.packages?.size !== 0),
    }))
    .filter(({ locks }) => locks.length > 0);
}

/** Locks of different tools side by side. Compiled requirements beside another lock are an export of it. */
function competing({ facts, repo }: RuleContext): [Lock, Lock][] {
  const pairs: [Lock, Lock][] = [];
  const kinds = (lock: Lock) =>
    lock.ecosystem === 'npm' || /^(?:uv|poetry|pdm)$/.test(lock.kind) ? lock.ecosystem : null;
  const locks = facts.dependencies.locks.filter(
    (lock) => !lock.ignored && repo.isProduction(lock.path.replace(/[^/]+$/, 'main.py')),
  );
  for (const [index, first] of locks.entries()) {
    const group = kinds(first);
    const second = locks
      .slice(index + 1)
      .find(
        (other) =>
          group !== null &&
          kinds(other) === group &&
          other.kind !== first.kind &&
          folderOf(other.path) === folderOf(first.path),
      );
    if (second) pairs.push([first, second]);
  }
  return pairs;
}

function staleness(
  context: RuleContext,
  manifest: Manifest,
  item: Dependency,
  locks: readonly Lock[],
): { item: Dependency; message: string }[] {
  if (item.source !== 'registry' || item.bound === 'local' || !isComparable(context, manifest, item, locks)) return [];
  // A second lock of another tool may be the one that is used.
  const judged = locks.map((lock) => verdictOf(context, manifest, item, lock));
  return judged.length > 0 && judged.every((message) => message !== null) ? [{ item, message: judged[0] ?? '' }] : [];
}

function verdictOf({ repo }: RuleContext, { ecosystem, path }: Manifest, item: Dependency, lock: Lock): string | null {
  if (lock.packages === null) return null;
  const versions = lock.packages.get(item.name);
  if (!versions)
    return isNamed(repo.text(lock.path), item.name)
      ? null
      : `${item.name} is declared in ${path}, and ${lock.path} does not hold it.`;
  const constraint = item.constraint;
  if (constraint === null || versions.some((version) => isInRange(ecosystem, version, constraint))) return null;
  return `${path} asks for ${item.name} ${constraint}, and ${lock.path} holds ${versions.join(', ')}.`;
}

/** Left out: what a marker may keep from being locked, aliases, and groups that a compiled file does not cover. */
function isComparable({ repo }: RuleContext, manifest: Manifest, item: Dependency, locks: readonly Lock[]): boolean {
  if (locks.some((lock) => lock.kind === 'requirements') && (item.group !== 'production' || item.groupName !== ''))
    return false;
  if (manifest.ecosystem === 'maven' || manifest.ecosystem === 'gradle' || item.groupName === 'plugin') return false;
  const written = repo
    .lines(manifest.path)
    .slice(item.place.startLine - 1, item.place.endLine)
    .join('\n');
  if (
    manifest.ecosystem === 'python' &&
    (/;/.test(written) || item.name === manifest.name?.toLowerCase().replace(/[._]+/g, '-'))
  )
    return false;
  if (manifest.ecosystem === 'npm' && /npm:|catalog:|workspace:/.test(item.constraint ?? '')) return false;
  return !(manifest.ecosystem === 'go' && new RegExp(`${escaped(item.name)}\\s.*=>`).test(repo.text(manifest.path)));
}

/** A guard against forms of a lock that are not read: the name in any spelling is enough. */
function isNamed(text: string, name: string): boolean {
  const pattern = name.split(/[-_.]/).map(escaped).join('[-_.]');
  return new RegExp(`(?<![\\w.-])${pattern}(?![\\w-])`, 'i').test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
