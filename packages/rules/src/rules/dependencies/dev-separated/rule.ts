import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Dependency, Ecosystem, Manifest } from '../../../facts/dependencies-fact.ts';
import type { Language } from '../../../facts/stacks-fact.ts';

/** Test and lint tools by ecosystem. A framework's debugging aid or type stubs are neither. */
const TOOLS: Readonly<Partial<Record<Ecosystem, RegExp>>> = {
  python:
    /^(?:pytest(?:-[\w-]+)?|black|ruff|mypy|flake8(?:-[\w-]+)?|pylint(?:-[\w-]+)?|isort|coverage|tox|nose2?|bandit|pre-commit|factory-boy|model-bakery|hypothesis|pyright|autopep8|yapf|djlint|time-machine|freezegun|nox)$/,
  npm: /^(?:jest(?:-[\w-]+)?|ts-jest|babel-jest|vitest|@vitest\/[\w-]+|mocha|chai|sinon|ava|tape|nyc|c8|supertest|cypress|@playwright\/test|eslint(?:-(?:config|plugin)-[\w-]+)?|@typescript-eslint\/[\w-]+|@eslint\/[\w-]+|prettier|nodemon|ts-node-dev|stylelint|husky|lint-staged|@testing-library\/[\w-]+|@biomejs\/biome|xo|standard|oxlint)$/,
  ruby: /^(?:rspec(?:-[\w-]+)?|minitest-[\w-]+|rubocop(?:-[\w-]+)?|standard|capybara|simplecov|factory_bot(?:_rails)?|brakeman|shoulda(?:-matchers)?|webmock|vcr)$/,
  composer:
    /^(?:phpunit\/[\w-]+|pestphp\/[\w-]+|phpstan\/[\w-]+|nunomaduro\/larastan|larastan\/larastan|laravel\/pint|friendsofphp\/php-cs-fixer|squizlabs\/php_codesniffer|mockery\/mockery|behat\/behat|codeception\/codeception|vimeo\/psalm|symfony\/phpunit-bridge|rector\/rector)$/,
  maven:
    /^(?:junit:junit|org\.junit\.[\w.]+:[\w-]+|org\.mockito:[\w-]+|org\.springframework\.boot:spring-boot-starter-test|org\.assertj:[\w-]+|io\.rest-assured:[\w-]+)$/,
  gradle:
    /^(?:junit:junit|org\.junit\.[\w.]+:[\w-]+|org\.mockito:[\w-]+|org\.springframework\.boot:spring-boot-starter-test|org\.assertj:[\w-]+|io\.rest-assured:[\w-]+)$/,
  mix: /^(?:credo|ex_machina|excoveralls|mox|dialyxir|wallaby|sobelow)$/,
};
const FIXES: Readonly<Partial<Record<Ecosystem, string>>> = {
  python: 'a dev group (`[dependency-groups] dev`, `uv add --dev`) or requirements-dev.txt',
  npm: '`devDependencies` (`npm install --save-dev`)',
  ruby: '`group :development, :test`',
  composer: '`require-dev`',
  maven: '`<scope>test</scope>`',
  gradle: '`testImplementation`',
  mix: '`only: [:dev, :test], runtime: false`',
};
const LANGUAGES: Readonly<Partial<Record<Ecosystem, Language>>> = { python: 'python', npm: 'javascript' };

export const devSeparated = defineRule({
  id: 'dependencies/dev-separated',
  factor: 'dependencies',
  title: 'Development tools are not production dependencies',
  severity: 'low',
  remediation: (context) => {
    const manifest = appManifests(context).find((item) => toolsOf(context, item).length > 0);
    return `Move them to ${(manifest && FIXES[manifest.ecosystem]) ?? 'a development group'}, and leave that group out of the production build.`;
  },
  appliesTo: ({ facts }) => facts.dependencies.manifests.some((item) => item.direct.length > 0) || 'No manifest.',
  silence: 'No test or lint tool is a production dependency.',

  *check(context) {
    for (const manifest of appManifests(context)) {
      const tools = toolsOf(context, manifest);
      for (const { name, place } of tools)
        yield fail(place, `${name} is a test or lint tool, and a production dependency in ${manifest.path}.`, {
          identity: `production dependency ${name}`,
        });
      const development = manifest.direct.find((item) => item.group === 'development' && item.groupName !== 'plugin');
      if (tools.length === 0 && development)
        yield pass(development.place, `${development.name} is a development dependency.`);
    }
  },
});

function appManifests({ facts }: RuleContext): Manifest[] {
  const apps = new Set(facts.components.apps.map((app) => app.path));
  return facts.dependencies.manifests.filter((manifest) => apps.has(manifest.component));
}

function toolsOf(context: RuleContext, manifest: Manifest): Dependency[] {
  const pattern = TOOLS[manifest.ecosystem];
  if (!pattern) return [];
  // A compiled file lists what the declared ones bring along.
  if (manifest.locks.some((lock) => lock.path === manifest.path) && isCompiledElsewhere(context, manifest)) return [];
  return manifest.direct.filter(
    (item) => item.group === 'production' && pattern.test(item.name) && !isUsed(context, manifest.ecosystem, item.name),
  );
}

function isCompiledElsewhere({ facts }: RuleContext, manifest: Manifest): boolean {
  return facts.dependencies.manifests.some(
    (other) => other !== manifest && other.component === manifest.component && other.ecosystem === 'python',
  );
}

/** Production code that imports a formatter or a browser driver needs it. */
function isUsed({ facts }: RuleContext, ecosystem: Ecosystem, name: string): boolean {
  const language = LANGUAGES[ecosystem];
  if (!language) return false;
  const module = language === 'python' ? name.replaceAll('-', '_') : name;
  return facts.code
    .containing([module], [language])
    .filter(
      (path) =>
        !/(?:\.config\.[cm]?[jt]s|eslintrc[\w.]*|(?:^|\/)(?:conftest|noxfile|tasks|setupTests|setup-tests|fabfile)\.\w+)$/.test(
          path,
        ),
    )
    .some((path) =>
      facts.code
        .imports(path)
        .some(
          (item) => item.module === module || item.module.startsWith(`${module}${language === 'python' ? '.' : '/'}`),
        ),
    );
}
