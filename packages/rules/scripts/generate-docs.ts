/** `npm run docs:rules`: writes docs/rules. With `--verify` writes nothing and exits 1 where a page is missing, stale or left over. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { catalogue } from '../src/catalogue.ts';
import { registry } from '../src/registry.ts';
import { rulePages } from './rule-pages.ts';

const source = join(import.meta.dirname, '../src/rules');
const target = join(import.meta.dirname, '../../../docs/rules');
const implemented = new Set(registry.map((rule) => rule.id));
const pages = rulePages(catalogue, implemented, (id) => readFileSync(join(source, id, 'docs.md'), 'utf8'));
const wanted = new Map(pages.map((page) => [page.path, page.content]));
const stale = pages.filter((page) => read(join(target, page.path)) !== page.content).map((page) => page.path);
const leftOver = pagesIn(target).filter((path) => !wanted.has(path));

if (process.argv.includes('--verify')) {
  for (const path of [...stale, ...leftOver]) process.stderr.write(`docs/rules/${path} is not current\n`);
  if (stale.length + leftOver.length > 0) {
    process.stderr.write('Run npm run docs:rules and commit what it writes.\n');
    process.exitCode = 1;
  }
} else {
  for (const path of stale) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), wanted.get(path) ?? '');
  }
  for (const path of leftOver) rmSync(join(target, path));
  process.stdout.write(`docs/rules: ${stale.length} written, ${leftOver.length} removed, ${pages.length} in all\n`);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function pagesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch {
    return [];
  }
}
