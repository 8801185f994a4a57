import type { Ecosystem } from '../dependencies-fact.ts';
import type { TechnologyRole } from '../stacks-fact.ts';
import { cargoPackages, goPackages, mavenPackages, mixPackages, nugetPackages } from './compiled-packages.ts';
import { npmPackages } from './npm-packages.ts';
import { pythonPackages } from './python-packages.ts';
import { composerPackages, rubyPackages } from './scripted-packages.ts';

export interface TechnologyName {
  name: string;
  roles: TechnologyRole[];
}

const tables: Readonly<Partial<Record<Ecosystem, string>>> = {
  python: pythonPackages,
  npm: npmPackages,
  ruby: rubyPackages,
  composer: composerPackages,
  go: goPackages,
  cargo: cargoPackages,
  maven: mavenPackages,
  nuget: nugetPackages,
  mix: mixPackages,
};

interface Table {
  exact: Map<string, TechnologyName>;
  prefixes: [string, TechnologyName][];
}

const parsed = new Map<Ecosystem, Table>();

/** What a package is known as and good for; null for one that no rule asks about. */
export function technologyOf(ecosystem: Ecosystem, packageName: string): TechnologyName | null {
  const table = tableOf(ecosystem === 'gradle' ? 'maven' : ecosystem);
  const exact = table.exact.get(packageName);
  if (exact) return exact;
  return table.prefixes.find(([prefix]) => packageName.startsWith(prefix))?.[1] ?? null;
}

function tableOf(ecosystem: Ecosystem): Table {
  const known = parsed.get(ecosystem);
  if (known) return known;
  const table: Table = { exact: new Map(), prefixes: [] };
  for (const line of (tables[ecosystem] ?? '').split('\n')) {
    const colon = line.lastIndexOf(': ');
    if (colon < 0) continue;
    const key = line.slice(0, colon).trim();
    const words = line
      .slice(colon + 2)
      .trim()
      .split(' ');
    const hasName = words.length > 1 && !isRole(words[0] ?? '');
    const name = hasName ? (words[0] ?? '') : key.replace(/\*$/, '').replace(/[-/.]$/, '');
    const roles = words.filter(isRole);
    if (key.includes('*')) table.prefixes.push([key.slice(0, key.indexOf('*')), { name, roles }]);
    else table.exact.set(key, { name, roles });
  }
  parsed.set(ecosystem, table);
  return table;
}

const ROLES: ReadonlySet<string> = new Set<TechnologyRole>([
  'web-framework',
  'app-server',
  'dev-server',
  'job-library',
  'scheduler',
  'orm',
  'migration-tool',
  'database-driver',
  'cache',
  'session',
  'storage',
  'mail',
  'search',
  'logging',
  'settings',
  'error-tracker',
  'http-client',
  'process-manager',
  'test-tool',
  'lint-tool',
  'build-tool',
  'upload',
]);

function isRole(word: string): word is TechnologyRole {
  return ROLES.has(word);
}
