import { comparePlaces, compareText, type Place, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { EnvironmentFact, Variable, VariableRead } from '../environment-fact.ts';
import type { ProcessesFact } from '../processes-fact.ts';
import type { SettingsFact } from '../settings-fact.ts';
import { appJsonVariables } from './app-json-variables.ts';
import { documentationOf } from './documentation.ts';
import { environmentFiles } from './environment-files.ts';
import { flagSchemas } from './flag-schemas.ts';
import { javascriptReads, javascriptSchemas } from './javascript-reads.ts';
import { otherReads } from './other-reads.ts';
import { pythonReads, pythonSettingsClasses } from './python-reads.ts';
import { isSecretName } from './secret-name.ts';
import { shellReads } from './shell-reads.ts';
import { completeRead, type RawRead } from './variable-read.ts';

interface Known {
  repo: Repo;
  code: CodeFact;
  settings: SettingsFact;
  processes: ProcessesFact;
}

/** The environment contract: what code reads, how, and where it is written down and set. */
export function findEnvironment({ repo, code, settings, processes }: Known): EnvironmentFact {
  const classes = pythonSettingsClasses(repo, code);
  const schemas = javascriptSchemas(repo, code);
  const raw: RawRead[] = [
    ...pythonReads(repo, code),
    ...classes.reads,
    ...javascriptReads(repo, code),
    ...schemas.reads,
    ...otherReads(repo, code),
    ...shellReads(repo),
  ];
  const reads = unique([...raw.map((read) => completeRead(repo, read)), ...settingReads(repo, settings)]);
  const files = environmentFiles(repo);
  const production = reads.filter((read) => read.purpose === 'production');
  const names = new Set(production.map((read) => read.name));
  const documentation = documentationOf(
    repo,
    files,
    [...classes.classes, ...schemas.schemas, ...flagSchemas(repo, code)],
    names,
  );
  const variables = [...names].sort(compareText).map((name) => variableOf(name, production, documentation));
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const set = [...processes.production.flatMap((process) => process.environment), ...appJsonVariables(repo)];

  return {
    variables,
    reads,
    variable: (name) => byName.get(name) ?? null,
    files,
    documentation,
    dotenv: dotenvPlaces(repo, code),
    setInProduction: (name) =>
      set.filter((entry) => entry.name === name).sort((a, b) => comparePlaces(a.place, b.place)),
    isSecretName,
  };
}

/** One read a name and place: two forms may see the same one. The one that knows more stays. */
function unique(reads: VariableRead[]): VariableRead[] {
  const known = new Map<string, VariableRead>();
  for (const read of reads) {
    const key = `${read.name}\0${read.place.path}\0${read.place.startLine}`;
    const other = known.get(key);
    if (!other || (other.default === null && read.default !== null)) known.set(key, read);
  }
  return [...known.values()].sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.name, b.name));
}

/** Placeholders in configuration files: Spring's `${X:y}`, ERB, Symfony's `%env(X)%`. Program settings are read as code already. */
function settingReads(repo: Repo, settings: SettingsFact): VariableRead[] {
  const formats = new Set(['spring', 'symfony', 'aspnet', 'php']);
  return settings.all.flatMap(({ value, place, framework, key }) => {
    const isConfig = formats.has(framework) || (framework === 'rails' && place.path.endsWith('.yml'));
    if (
      !isConfig ||
      value.kind !== 'environment' ||
      value.variable === null ||
      !/^[A-Z][A-Z0-9_]*$/.test(value.variable)
    )
      return [];
    const required = value.literal === null && framework === 'spring';
    const fallback = value.literal === null ? null : JSON.stringify(value.literal);
    return [
      {
        name: value.variable,
        place,
        language: 'config' as const,
        via: framework,
        required,
        default: fallback,
        defaultLiteral: value.literal,
        parsed: 'string' as const,
        source: repo.lines(place.path)[place.startLine - 1]?.trim() ?? '',
        target: key,
        purpose: repo.purposeOf(place.path),
      },
    ];
  });
}

function variableOf(
  name: string,
  production: readonly VariableRead[],
  documentation: EnvironmentFact['documentation'],
): Variable {
  const reads = production.filter((read) => read.name === name);
  return {
    name,
    required: reads.some((read) => read.required),
    default: reads.find((read) => read.defaultLiteral !== null)?.defaultLiteral ?? null,
    secret: isSecretName(name),
    reads,
    documented: documentation.filter((item) => item.names.has(name)).map((item) => item.place),
  };
}

/** Code, compose files and READMEs that load or mention `.env` files. */
function dotenvPlaces(repo: Repo, code: CodeFact): Place[] {
  const places = code
    .search({
      literals: ['dotenv', 'read_env', 'load_env', 'env_file', '.env'],
      pattern:
        /\b(?:load_dotenv|read_env|dotenv\.config|dotenv\/config|dotenv\.load|Dotenv\b|loadEnv\b|godotenv|dotenvy?::|env_file\s*=)/g,
      inStrings: true,
    })
    .map((match) => match.place);
  for (const path of [...repo.withExtension('yml', 'yaml'), ...repo.withExtension('md', 'rst', 'txt')]) {
    const isCompose = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(path);
    const isReadme = /(?:^|\/)(?:readme|contributing|install|development)[\w.-]*$/i.test(path);
    if (!isCompose && !isReadme) continue;
    const line = repo
      .lines(path)
      .findIndex((text) =>
        isCompose ? /^\s*(?:env_file:|-\s+\.env\b)/.test(text) : /(?:^|[\s`"'(/])\.env\b(?!ironment)/.test(text),
      );
    if (line >= 0) places.push(placeOf(path, line + 1));
  }
  return places.sort(comparePlaces);
}
