import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Dependency, Lock, Manifest } from '../../../facts/dependencies-fact.ts';
import { bareInstalls } from './bare-installs.ts';
import { isImported } from './is-imported.ts';

export const boundedVersions = defineRule({
  id: 'dependencies/bounded-versions',
  factor: 'dependencies',
  title: 'Direct dependencies have version bounds',
  severity: 'medium',
  remediation:
    'Give each of them a range (`django>=5.2,<6`, `"express": "^5.1.0"`), or lock what is declared and install from the lock.',
  appliesTo: ({ facts }) =>
    facts.dependencies.manifests.some((manifest) => manifest.direct.some(isThirdParty)) || 'No direct dependencies.',

  *check(context) {
    const { manifests } = context.facts.dependencies;
    for (const manifest of manifests) {
      const direct = manifest.direct.filter(isThirdParty);
      const open = direct.filter((item) => isOpen(context, manifest, item));
      for (const item of open)
        yield fail(item.place, messageOf(manifest, item), { identity: `unbounded ${item.name}` });
      if (open.length === 0 && direct.length > 0)
        yield pass(manifest.place, `Every dependency of ${manifest.path} is bounded or locked.`);
    }
    for (const { name, place } of bareInstalls(context))
      yield fail(place, `The image installs ${name} in whatever version is newest, and production code imports it.`, {
        identity: `unbounded ${name}`,
      });
  },
});

/** Production's, from somewhere else, and no platform package such as `php` or `ext-json`. */
function isThirdParty({ group, source, name, bound }: Dependency): boolean {
  return (
    group !== 'development' &&
    source !== 'path' &&
    source !== 'workspace' &&
    bound !== 'local' &&
    !/^(?:php|python|ruby|node|npm|hhvm|(?:ext|lib)-[\w-]+|composer(?:-\w+)*)$/.test(name)
  );
}

function isOpen(context: RuleContext, manifest: Manifest, item: Dependency): boolean {
  if (item.bound !== 'none' && !/^(?:latest\.\w+|LATEST|RELEASE)$/.test(item.constraint ?? '')) return false;
  if (item.group === 'optional' && !isImported(context, manifest.ecosystem, item.name)) return false;
  if (manifest.locks.some((lock) => isLocked(context, lock, item.name))) return false;
  return !isBoundedElsewhere(context, manifest, item);
}

/** Forms of a lock that are not read, and packages that another platform needs, still stand in its text. */
function isLocked({ repo }: RuleContext, { path, packages, ignored }: Lock, name: string): boolean {
  return !ignored && (packages?.has(name) || packages === null || repo.text(path).includes(name));
}

/** A bare name beside a bounded one (`requirements.in` beside its pinned output, a constraints file's). */
function isBoundedElsewhere({ facts }: RuleContext, manifest: Manifest, item: Dependency): boolean {
  return facts.dependencies.manifests.some(
    (other) =>
      other !== manifest &&
      other.ecosystem === manifest.ecosystem &&
      other.component === manifest.component &&
      other.direct.some(({ name, bound, group }) => name === item.name && bound === 'exact' && group !== 'development'),
  );
}

function messageOf(manifest: Manifest, { name, constraint, source }: Dependency): string {
  if (source === 'git') return `${name} follows a git branch, and no lock pins the commit.`;
  return constraint === null
    ? `${name} is declared in ${manifest.path} with no version, and no lock pins it.`
    : `${name} is declared as \`${constraint}\`, and no lock pins it.`;
}
