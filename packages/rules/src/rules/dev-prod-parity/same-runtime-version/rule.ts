import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { RuntimeStatement } from '../../../facts/runtimes-fact.ts';
import type { Language } from '../../../facts/stacks-fact.ts';

/** What states one language's version for one app: its files, and the CI jobs that build or test. */
interface Scope {
  language: Language;
  files: RuntimeStatement[];
  ci: RuntimeStatement[];
}

const NAMES: Readonly<Record<Language, string>> = {
  python: 'Python',
  javascript: 'Node.js',
  ruby: 'Ruby',
  java: 'Java',
  go: 'Go',
  php: 'PHP',
  csharp: '.NET',
  elixir: 'Elixir',
  rust: 'Rust',
};
/** Which statement the others are held against. */
const ORDER = ['image', 'platform', 'version-file', 'manifest', 'compose', 'devcontainer', 'nix', 'ci'];

export const sameRuntimeVersion = defineRule({
  id: 'dev-prod-parity/same-runtime-version',
  factor: 'dev-prod-parity',
  title: 'The language runtime has the same version everywhere',
  severity: 'medium',
  remediation:
    "Keep one version: a version file (`.python-version`, `.nvmrc`, `.ruby-version`, `.tool-versions`) that CI reads (`node-version-file`), and the same number in the images' tags.",
  appliesTo: (context) => scopesOf(context).length > 0 || "The runtime's version is not stated in two places.",

  *check(context) {
    // What stands at the root belongs to several apps, and is told once.
    const told = new Set<string>();
    for (const { language, files, ci } of scopesOf(context)) {
      const [reference] = files;
      if (!reference) continue;
      for (const statement of files.slice(1)) {
        if (statement.version === reference.version)
          yield pass(statement.place, `${NAMES[language]} is ${statement.version} here.`);
        else if (!told.has(keyOf(statement))) {
          told.add(keyOf(statement));
          yield fail(statement.place, differs(language, statement.version, reference), { identity: language });
        }
      }
      if (ci.length === 0) yield pass(reference.place, `${NAMES[language]} is ${reference.version} here.`);
      else if (ci.some(({ versions }) => versions.length === 0 || versions.includes(reference.version ?? '')))
        yield pass(reference.place, `${NAMES[language]} is ${reference.version} here and in CI.`);
      else
        for (const statement of ci.filter((item) => !told.has(keyOf(item)))) {
          told.add(keyOf(statement));
          yield fail(statement.place, differs(language, statement.versions.join(', '), reference), {
            identity: language,
          });
        }
    }
  },
});

function keyOf({ language, place }: RuntimeStatement): string {
  return `${language} ${place.path}:${place.startLine}`;
}

function differs(language: Language, version: string | null, reference: RuntimeStatement): string {
  return `${NAMES[language]} is ${version} here and ${reference.version} in ${reference.place.path}.`;
}

/** Languages of each app with a version in two places. What stands at the root holds for the apps below it, unless they have a version file of their own. */
function scopesOf({ facts }: RuleContext): Scope[] {
  const statements = facts.runtimes.all.filter(isStated);
  const scopes: Scope[] = [];
  for (const language of new Set(statements.map((item) => item.language))) {
    const all = statements.filter((item) => item.language === language);
    const ci = all.filter(({ where, job }) => where === 'ci' && job && (job.tests || job.builds || job.deploys));
    const tests = ci.filter(({ job }) => job?.tests);
    const files = all.filter(({ where, stage }) => where !== 'ci' && stage !== 'test');
    for (const component of new Set(files.map((item) => item.component))) {
      const own = files.filter((item) => item.component === component);
      const isPinned = own.some(({ where }) => where === 'version-file');
      const inherited =
        component === '' || isPinned
          ? []
          : files.filter((item) => item.component === '' && (item.where === 'version-file' || item.where === 'nix'));
      const ordered = [...own, ...inherited].sort((a, b) => rankOf(a) - rankOf(b));
      const jobs = tests.length > 0 ? tests : ci;
      if (ordered.length + jobs.length > 1) scopes.push({ language, files: ordered, ci: jobs });
    }
  }
  return scopes;
}

/** Minimums and compiler levels state no version: a `go` line, PHP's platform of `composer.json`, a .NET target framework. */
function isStated({ version, kind, where, language }: RuntimeStatement): boolean {
  if (kind === 'minimum') return false;
  if (where === 'ci') return true;
  if (where === 'manifest' && (language === 'php' || language === 'java')) return false;
  return version !== null;
}

/** Production first, and the last image of a file before those that only build. */
function rankOf({ where, stage, place }: RuntimeStatement): number {
  return (stage === 'production' ? 0 : 100) + ORDER.indexOf(where) * 10 - Math.min(place.startLine, 900) / 1_000;
}
