import { parseSource, type SourceNode, spanOf } from '../../repo/parsers/source.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Setting } from '../settings-fact.ts';
import { profileOf, profileOfName } from './setting-profile.ts';
import { readProgramValue } from './setting-value.ts';

type Found = Pick<Setting, 'key' | 'value' | 'profile' | 'condition' | 'place'>;

const settingsPath =
  /(?:^|\/)(?:settings(?:[._-]\w+)?|[\w-]*_settings|config|default_config|conf)\.py$|(?:^|\/)(?:settings|conf|config)\/(?:[\w-]+\/)*[\w-]+\.py$/;
const django =
  /^(?:INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE|WSGI_APPLICATION|DATABASES|TEMPLATES|SECRET_KEY|DEBUG|ALLOWED_HOSTS|STATIC_URL)\b/m;
const upperAssignment = /^[ \t]*[A-Z][A-Z0-9_]{2,}[ \t]*(?::[^=\n]+)?=/m;
const depthMax = 12;
const parsePython = (text: string) => parseSource('python', text);

/** The settings modules of Django and Flask, whichever the component uses: modules that assign upper-case names. */
export function pythonSettingsFiles(repo: Repo): string[] {
  return repo.withExtension('py').filter((path) => {
    if (!settingsPath.test(path)) return false;
    const text = repo.text(path);
    return /(?:^|\/)settings/.test(path) ? upperAssignment.test(text) : django.test(text) || upperAssignment.test(text);
  });
}

/** Every upper-case assignment of a settings module, dictionaries flattened by their keys. */
export function readPythonSettings(repo: Repo, path: string): Found[] {
  const root = repo.parsed(path, parsePython)?.tree?.root;
  const profile = profileOf(repo, path);
  if (!root || profile === null) return [];
  const found: Found[] = [];
  for (const node of root.findAll({ rule: { kind: 'assignment' } })) {
    const left = node.field('left');
    const right = node.field('right');
    const key = left ? keyOf(left) : null;
    if (!key || !right) continue;
    const context = contextOf(node, profile);
    if (context === null) continue;
    flatten(repo, path, key, right, context, found, 0);
  }
  return found;
}

/** `NAME`, or `NAME["a"]["b"]` as `NAME.a.b`; null for anything that is no setting. */
function keyOf(left: SourceNode): string | null {
  const text = left.text();
  if (!/^[A-Z][A-Z0-9_]*(?:\[\s*["'][\w.-]+["']\s*\])*$/.test(text)) return null;
  return text.replaceAll(/\[\s*["']|["']\s*\]\[\s*["']/g, '.').replaceAll(/["']\s*\]/g, '');
}

interface Context {
  profile: Setting['profile'];
  condition: string | null;
}

/** What the assignment stands in: a function's are no settings; a class names a profile (`class Production(Base)`); an `if` is a condition. */
function contextOf(node: SourceNode, fileProfile: Setting['profile']): Context | null {
  let { profile, condition }: Context = { profile: fileProfile, condition: null };
  let child = node;
  for (let parent = node.parent(); parent; child = parent, parent = parent.parent()) {
    const kind = String(parent.kind());
    if (kind === 'function_definition' || kind === 'lambda') return null;
    if (kind === 'class_definition') profile = profileOfName(words(parent.field('name')?.text() ?? '')) ?? profile;
    if (kind === 'if_statement' || kind === 'elif_clause') {
      const test = parent.field('condition')?.text() ?? '';
      const isElse =
        String(child.kind()) === 'else_clause' || (kind === 'if_statement' && String(child.kind()) === 'elif_clause');
      const resolved = resolve(test, isElse);
      if (resolved === 'development' || resolved === 'test') profile = resolved;
      else if (resolved !== 'production') condition = resolved;
    }
    if (kind === 'except_clause') condition ??= 'an exception was raised';
  }
  return { profile, condition };
}

/** `ProductionConfig` as `Production-Config`, so that its words can be told apart. */
function words(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-');
}

/** What a condition makes of its branch: a profile, or the condition as written. */
function resolve(test: string, isElse: boolean): string {
  const text = test.trim().replace(/^\((?<inner>.*)\)$/s, '$<inner>');
  const isNot = /^not\s+/.test(text);
  const subject = text.replace(/^not\s+/, '');
  const holds = isNot === isElse;
  if (/^(?:settings\.)?DEBUG$/.test(subject)) return holds ? 'development' : 'production';
  if (/^(?:TESTING|TEST|IS_TEST|["']test["'] in sys\.argv|["']pytest["'] in sys\.modules)\b/.test(subject))
    return holds ? 'test' : 'production';
  return `${isElse ? 'not ' : ''}${text}`.slice(0, 200);
}

function flatten(
  repo: Repo,
  path: string,
  key: string,
  node: SourceNode,
  context: Context,
  found: Found[],
  depth: number,
): void {
  const kind = String(node.kind());
  if (kind === 'parenthesized_expression' && depth < depthMax) {
    const inner = node.children().find((child) => child.isNamed());
    if (inner) flatten(repo, path, key, inner, context, found, depth + 1);
    return;
  }
  const span = spanOf(node);
  if (kind !== 'dictionary' || depth >= depthMax) {
    found.push({ key, value: readProgramValue(node.text()), ...context, place: { path, ...span } });
    return;
  }
  // The dictionary itself is a setting too: what overrides it overrides all below it.
  found.push({
    key,
    value: { text: node.text(), kind: 'expression', literal: null, variable: null },
    ...context,
    place: { path, ...span },
  });
  for (const pair of node.children()) {
    const name = pair.field('key');
    const value = pair.field('value');
    const word = name ? /^[rbu]?["'](?<word>[^"'\n]*)["']$/.exec(name.text())?.groups?.word : undefined;
    if (word === undefined || !value) continue;
    flatten(repo, path, `${key}.${word}`, value, context, found, depth + 1);
  }
}
