import { defineRule, fail, type RuleContext } from '../../../engine/define-rule.ts';
import { baseName, folderOf } from '../../../repo/place.ts';
import { isCopy } from './is-copy.ts';

const ENVIRONMENT =
  /(?:^|[._-])(?<word>prod|production|live|prd|staging|stage|stg|preprod|pre-prod|dev|development|qa|uat|sandbox)(?=$|[._-])/i;
/** One of the two must be a deploy: `dev` beside `local` says nothing about production. */
const DEPLOYED = /^(?:prod|production|live|prd|staging|stage|stg|preprod|pre-prod)$/i;
/** Configuration in program source, and build tools' files: what may differ by environment. */
const CONFIGURATION =
  /(?:^|\/)(?:settings?|config|configs|configuration|conf|environments?|env|envs|deploy|deployments?|infra|infrastructure|terraform|k8s|kubernetes|helm|overlays|cdk|pulumi|docker|compose)(?:\/|[._-])|(?:^|\/)(?:webpack|vite|rollup|rspack|esbuild|next|nuxt|babel|tsup|ormconfig|knexfile|gulpfile|gunicorn|uvicorn|logging|logback|log4j|database|firebase|capacitor|appsettings|application|babelrc|karma|metro|wrangler|proxy\.conf|wsgi|asgi|celeryconfig|constants?|secrets?|credentials|values|puma|unicorn)[.\w-]*$/i;

export const noEnvironmentForks = defineRule({
  id: 'codebase/no-environment-forks',
  factor: 'codebase',
  title: 'One codebase serves every environment',
  severity: 'high',
  remediation:
    'Keep one copy, and read what differs between the environments from environment variables or from one settings file.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0,
  silence: 'No source is kept in a copy per environment.',

  *check(context) {
    for (const [key, paths] of forks(context)) {
      const [first, ...others] = paths;
      const copy = first && others.find((path) => isCopy(context.repo.code(first), context.repo.code(path)));
      if (first && copy)
        yield fail(
          { path: first, startLine: 1, endLine: 1 },
          `${first} and ${copy} are copies of the same code, one per environment.`,
          {
            identity: `fork of ${key}`,
          },
        );
    }
  },
});

/** Source files whose paths differ in the name of an environment only, deployed environments first. */
function forks({ repo, facts }: RuleContext): Map<string, string[]> {
  const groups = new Map<string, { path: string; word: string }[]>();
  for (const path of facts.code.files(undefined, false)) {
    const purpose = repo.purposeOf(path);
    if (purpose !== 'production' && purpose !== 'development') continue;
    const found = neutralPath(path);
    if (found === null || CONFIGURATION.test(path)) continue;
    groups.set(found.key, [...(groups.get(found.key) ?? []), { path, word: found.word }]);
  }
  const forked = new Map<string, string[]>();
  for (const [key, files] of groups) {
    const words = new Set(files.map((file) => file.word));
    if (words.size < 2 || ![...words].some((word) => DEPLOYED.test(word))) continue;
    const sorted = [...files].sort((a, b) => Number(DEPLOYED.test(b.word)) - Number(DEPLOYED.test(a.word)));
    forked.set(
      key,
      sorted.map((file) => file.path),
    );
  }
  return forked;
}

/** `app/prod/views.py` → `app/*` + `/views.py`; the first segment that names an environment decides. */
function neutralPath(path: string): { key: string; word: string } | null {
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const isFile = index === segments.length - 1;
    const stem = isFile ? segment.replace(/\.[^.]+$/, '') : segment;
    const found = ENVIRONMENT.exec(stem);
    const word = found?.groups?.word?.toLowerCase();
    if (!found || !word) continue;
    // A module called `stage.py` or `live.js` speaks of its subject; a copy says what it is a copy of.
    if (isFile && stem.length === word.length) return null;
    const neutral = stem.replace(new RegExp(`${word}(?=$|[._-])`, 'i'), '*');
    const key = [...segments.slice(0, index), segment.replace(stem, neutral), ...segments.slice(index + 1)].join('/');
    return { key: folderOf(key) === '' ? baseName(key) : key, word };
  }
  return null;
}
