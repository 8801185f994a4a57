import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Ecosystem } from '../../../facts/dependencies-fact.ts';
import type { Language } from '../../../facts/stacks-fact.ts';
import { placeOf } from '../../../repo/place.ts';
import { thirdPartyImport } from './third-party-import.ts';

interface PackageManager {
  ecosystems: readonly Ecosystem[];
  /** Other files that declare dependencies of the language, by their names. */
  others: RegExp;
  fix: string;
}

const MANAGERS: Readonly<Partial<Record<Language, PackageManager>>> = {
  python: {
    ecosystems: ['python'],
    others:
      /^(?:pyproject\.toml|Pipfile|setup\.(?:py|cfg)|environment\.ya?ml|conda\.ya?ml|pixi\.toml|BUILD(?:\.bazel)?|.*require.*\.(?:txt|in|pip)|.*\.nix)$/i,
    fix: 'pyproject.toml (`uv init`, `uv add NAME`)',
  },
  javascript: {
    ecosystems: ['npm'],
    others: /^(?:package\.json|deno\.jsonc?|import_?map\.json|importmap\.rb|bower\.json|BUILD(?:\.bazel)?)$/i,
    fix: 'package.json (`npm init`, `npm install NAME`)',
  },
  ruby: {
    ecosystems: ['ruby'],
    others: /^(?:Gemfile|gems\.rb|.*\.gemspec|BUILD(?:\.bazel)?)$/,
    fix: 'a Gemfile (`bundle init`, `bundle add NAME`)',
  },
  php: { ecosystems: ['composer'], others: /^composer\.json$/, fix: 'composer.json (`composer require VENDOR/NAME`)' },
  go: {
    ecosystems: ['go'],
    others: /^(?:go\.mod|go\.work|Gopkg\.toml|glide\.yaml|BUILD(?:\.bazel)?|modules\.txt)$/,
    fix: 'go.mod (`go mod init`, `go mod tidy`)',
  },
  java: {
    ecosystems: ['maven', 'gradle'],
    others:
      /^(?:pom\.xml|.*\.gradle(?:\.kts)?|build\.(?:sbt|sc|xml)|ivy\.xml|BUILD(?:\.bazel)?|deps\.edn|project\.clj|libs\.versions\.toml)$/,
    fix: 'pom.xml or build.gradle',
  },
};

export const manifest = defineRule({
  id: 'dependencies/manifest',
  factor: 'dependencies',
  title: 'Third-party packages are declared in a manifest',
  severity: 'high',
  remediation: (context) => {
    const language = undeclared(context)[0]?.language;
    return `Declare every package that production imports in ${(language && MANAGERS[language]?.fix) ?? 'a manifest'}, and commit it.`;
  },
  appliesTo: (context) =>
    declaring(context).length > 0 ||
    undeclared(context).length > 0 ||
    'Production source imports no third-party packages.',

  *check(context) {
    for (const item of declaring(context))
      yield pass(item.place, `${item.path} declares the ${item.ecosystem} packages.`);
    for (const { language, path, module, line } of undeclared(context))
      yield fail(placeOf(path, line), `${path} imports ${module}, and no manifest declares any ${language} package.`, {
        identity: `no ${language} manifest`,
      });
  },
});

function declaring({ facts }: RuleContext) {
  return facts.dependencies.manifests.filter((item) => item.direct.length > 0);
}

interface Undeclared {
  language: Language;
  path: string;
  module: string;
  line: number;
}

/** The first third-party import of each language that has no manifest anywhere in the repository. */
function undeclared({ repo, facts }: RuleContext): Undeclared[] {
  const found: Undeclared[] = [];
  for (const [language, manager] of Object.entries(MANAGERS) as [Language, PackageManager][]) {
    if (repo.paths.some((path) => manager.others.test(path.slice(path.lastIndexOf('/') + 1)))) continue;
    if (facts.dependencies.manifests.some((item) => manager.ecosystems.includes(item.ecosystem))) continue;
    const files = facts.code.files(language).filter((path) => !isTooling(path, language));
    const isLocal = localNames(repo.paths, language);
    for (const path of files) {
      const item = facts.code.imports(path).find(({ module }) => thirdPartyImport(language, module, isLocal));
      if (!item || /^# \/\/\/ script$/m.test(repo.text(path))) continue;
      found.push({ language, path, module: item.module, line: item.place.startLine });
      break;
    }
  }
  return found;
}

/** Helpers around a program in another language, and what browsers load: not what the repository runs. */
function isTooling(path: string, language: Language): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return (
    /(?:^|\/)(?:scripts?|tools?|hack|bin|ci|build|\.github|\.circleci|ops|utils?|misc|etc|migrations)\//i.test(
      folder,
    ) ||
    /(?:^|\/)\.[^/]*$|rc\.[cm]?js$|\.config\.[cm]?[jt]s$/.test(path) ||
    (language === 'javascript' && /(?:^|\/)(?:assets|static|public|templates?|wwwroot|views|priv)\//i.test(folder))
  );
}

/** Every file and folder name is a module that an import may mean. */
function localNames(paths: readonly string[], language: Language): (name: string) => boolean {
  const names = new Set<string>();
  for (const path of paths)
    for (const segment of path.split('/'))
      names.add(language === 'python' ? segment.replace(/\.pyi?$/, '') : segment.replace(/\.[^.]+$/, ''));
  return (name) => names.has(name);
}
