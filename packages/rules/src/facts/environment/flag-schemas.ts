import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';

export interface SettingsSchema {
  path: string;
  index: number;
  names: string[];
}

const minNames = 2;

/** Typed declarations with a name (and often a help text) for each variable: viper's flags, struct tags, clap's and urfave/cli's flags. */
export function flagSchemas(repo: Repo, code: CodeFact): SettingsSchema[] {
  return [...viperFlags(repo, code), ...taggedFields(repo, code)];
}

/** Cobra's flags become variables where viper reads the environment by itself: `SetEnvPrefix("memos")`, `--log-level` → `MEMOS_LOG_LEVEL`. */
function viperFlags(repo: Repo, code: CodeFact): SettingsSchema[] {
  return code.containing(['AutomaticEnv('], ['go']).flatMap((path) => {
    const text = repo.code(path);
    const prefix = /\bSetEnvPrefix\(\s*"(?<prefix>\w+)"/.exec(text)?.groups?.prefix;
    const flags = [
      ...text.matchAll(
        /\.?(?:Persistent)?Flags\(\)\.(?:String|Int|Bool|Duration|Float|Uint)\w*\(\s*(?:&[\w.]+\s*,\s*)?"(?<name>[\w-]+)"/g,
      ),
    ];
    const names = flags.map((match) => {
      const name = (match.groups?.name ?? '').replaceAll('-', '_').toUpperCase();
      return prefix ? `${prefix.toUpperCase()}_${name}` : name;
    });
    return names.length >= minNames ? [{ path, index: flags[0]?.index ?? 0, names }] : [];
  });
}

const tags =
  /`[^`\n]*\b(?:env|envconfig):"(?<tag>[A-Z][A-Z0-9_]*)[^`\n]*`|\bEnvVars?:\s*(?:\[\]string\{\s*)?"(?<flag>[A-Z][A-Z0-9_]*)"|\bcli\.EnvVars\(\s*"(?<source>[A-Z][A-Z0-9_]*)"|#\[(?:arg|clap|structopt)\([^\]\n]*\benv\s*=\s*"(?<clap>[A-Z][A-Z0-9_]*)"/g;

function taggedFields(repo: Repo, code: CodeFact): SettingsSchema[] {
  return code.containing(['env:"', 'envconfig:"', 'EnvVar', 'env ='], ['go', 'rust']).flatMap((path) => {
    const found = [...repo.code(path).matchAll(tags)];
    const names = found.map(({ groups }) => groups?.tag ?? groups?.flag ?? groups?.source ?? groups?.clap ?? '');
    return names.length >= minNames ? [{ path, index: found[0]?.index ?? 0, names }] : [];
  });
}
