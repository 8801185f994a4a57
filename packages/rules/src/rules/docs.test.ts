import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newRuleFiles, ruleConstant, withRule } from '../../scripts/rule-files.ts';
import { rulePages } from '../../scripts/rule-pages.ts';
import { catalogue, catalogueEntry } from '../catalogue.ts';
import { registry } from '../registry.ts';

describe('docs/rules', () => {
  const target = join(import.meta.dirname, '../../../../docs/rules');
  const implemented = new Set(registry.map((rule) => rule.id));
  const pages = rulePages(catalogue, implemented, (id) =>
    readFileSync(join(import.meta.dirname, id, 'docs.md'), 'utf8'),
  );

  test.each(pages.map((page) => [page.path, page.content]))(
    '%s is current (else: npm run docs:rules)',
    (path, content) => {
      const found = existsSync(join(target, path)) ? readFileSync(join(target, path), 'utf8') : '';

      expect(found).toBe(content);
    },
  );

  test('a rule that is not implemented is listed as that, without a page', () => {
    const [index, ...others] = rulePages(
      catalogue,
      new Set(['logs/stdout']),
      () => '# Old title\n\n## Why\n\nBecause.\n',
    );

    expect(index?.content).toContain('[`logs/stdout`](logs/stdout.md)');
    expect(index?.content).toContain('`logs/structured` (not implemented)');
    expect(others.map((page) => page.path)).toEqual(['logs/stdout.md']);
    expect(others[0]?.content).toMatch(/## Why\n\nBecause\./);
    expect(others[0]?.content).not.toContain('Old title');
  });
});

describe('npm run new:rule', () => {
  const empty =
    "import type { Rule } from './engine/define-rule.ts';\n\n/** All. */\nexport const registry: readonly Rule[] = [];\n";

  test('adds the import and the line of a rule, in the order of ids', () => {
    const source = ['logs/stdout', 'config/no-secrets-in-code', 'logs/level-from-env'].reduce(withRule, empty);

    expect(source).toBe(`import type { Rule } from './engine/define-rule.ts';
import { noSecretsInCode } from './rules/config/no-secrets-in-code/rule.ts';
import { levelFromEnv } from './rules/logs/level-from-env/rule.ts';
import { stdout } from './rules/logs/stdout/rule.ts';

/** All. */
export const registry: readonly Rule[] = [
  noSecretsInCode,
  levelFromEnv,
  stdout,
];
`);
    expect(() => withRule(source, 'logs/stdout')).toThrow(/already/);
  });

  test('gives every rule of the catalogue a name of its own', () => {
    const names = catalogue.map((entry) => ruleConstant(entry.id));

    expect(new Set(names).size).toBe(catalogue.length);
  });

  test('writes what the harness asks for', () => {
    const entry = catalogueEntry('logs/stdout');
    const files = entry === null ? {} : newRuleFiles(entry);

    expect(Object.keys(files).map((path) => path.split('/').slice(0, 2).join('/'))).toEqual(
      expect.arrayContaining(['rule.ts', 'docs.md', 'fixtures/fail-todo', 'fixtures/pass-todo']),
    );
    expect(files['docs.md']?.match(/^## .*$/gm)).toEqual([
      '## Why',
      '## How it is checked',
      '## Fix',
      '## When it is wrong',
    ]);
  });
});
