import { comparePlaces, compareText, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { DependenciesFact, Ecosystem } from '../dependencies-fact.ts';
import type { Language, StacksFact, Technology } from '../stacks-fact.ts';
import { technologyOf } from './technologies.ts';

export const languageOfEcosystem: Readonly<Record<Ecosystem, Language>> = {
  python: 'python',
  npm: 'javascript',
  ruby: 'ruby',
  composer: 'php',
  go: 'go',
  cargo: 'rust',
  maven: 'java',
  gradle: 'java',
  nuget: 'csharp',
  mix: 'elixir',
};

interface Builtin {
  name: string;
  language: Language;
  roles: Technology['roles'];
  literals: string[];
  pattern: RegExp;
}

/** What comes with the language and so stands in no manifest. */
const builtins: readonly Builtin[] = [
  {
    name: 'node-http',
    language: 'javascript',
    roles: ['web-framework'],
    literals: ['createServer'],
    pattern: /\bhttps?2?\.create(?:Secure)?Server\s*\(/g,
  },
  {
    name: 'bun-serve',
    language: 'javascript',
    roles: ['web-framework'],
    literals: ['Bun.serve', 'Deno.serve'],
    pattern: /\b(?:Bun|Deno)\.serve\s*\(/g,
  },
  {
    name: 'net-http',
    language: 'go',
    roles: ['web-framework'],
    literals: ['http.ListenAndServe', 'http.Server{', 'http.Serve('],
    pattern: /\bhttp\.(?:ListenAndServe(?:TLS)?\s*\(|Server\{|Serve\()/g,
  },
  {
    name: 'aspnet-core',
    language: 'csharp',
    roles: ['web-framework', 'app-server', 'logging'],
    literals: ['WebApplication.Create', 'ConfigureWebHostDefaults', 'WebHost.CreateDefaultBuilder'],
    pattern: /\bWebApplication\.Create\w*|ConfigureWebHostDefaults|WebHost\.CreateDefaultBuilder/g,
  },
  {
    name: 'http-server',
    language: 'python',
    roles: ['web-framework'],
    literals: ['http.server', 'wsgiref'],
    pattern: /^(?:from|import)\s+(?:http\.server|wsgiref)/gm,
  },
  {
    name: 'logging',
    language: 'python',
    roles: ['logging'],
    literals: ['logging.'],
    pattern: /\blogging\.(?:getLogger|basicConfig|config)\b/g,
  },
  { name: 'slog', language: 'go', roles: ['logging'], literals: ['log/slog'], pattern: /"log\/slog"/g },
  {
    name: 'java-util-logging',
    language: 'java',
    roles: ['logging'],
    literals: ['java.util.logging'],
    pattern: /\bjava\.util\.logging\b/g,
  },
];

/** Libraries by the manifests, and what is plainly used without one. */
export function findStacks(
  repo: Repo,
  code: CodeFact,
  dependencies: DependenciesFact,
  components: ComponentsFact,
): StacksFact {
  const all: Technology[] = [];
  for (const manifest of dependencies.manifests) {
    for (const item of manifest.direct) {
      const known = technologyOf(manifest.ecosystem, item.name);
      if (!known) continue;
      const development = item.group === 'development' && item.groupName !== 'plugin';
      all.push({
        name: known.name,
        roles: known.roles,
        language: languageOfEcosystem[manifest.ecosystem],
        version: item.constraint,
        development,
        component: manifest.component,
        place: item.place,
      });
    }
  }
  for (const builtin of builtins) {
    for (const match of code.search({
      languages: [builtin.language],
      literals: builtin.literals,
      pattern: builtin.pattern,
      inStrings: true,
    })) {
      const component = components.of(match.path)?.path ?? '';
      if (all.some((item) => item.name === builtin.name && item.component === component)) continue;
      all.push({
        name: builtin.name,
        roles: builtin.roles,
        language: builtin.language,
        version: null,
        development: false,
        component,
        place: match.place,
      });
    }
  }
  addGradlePlugins(dependencies, all);
  all.sort((a, b) => compareText(a.name, b.name) || comparePlaces(a.place, b.place));
  const production = all.filter((item) => !item.development);
  return {
    languages: languagesOf(repo, code),
    all,
    has: (...names) => production.some((item) => names.includes(item.name)),
    find: (name) => production.find((item) => item.name === name) ?? null,
    withRole: (role, component) =>
      production.filter(
        (item) => item.roles.includes(role) && (component === undefined || item.component === component),
      ),
    web: production.filter((item) => item.roles.includes('web-framework')),
  };
}

/** Spring Boot may be declared by its plugin alone. */
function addGradlePlugins(dependencies: DependenciesFact, all: Technology[]): void {
  for (const manifest of dependencies.manifests) {
    if (manifest.ecosystem !== 'gradle' && manifest.ecosystem !== 'maven') continue;
    const plugin = manifest.direct.find((item) =>
      /^(?:org\.springframework\.boot|org\.springframework\.boot:spring-boot-starter-parent)$/.test(item.name),
    );
    if (plugin)
      all.push({
        name: 'spring-boot',
        roles: [],
        language: 'java',
        version: plugin.constraint,
        development: false,
        component: manifest.component,
        place: placeOf(plugin.place.path, plugin.place.startLine),
      });
  }
}

function languagesOf(repo: Repo, code: CodeFact): Language[] {
  const bytes = new Map<Language, number>();
  for (const path of code.files()) {
    const language = code.languageOf(path);
    if (language) bytes.set(language, (bytes.get(language) ?? 0) + (repo.file(path)?.bytes ?? 0));
  }
  return [...bytes].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([language]) => language);
}
