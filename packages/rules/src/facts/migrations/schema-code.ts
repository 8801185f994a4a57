import { baseName, comparePlaces, isInside, type Place } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import { isToolPath } from '../logging/log-paths.ts';
import type { MigrationsFact } from '../migrations-fact.ts';
import type { SettingsFact } from '../settings-fact.ts';
import type { StacksFact } from '../stacks-fact.ts';
import { schemaPatterns } from './schema-patterns.ts';

type InCode = MigrationsFact['inCode'][number];

interface Sources {
  repo: Repo;
  code: CodeFact;
  stacks: StacksFact;
  settings: SettingsFact;
}

export interface SchemaCode {
  /** What runs when the app starts. */
  inCode: InCode[];
  /** Program files that are run for it on their own: scripts, commands, `migrate.ts`. */
  programs: Set<string>;
}

/** Code and settings that make tables or migrate by themselves. */
export function schemaCode(sources: Sources): SchemaCode {
  const { repo, code } = sources;
  const inCode: InCode[] = [];
  const programs = new Set<string>();
  for (const { how, kind, within, ...query } of schemaPatterns) {
    for (const { path, place, index } of code.search(query)) {
      if (within && !within.test(repo.text(path))) continue;
      // Migration files make tables by trade.
      if (/(?:^|\/)(?:migrations?|migrate|versions|alembic|seeds?)\/[^/]*\d/.test(path)) continue;
      if (isOwnProgram(path) || isCliFunction(repo.code(path), index)) programs.add(path);
      else inCode.push({ how, kind, place });
    }
  }
  inCode.push(...forkedPrograms(sources, programs));
  inCode.push(...springSchema(sources), ...schemaFiles(sources));
  return { inCode: inCode.sort((a, b) => comparePlaces(a.place, b.place)), programs };
}

const fork =
  /\b(?:fork|spawn(?:Sync)?|exec(?:File)?(?:Sync)?)\s*\([^;]{0,240}?["'](?:[^"'\n]{0,120}\/)?(?<name>[\w.-]+)\.[cm]?[jt]s["']/g;

/** Node: a migrating program that the app itself starts as a child process. */
function forkedPrograms({ code }: Sources, programs: ReadonlySet<string>): InCode[] {
  const names = new Set([...programs].filter((path) => /\.[cm]?[jt]s$/.test(path)).map(stemOf));
  if (names.size === 0) return [];
  return code
    .search({ languages: ['javascript'], literals: ['fork', 'spawn', 'exec'], pattern: fork })
    .filter(({ path, match }) => !isOwnProgram(path) && names.has(match.groups?.name ?? ''))
    .map(({ place, match }) => ({ how: `${match.groups?.name} as a child`, kind: 'run-migrations', place }));
}

function stemOf(path: string): string {
  return baseName(path).replace(/\.\w+$/, '');
}

/** A file that is there to be run by itself. */
function isOwnProgram(path: string): boolean {
  return (
    isToolPath(path) ||
    /(?:^|[._-])(?:migrat\w*|init[_-]?db|create[_-]?(?:db|tables)|seed\w*|release)\.\w+$/i.test(baseName(path))
  );
}

/** Python: the function around the place is a command of a command line (`@click.command()`). */
function isCliFunction(code: string, index: number): boolean {
  const before = code.slice(Math.max(0, index - 4_000), index);
  const at = Math.max(before.lastIndexOf('\ndef '), before.lastIndexOf('\nasync def '));
  return at >= 0 && /(?:^|\n)@[\w.]*(?:command|cli\w*)\b[^\n]*(?:\n@[^\n]*){0,8}$/.test(before.slice(0, at));
}

/** Spring: `ddl-auto`, and Flyway or Liquibase, which Spring Boot runs when it starts unless it is told not to. */
function springSchema({ settings, stacks }: Sources): InCode[] {
  const found: InCode[] = [];
  for (const key of [
    'spring.jpa.hibernate.ddl-auto',
    'spring.jpa.properties.hibernate.hbm2ddl.auto',
    'quarkus.hibernate-orm.database.generation',
  ]) {
    for (const { value, place } of settings.inForce(key)) {
      if (/^(?:update|create|create-drop|drop-and-create)$/.test(value.literal ?? ''))
        found.push({ how: `ddl-auto: ${value.literal}`, kind: 'create-schema', place });
    }
  }
  if (!stacks.all.some((item) => item.name.startsWith('spring-boot'))) return found;
  for (const tool of ['flyway', 'liquibase']) {
    const library = stacks.find(tool);
    const off = settings.inForce(`spring.${tool}.enabled`).some(({ value }) => value.literal === 'false');
    if (library && !off)
      found.push({ how: `Spring Boot runs ${tool} when it starts`, kind: 'run-migrations', place: library.place });
  }
  return found;
}

/** `schema.sql` among a Java app's resources: Spring runs it when it starts, and nothing keeps its history. */
function schemaFiles({ repo, stacks }: Sources): InCode[] {
  if (stacks.has('flyway', 'liquibase')) return [];
  return repo
    .withExtension('sql')
    .flatMap((path): InCode[] => {
      if (
        !/(?:^|\/)src\/main\/resources\/(?:[\w-]+\/)*(?:schema|import)(?:-\w+)?\.sql$/.test(path) ||
        !repo.isProduction(path)
      )
        return [];
      const match = /\bCREATE\s+TABLE\b/i.exec(repo.text(path));
      return match
        ? [{ how: baseName(path), kind: 'create-schema', place: firstLine(repo.placeAt(path, match.index)) }]
        : [];
    })
    .filter(({ place }) => !isInside(place.path, 'src/test'));
}

function firstLine(place: Place): Place {
  return { ...place, endLine: place.startLine };
}
