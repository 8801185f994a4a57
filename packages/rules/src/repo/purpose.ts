import { baseName } from './place.ts';

/** What a file is for. Only `production` files can fail a rule. */
export type Purpose = 'production' | 'development' | 'test' | 'example' | 'docs' | 'vendored' | 'generated';

const VENDORED = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  'third_party',
  'third-party',
  'thirdparty',
  'site-packages',
  'venv',
  '.venv',
  'virtualenv',
  '.yarn',
  'jspm_packages',
  'godeps',
  '_vendor',
]);
const GENERATED = new Set([
  'dist',
  '__pycache__',
  '.next',
  '.nuxt',
  'staticfiles',
  '__generated__',
  '.generated',
  '.terraform',
  'htmlcov',
  '.svelte-kit',
]);
const TESTS = new Set([
  'test',
  'tests',
  '__tests__',
  '__test__',
  '__mocks__',
  'spec',
  'specs',
  'e2e',
  'testing',
  'cypress',
  'playwright',
  'integration-tests',
  'integration_tests',
  'unittests',
  '.ci',
  'functional_tests',
  'androidtest',
  'benchmarks',
  'benchmark',
  'loadtest',
  'load-tests',
  'storybook',
  '.storybook',
  'mocks',
  'factories',
]);
const FIXTURES = new Set(['fixtures', '__fixtures__', 'testdata', 'test-data', 'test_data']);
const EXAMPLES = new Set([
  'example',
  'examples',
  'sample',
  'samples',
  'demo',
  'demos',
  'contrib',
  'playground',
  'playgrounds',
  'tutorial',
  'tutorials',
]);
const DOCS = new Set(['docs', 'doc', 'documentation', 'docs-site', 'website', 'wiki']);
/** Instructions for coding agents: text for tools, and no documentation for people. */
const AGENTS = new Set(['.agents', '.claude', '.cursor', '.opencode', '.codex', '.gemini', '.windsurf', '.kiro']);
const DEVELOPMENT = new Set([
  '.devcontainer',
  '.vscode',
  '.idea',
  '.gitpod',
  'devcontainer',
  'dev',
  'local',
  'development',
  'devtools',
  'dev-tools',
  '.dev',
  '.tilt',
  'localdev',
  'local-dev',
]);
const DOCS_EXTENSION = /\.(?:md|mdx|markdown|rst|adoc|asciidoc)$/i;
const TEST_NAME =
  /^(?:test_.*\.py|conftest\.py|tests\.py|.*_test\.(?:py|go|rb|exs|cc|cpp|rs|php)|.*_spec\.rb|.*\.(?:test|spec|cy|stories|e2e)\.[cm]?[jt]sx?|.*(?:Tests?|IT|Spec|TestCase)\.(?:java|kt|groovy|scala|php|cs)|(?:jest|vitest|karma|playwright|cypress|phpunit|codecept)(?:[.-].*)?\.(?:config\.)?[a-z]+(?:\.dist)?|pytest\.ini|tox\.ini|noxfile\.py|factories\.py)$/;
const GENERATED_NAME =
  /(?:\.min\.(?:js|css)|\.bundle\.js|\.pb\.go|_pb2(?:_grpc)?\.py|\.g\.dart|\.generated\.[a-z]+|\.designer\.cs|-lock\.json)$/i;
/** `dev`, `local` or `test` as a word of a file name: `settings_dev.py`, `docker-compose.local.yml`, `application-test.yml`. */
const WORD =
  /(?:^|[._-])(?<word>dev|devel|develop|development|developer|local|localhost|debug|test|tests|testing|ci|e2e|cypress|playwright|example|sample|demo|template|dist)(?=$|[._-])/i;
const DEVELOPMENT_HOLDERS =
  /(?:^|\/)(?:settings|config|conf|configs|env|envs|environments|environment|compose|docker|deploy|deployment|k8s|kubernetes|overlays|requirements|scripts|script|bin|values|\.envs|server|nginx)\//i;
const SOURCE = /\.(?:py|rb|go|java|kt|kts|php|cs|ex|exs|rs|[cm]?[jt]sx?|scala|swift|vue|svelte)$/;

/** Lies in a folder of test data. Such files are made to be read by tests: no environment runs them, so that they are evidence for nothing. */
export function isFixture(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((folder) => FIXTURES.has(folder));
}

/** What the file at this path is for, by its folders, its name and (for generated files) its first lines. */
export function purposeOf(path: string, text = ''): Purpose {
  const folders = path.toLowerCase().split('/').slice(0, -1);
  const name = baseName(path);
  // Java's package names are no folders of a purpose: `src/main/java/org/springframework/samples/…`.
  const source = folders.findIndex((folder, index) => folder === 'main' && folders[index - 1] === 'src');
  for (const [index, folder] of folders.entries()) {
    if (source >= 0 && index > source + 1) break;
    if (VENDORED.has(folder)) return 'vendored';
    if (GENERATED.has(folder)) return 'generated';
    if (TESTS.has(folder) || FIXTURES.has(folder)) return 'test';
    if (EXAMPLES.has(folder)) return 'example';
    // `apps/docs` may be an app of its own; a folder of prose at the root is not.
    if (DOCS.has(folder) && (index === 0 || !SOURCE.test(name))) return 'docs';
    if (AGENTS.has(folder)) return 'development';
    if (DEVELOPMENT.has(folder) && !isPackageFolder(folders, index)) return 'development';
  }
  if (TEST_NAME.test(name)) return 'test';
  if (DOCS_EXTENSION.test(name)) return 'docs';
  if (GENERATED_NAME.test(name)) return 'generated';
  if (LIBRARY_NAME.test(name) && text.length > 10_000) return 'vendored';
  const word = wordOf(path, name);
  if (word) return word;
  if (GENERATED_HEADER.test(text.slice(0, 600))) return 'generated';
  return 'production';
}

/** Well-known browser libraries that are copied in as they are. */
const LIBRARY_NAME =
  /^(?:jquery|bootstrap|angular|vue|react|d3|moment|lodash|underscore|socket\.io|chart|three|handlebars|mustache|backbone|ember|knockout|leaflet|select2|highlight|prism|swagger-ui|tinymce|ckeditor|codemirror|ace|htmx|alpine|modernizr|popper|fontawesome|datatables|fullcalendar|sortable|dropzone|clipboard|zepto)(?:[.-][\w.-]*)?\.js$/i;
const GENERATED_HEADER =
  /(?:^|\n)[ \t]*(?:\/\/|#|\/\*|\*|--)[^\n]*(?:@generated\b|Code generated by [^\n]{1,80} DO NOT EDIT|This file (?:is|was) (?:auto-?generated|automatically generated))/i;

/** Names carry a stage only where a file is configuration, or a settings module: `local.py` in `settings/`, but not `models/local.py`. */
function wordOf(path: string, name: string): Purpose | null {
  const found = WORD.exec(name.replace(/^\./, ''))?.groups?.word?.toLowerCase();
  if (!found) return null;
  const isSource = SOURCE.test(name);
  if (
    isSource &&
    !DEVELOPMENT_HOLDERS.test(`/${path}`) &&
    !/^(?:settings|config|application|env|run|server|manage|webpack|vite|rollup)[._-]/i.test(name)
  )
    return null;
  if (/^(?:example|sample|demo|template|dist)$/.test(found))
    return isSource ? null : found === 'template' || found === 'dist' ? templatePurpose(name) : 'example';
  return /^(?:test|tests|testing|ci|e2e|cypress|playwright)$/.test(found) ? 'test' : 'development';
}

function templatePurpose(name: string): Purpose | null {
  return /^\.?env|\.env/.test(name) ? 'example' : null;
}

/** `cmd/local/main.go`, `src/dev/…` in a program's own sources are parts of the program when they are not directly configuration. */
function isPackageFolder(folders: readonly string[], index: number): boolean {
  const folder = folders[index];
  return (
    (folder === 'local' || folder === 'dev' || folder === 'development') &&
    folders
      .slice(0, index)
      .some(
        (parent) =>
          parent === 'src' ||
          parent === 'lib' ||
          parent === 'internal' ||
          parent === 'pkg' ||
          parent === 'packages' ||
          parent === 'apps',
      )
  );
}
