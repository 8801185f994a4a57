import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Fixture, readFixtures, repositoryPath } from '../../scripts/read-fixtures.ts';
import { catalogueEntry } from '../catalogue.ts';
import type { Rule } from '../engine/define-rule.ts';
import { maskSnippet } from '../engine/mask-secrets.ts';
import { runRule } from '../engine/run-rule.ts';
import { createFacts } from '../facts/create-facts.ts';
import { registry } from '../registry.ts';
import { createRepo } from '../repo/repo.ts';
import type { RuleResult } from '../report.ts';

const headings = ['Why', 'How it is checked', 'Fix', 'When it is wrong'];
const folderOf = (id: string) => join(import.meta.dirname, id);

describe('the registry', () => {
  test('lists each rule once, in the order of their ids', () => {
    const ids = registry.map((rule) => rule.id);

    expect(ids).toEqual([...new Set(ids)].sort());
  });

  test('lists every rule that has a folder', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((factor) => readdirSync(folderOf(factor.name)).map((name) => `${factor.name}/${name}`))
      .filter((id) => existsSync(join(folderOf(id), 'rule.ts')));
    const registered = new Set(registry.map((rule) => rule.id));

    expect(folders.filter((id) => !registered.has(id))).toEqual([]);
  });
});

describe('a fixture', () => {
  test('spells dotfiles and ignored folders so that our own git and audit pass them by', () => {
    expect(repositoryPath('_dot_github/workflows/ci.yml')).toBe('.github/workflows/ci.yml');
    expect(repositoryPath('app/_dot_env')).toBe('app/.env');
    expect(repositoryPath('_as_node_modules/x/index.js')).toBe('node_modules/x/index.js');
    expect(repositoryPath('app/__init__.py')).toBe('app/__init__.py');
  });
});

describe.each(registry.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const fixtures = readFixtures(folderOf(id));

  test('is what the catalogue says', () => {
    const entry = catalogueEntry(id);

    expect({ id, factor: rule.factor, severity: rule.severity, title: rule.title }).toEqual({
      id: entry?.id,
      factor: entry?.factor,
      severity: entry?.severity,
      title: entry?.title,
    });
  });

  test('has a page with the fixed headings, each with a text', () => {
    const page = readFileSync(join(folderOf(id), 'docs.md'), 'utf8');
    const sections = page.split(/^## /m).slice(1);

    expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(headings);
    for (const section of sections) expect(section.split('\n').slice(1).join('').trim()).not.toBe('');
    expect(page).not.toContain('TODO');
  });

  test('has a fixture that fails and one that passes', () => {
    const verdicts = fixtures.map((fixture) => fixture.verdict);

    expect(verdicts).toContain('fail');
    expect(verdicts).toContain('pass');
  });

  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
    const result = auditWith(rule, fixture);

    expect(`${result.verdict}: ${summaryOf(result)}`).toMatch(new RegExp(`^${fixture.verdict}: `));
    if (fixture.expected !== null) expect(summaryOf(result).trim()).toBe(fixture.expected.trim());
    for (const finding of result.findings) expect(fixture.input.files.map((file) => file.path)).toContain(finding.path);
    if (result.verdict === 'fail') expect(result.remediation).not.toBe('');
  });
});

function auditWith(rule: Rule, { input }: Fixture): RuleResult {
  const entry = catalogueEntry(rule.id);
  if (entry === null) throw new Error(`${rule.id} is not in the catalogue.`);
  const repo = createRepo(input);
  return runRule(entry, rule, { repo, facts: createFacts(repo) }, maskSnippet);
}

/** What `expected.txt` holds: a line a place; where a verdict has no place, its message. */
function summaryOf({ verdict, findings, evidence, message }: RuleResult): string {
  const places = verdict === 'fail' ? findings : evidence;
  if (places.length === 0) return message;
  return places.map((place) => `${place.path}:${place.startLine} ${place.message}`).join('\n');
}
