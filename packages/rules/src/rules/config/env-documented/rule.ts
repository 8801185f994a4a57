import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { EnvironmentFile, Variable, VariableRead } from '../../../facts/environment-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import { placeOf } from '../../../repo/place.ts';

/** What a platform, runtime or tool sets by itself: nobody has to write it down. */
const givenByPlatform =
  /^(?:CI|HOME|PATH|PWD|USER|USERNAME|SHELL|TERM|LANG|TZ|TMP|TEMP|TMPDIR|HOSTNAME|EDITOR|VISUAL|COLUMNS|NO_COLOR|FORCE_COLOR|NODE_ENV|NODE_OPTIONS|RAILS_ENV|RACK_ENV|MIX_ENV|PYTHONPATH|VIRTUAL_ENV|GOPATH|CARGO_\w+|OUT_DIR|DYNO|KUBERNETES_\w+|AWS_LAMBDA_\w+|VERCEL\w*|GITHUB_(?:ACTIONS|SHA|REF|WORKSPACE)|npm_\w+|NEXT_RUNTIME|PUBLIC_URL|LISTEN_(?:PID|FDS)|NOTIFY_SOCKET|WATCHDOG_USEC|INVOCATION_ID|JOURNAL_STREAM|SERVER_\w+|REQUEST_\w+|HTTPS?_\w+|OTEL_\w+|REMOTE_ADDR|SCRIPT_NAME|DOCUMENT_ROOT|DJANGO_SETTINGS_MODULE|BUNDLE_GEMFILE|APPDATA|LOCALAPPDATA|XDG_\w+|GIT_\w+|SSH_\w+)$/i;
const namesMax = 5;

export const envDocumented = defineRule({
  id: 'config/env-documented',
  factor: 'config',
  title: 'The environment variables are documented',
  severity: 'medium',
  remediation:
    'Commit an `.env.example` that names every variable the code reads, with a comment and no real value (or a typed settings class, `env` in app.json, or a table in the README).',
  appliesTo: ({ facts }) => read(facts).length > 0 || 'Production code reads no environment variable.',

  *check({ facts }) {
    const documentation = facts.environment.documentation;
    for (const { kind, place, names } of documentation)
      yield pass(place, `${sources[kind]} lists ${names.size} ${names.size === 1 ? 'variable' : 'variables'}.`);
    const tracked = trackedLists(facts);
    for (const file of tracked) yield pass(placeOf(file.path), `The tracked ${file.path} lists the variables.`);
    if (documentation.length > 0 || tracked.length > 0) return;
    for (const [path, variables] of byFile(read(facts))) {
      const place = variables[0]?.reads.find((item) => item.place.path === path)?.place;
      if (place) yield fail(place, `${listed(variables)} read here, and no file lists them.`, { identity: path });
    }
  },
});

/** A tracked env file is a list too, whatever else is wrong with it. */
function trackedLists(facts: Facts): EnvironmentFile[] {
  return facts.environment.files.filter(
    (file) =>
      !file.example &&
      file.purpose === 'production' &&
      file.entries.some((entry) => facts.environment.variable(entry.name) !== null) &&
      file.entries.length >= 3,
  );
}

const sources = {
  'example-file': 'The example file',
  'app-json': 'app.json',
  'settings-schema': 'The typed settings',
  docs: 'The documentation',
  'chart-values': "The chart's values file",
} as const;

function read(facts: Facts): Variable[] {
  return facts.environment.variables.filter(
    (variable) => !givenByPlatform.test(variable.name) && variable.reads.some((item) => !isConfigurationKey(item)),
  );
}

/** Keys of a framework's configuration, which its own file lists: `@Value("${shop.url}")`, `configuration["Shop:Url"]`. */
function isConfigurationKey({ via, language }: VariableRead): boolean {
  return (
    (language === 'csharp' && !via.startsWith('Environment.')) || /^@(?:Value|ConfigProperty)|[gG]etProperty$/.test(via)
  );
}

/** Each variable once, at the file that reads it first. */
function byFile(variables: readonly Variable[]): Map<string, Variable[]> {
  const files = new Map<string, Variable[]>();
  for (const variable of variables) {
    const path = variable.reads[0]?.place.path;
    if (path === undefined) continue;
    const known = files.get(path);
    if (known) known.push(variable);
    else files.set(path, [variable]);
  }
  for (const list of files.values())
    list.sort((a, b) => (a.reads[0]?.place.startLine ?? 0) - (b.reads[0]?.place.startLine ?? 0));
  return files;
}

function listed(variables: readonly Variable[]): string {
  const names = variables.slice(0, namesMax).map((variable) => variable.name);
  const more = variables.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more are`;
  return variables.length === 1 ? `${names[0]} is` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are`;
}
