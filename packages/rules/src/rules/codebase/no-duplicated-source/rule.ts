import { defineRule, fail, type RuleContext } from '../../../engine/define-rule.ts';
import { baseName, placeOf } from '../../../repo/place.ts';

const LINES_MIN = 20;

export const noDuplicatedSource = defineRule({
  id: 'codebase/no-duplicated-source',
  factor: 'codebase',
  title: 'Apps share code by dependency, not by copying',
  severity: 'medium',
  remediation:
    'Move the file into a package that both depend on (a workspace member, a module, a shared library), and import it from there.',
  appliesTo: ({ facts }) => facts.components.all.length >= 2 || 'Fewer than two apps or packages.',
  silence: 'No source file stands in two apps or packages.',

  *check(context) {
    for (const copies of duplicates(context)) {
      const [first, second] = copies;
      if (!first || !second) continue;
      const more = copies.length > 2 ? `, and ${copies.length - 2} more` : '';
      yield fail(placeOf(first), `${first} is the same file as ${second}${more}.`, {
        identity: `copy of ${baseName(first)}`,
      });
    }
  },
});

/** Groups of files that are the same, each file of another component; only files of one stem or one size are compared. */
function duplicates({ repo, facts }: RuleContext): string[][] {
  const candidates = new Map<string, string[]>();
  const add = (key: string, path: string): void => {
    const group = candidates.get(key);
    if (group) group.push(path);
    else candidates.set(key, [path]);
  };
  for (const path of facts.code.files()) {
    if (isConfiguration(path)) continue;
    add(baseName(path).replace(/\.\w+$/, ''), path);
    add(`${repo.file(path)?.bytes ?? 0} bytes`, path);
  }
  const found = new Map<string, string[]>();
  const texts = new Map<string, string>();
  const componentOf = (path: string) => facts.components.of(path)?.path ?? '';
  for (const group of candidates.values()) {
    if (group.length < 2 || new Set(group.map(componentOf)).size < 2) continue;
    for (const path of group) if (!texts.has(path)) texts.set(path, essence(repo.code(path)));
    const same = new Map<string, string[]>();
    for (const path of group) {
      const text = texts.get(path) ?? '';
      if (text !== '') same.set(text, [...(same.get(text) ?? []), path]);
    }
    for (const paths of same.values()) {
      const first = paths[0] ?? '';
      const copies = paths.filter(
        (path, index) => paths.findIndex((other) => componentOf(other) === componentOf(path)) === index,
      );
      if (copies.length >= 2) found.set(first, copies);
    }
  }
  return [...found.keys()].sort().map((key) => found.get(key) ?? []);
}

/** The code without comments and whitespace; '' where it is too little to speak of. */
function essence(code: string): string {
  const lines = code.split('\n').filter((line) => line.trim() !== '');
  return lines.length < LINES_MIN ? '' : lines.join('').replace(/\s+/g, '');
}

/** Every package has its own tools' files and declarations; they are alike by nature. */
function isConfiguration(path: string): boolean {
  return /(?:\.config\.[cm]?[jt]s|\.d\.ts|(?:^|\/)(?:setup|conf|manage|wsgi|asgi|gulpfile|gruntfile|\.eslintrc|\.prettierrc|settings\.gradle|build\.gradle)(?:\.\w+)?)$/i.test(
    path,
  );
}
