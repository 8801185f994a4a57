import type { CatalogueEntry } from '../src/catalogue.ts';

/** `config/no-secrets-in-code` → `noSecretsInCode` */
export function ruleConstant(id: string): string {
  return id.slice(id.indexOf('/') + 1).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The files of a new rule, by their paths within its folder. They compile; the harness fails them until they are written. */
export function newRuleFiles(entry: CatalogueEntry): Record<string, string> {
  return {
    'rule.ts': `import { defineRule, fail, pass } from '../../../engine/define-rule.ts';

export const ${ruleConstant(entry.id)} = defineRule({
  id: ${quoted(entry.id)},
  factor: ${quoted(entry.factor)},
  title: ${quoted(entry.title)},
  severity: ${quoted(entry.severity)},
  remediation: 'TODO: what to do, in the imperative.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0,

  // Fails when: ${entry.fails}
  // Passes when: ${entry.passes}
  *check({ repo }) {
    for (const path of repo.named('TODO')) {
      yield repo.text(path) === ''
        ? pass({ path, startLine: 1, endLine: 1 }, 'TODO: what is right here.')
        : fail({ path, startLine: 1, endLine: 1 }, 'TODO: what is wrong here.');
    }
  },
});
`,
    'docs.md': `## Why

TODO

## How it is checked

Fails when ${entry.fails}.

Passes when ${entry.passes}. Not applicable: ${entry.notApplicable}.

## Fix

TODO: before and after, for each stack.

## When it is wrong

TODO
`,
    'fixtures/fail-todo/README.md':
      'The smallest repository that fails. Dotfiles are spelled _dot_env, ignored folders _as_node_modules.\n',
    'fixtures/fail-todo/expected.txt': 'path:1 The message of the finding.\n',
    'fixtures/pass-todo/README.md': 'The smallest repository that passes.\n',
  };
}

/** The registry's source with the rule's import and line, both in alphabetical order. Throws if the rule is already there. */
export function withRule(registry: string, id: string): string {
  const importLine = `import { ${ruleConstant(id)} } from './rules/${id}/rule.ts';`;
  if (registry.includes(importLine)) throw new Error(`${id} is already in the registry.`);
  const [, head, list] = /^([\s\S]*?)export const registry[^=]*=\s*\[([\s\S]*?)\];/m.exec(registry) ?? [];
  if (head === undefined || list === undefined) throw new Error('src/registry.ts has no list of rules.');
  const idOf = new Map(
    [...head.matchAll(/import \{ (\w+) \} from '\.\/rules\/(.+)\/rule\.ts';/g)].map((match) => [match[1], match[2]]),
  );
  idOf.set(ruleConstant(id), id);
  const constants = [...idOf].sort(([, a], [, b]) => ((a ?? '') < (b ?? '') ? -1 : 1)).map(([constant]) => constant);
  const rest = head
    .split('\n')
    .filter((line) => !line.includes("from './rules/"))
    .join('\n');
  const [types, ...comment] = rest.split('\n\n');
  const imports = [
    types,
    ...constants.map((constant) => `import { ${constant} } from './rules/${idOf.get(constant)}/rule.ts';`),
  ];
  const lines = constants.map((constant) => `  ${constant},\n`).join('');
  return registry.replace(
    /^[\s\S]*?export const registry[^=]*=\s*\[[\s\S]*?\];/m,
    () => `${imports.join('\n')}\n\n${comment.join('\n\n')}export const registry: readonly Rule[] = [\n${lines}];`,
  );
}

/** As the formatter would: the other quote where that saves an escape. */
function quoted(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}
