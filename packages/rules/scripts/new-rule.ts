/** `npm run new:rule -- factor/name`: makes the folder of a rule of the catalogue, and its line in the registry. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogueEntry } from '../src/catalogue.ts';
import { newRuleFiles, withRule } from './rule-files.ts';

const source = join(import.meta.dirname, '../src');
const [id] = process.argv.slice(2);
const problem = id === undefined ? 'Usage: npm run new:rule -- factor/name' : makeRule(id);
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 2;
}

/** Null when made; else what is wrong. */
function makeRule(id: string): string | null {
  const entry = catalogueEntry(id);
  if (entry === null)
    return `${id} is not in the catalogue (packages/rules/src/catalogue). Add its sentence there first.`;
  const folder = join(source, 'rules', id);
  if (existsSync(join(folder, 'rule.ts'))) return `${id} exists already: ${folder}`;
  for (const [path, content] of Object.entries(newRuleFiles(entry))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const registryPath = join(source, 'registry.ts');
  writeFileSync(registryPath, withRule(readFileSync(registryPath, 'utf8'), id));
  process.stdout.write(
    `Made packages/rules/src/rules/${id}. Now write its fixtures, rule.ts and docs.md; npm test holds you to it.\n`,
  );
  return null;
}
