import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { EnvironmentFile, VariableRead } from '../../../facts/environment-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import { folderOf, isInside, placeOf } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';

/** The framework, platform or test runner sets these. */
const given =
  /^(?:NODE_ENV|RAILS_ENV|RACK_ENV|MIX_ENV|CI|PORT|HOME|USER|PATH|DJANGO_SETTINGS_MODULE|DYNO|CARGO_\w+|OUT_DIR|GITHUB_\w+|AWS_LAMBDA_\w+|VERCEL\w*)$/;
/** Tools for the people who work on the repository, not what a deploy starts. */
const tool =
  /(?:^|\/)(?:scripts?|tools?|tasks|hack|ci|bin|utils?\/release|\.github)\/|(?:^|\/)(?:fabfile|tasks|release\w*)\.py$/;

export const envExampleComplete = defineRule({
  id: 'config/env-example-complete',
  factor: 'config',
  title: 'The example environment file lists every required variable',
  severity: 'low',
  remediation:
    'Add the variable to the example file, without its value and with a comment that says where one comes from.',
  appliesTo({ repo, facts }) {
    if (examplesOf(facts).length === 0) return 'No example environment file.';
    return (
      requiredReads(repo, facts).some((read) => exampleFor(facts, read) !== null) ||
      'No variable is required: each has a default or is guarded.'
    );
  },

  *check({ repo, facts }) {
    const seen = new Set<string>();
    for (const read of requiredReads(repo, facts)) {
      const example = exampleFor(facts, read);
      if (!example || seen.has(`${example.path}\0${read.name}`)) continue;
      seen.add(`${example.path}\0${read.name}`);
      const entry = example.entries.find((item) => item.name.toUpperCase() === read.name);
      if (entry) yield pass(entry.place, `${read.name} is listed.`);
      else if (anyLists(facts, read.name))
        yield pass(placeOf(example.path), `${read.name} is listed in another example file.`);
      else
        yield fail(read.place, `${read.name} is required here and missing from ${example.path}.`, {
          identity: read.name,
        });
    }
  },
});

function examplesOf(facts: Facts): EnvironmentFile[] {
  return facts.environment.files.filter(
    (file) => file.example && file.entries.length > 0 && !['test', 'docs', 'vendored'].includes(file.purpose),
  );
}

/** Of the file's own folder or the nearest one above it; of the whole repository where only one place has examples. */
function exampleFor(facts: Facts, read: VariableRead): EnvironmentFile | null {
  const examples = examplesOf(facts);
  const above = examples
    .filter((file) => folderOf(file.path) === '' || isInside(read.place.path, folderOf(file.path)))
    .sort((a, b) => folderOf(b.path).length - folderOf(a.path).length || b.entries.length - a.entries.length);
  return above[0] ?? (facts.components.apps.length <= 1 ? (examples[0] ?? null) : null);
}

function anyLists(facts: Facts, name: string): boolean {
  return examplesOf(facts).some((file) => file.entries.some((entry) => entry.name.toUpperCase() === name));
}

/** Reads whose absence raises, without a look at the same variable before. */
function requiredReads(repo: Repo, facts: Facts): VariableRead[] {
  return facts.environment.variables
    .filter((variable) => !given.test(variable.name) && variable.reads.some((read) => read.required))
    .flatMap((variable) =>
      variable.reads.filter(
        (read) => read.required && !tool.test(read.place.path) && !isGuarded(repo, read) && !hasDefault(variable.reads),
      ),
    );
}

/** `if "X" in os.environ:` above it. */
function isGuarded(repo: Repo, { name, place, via }: VariableRead): boolean {
  if (via !== 'os.environ[]' && !/ENV/.test(via)) return false;
  const before = repo.lines(place.path).slice(0, place.startLine).join('\n');
  const quoted = `["']${name}["']`;
  return new RegExp(
    `${quoted}\\s+(?:not\\s+)?in\\s+(?:os\\.)?environ|(?:environ\\.get|getenv)\\(\\s*${quoted}|ENV\\.(?:key|has_key|include)\\?\\(?\\s*${quoted}|ENV\\[\\s*${quoted}\\s*\\](?:\\.present\\?|\\s*(?:$|&&|\\)))`,
    'm',
  ).test(before);
}

function hasDefault(reads: readonly VariableRead[]): boolean {
  return reads.some((read) => read.default !== null);
}
