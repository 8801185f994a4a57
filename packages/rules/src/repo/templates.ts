import type { DataNode } from './parsers/data-node.ts';
import { parseJson } from './parsers/json.ts';
import { parseYaml } from './parsers/yaml.ts';
import { compareText, folderOf } from './place.ts';
import { renderJinja, type TemplateValue } from './render-jinja.ts';
import type { RepositoryFile, RepositoryInput } from './repository-input.ts';

export interface GeneratedInput {
  input: RepositoryInput;
  /** The path in the repository of a path (or folder) in what it generates. */
  realPathOf(path: string): string;
}

interface Template {
  /** Folder, with its slash, whose content becomes the generated root. */
  prefix: string;
  /** Files that are rendered; null for all. */
  suffix: string | null;
  valueFor: TemplateValue;
}

/**
 * A template of Copier or Cookiecutter as the repository that it generates: its folder as the root, markers and suffixes gone, values filled in with
 * their defaults. Every other repository comes back as it is. Only files that say so (`cookiecutter.json`, `copier.yml`) make one a template.
 */
export function asGenerated(input: RepositoryInput): GeneratedInput {
  const template = cookiecutter(input) ?? copier(input);
  if (!template) return { input, realPathOf: (path) => path };
  const real = new Map<string, string>();
  const files: RepositoryFile[] = [];
  for (const file of [...input.files].sort((a, b) => compareText(a.path, b.path))) {
    if (!file.path.startsWith(template.prefix)) continue;
    const path = generatedPath(file.path.slice(template.prefix.length), template);
    // Two variants of one file: the first stands for both.
    if (path === null || real.has(path)) continue;
    addPaths(real, path, file.path);
    const isRendered = file.text !== null && (template.suffix === null || file.path.endsWith(template.suffix));
    files.push({ ...file, path, text: isRendered ? renderJinja(file.text ?? '', template.valueFor) : file.text });
  }
  const root = template.prefix.replace(/\/$/, '');
  return {
    input: { ...input, files: withIgnoredByHooks(files, input), template: true },
    realPathOf: (path) => (path === '' ? root : (real.get(path) ?? path)),
  };
}

/** Hooks of Cookiecutter that write into the generated .gitignore: `append_to_gitignore_file(".env")`. */
function withIgnoredByHooks(files: RepositoryFile[], input: RepositoryInput): RepositoryFile[] {
  const lines = input.files
    .filter(({ path }) => /^hooks\/post_gen_project\.(?:py|sh)$/.test(path))
    .flatMap(({ text }) => [...(text ?? '').matchAll(/\b\w*gitignore\w*\(\s*["'](?<line>[^"'\n]{1,100})["']\s*\)/g)])
    .map(({ groups }) => groups?.line ?? '');
  if (lines.length === 0) return files;
  return files.map((file) =>
    file.path === '.gitignore' ? { ...file, text: `${file.text ?? ''}\n${lines.join('\n')}\n` } : file,
  );
}

/** The path and the folders above it. */
function addPaths(real: Map<string, string>, generated: string, original: string): void {
  let from = generated;
  let to = original;
  while (from !== '' && !real.has(from)) {
    real.set(from, to);
    from = folderOf(from);
    to = folderOf(to);
  }
}

/** Null where a name is empty once its condition is gone. */
function generatedPath(path: string, { suffix, valueFor }: Template): string | null {
  const stem = suffix !== null && path.endsWith(suffix) ? path.slice(0, -suffix.length) : path;
  if (!stem.includes('{')) return stem;
  // A value never adds folders: the number of segments stays, and so does the way back.
  const named: TemplateValue = (expression) => (valueFor(expression) ?? nameOf(expression)).replaceAll('/', '_');
  const segments = stem.split('/').map((segment) => renderJinja(segment, named).trim());
  return segments.some((segment) => segment === '' || segment === '.' || segment === '..') ? null : segments.join('/');
}

function cookiecutter({ files }: RepositoryInput): Template | null {
  const settings = files.find((file) => file.path === 'cookiecutter.json')?.text;
  if (settings === undefined || settings === null) return null;
  const folders = new Set(
    files.map((file) => file.path.slice(0, file.path.indexOf('/') + 1)).filter((top) => /\{\{.*cookiecutter/.test(top)),
  );
  const [prefix] = folders;
  if (prefix === undefined || folders.size !== 1) return null;
  const root = read(() => parseJson(settings).root);
  return { prefix, suffix: null, valueFor: valuesOf(root, /^cookiecutter\.(?<name>\w+)/) };
}

function copier({ files }: RepositoryInput): Template | null {
  const settings = files.find((file) => /^copier\.ya?ml$/.test(file.path))?.text;
  if (settings === undefined || settings === null) return null;
  const root = read(() => parseYaml(settings).root);
  const folder = root?.get('_subdirectory')?.text() ?? '';
  const isPlain = /^[\w.-]+(?:\/[\w.-]+)*$/.test(folder) && files.some((file) => file.path.startsWith(`${folder}/`));
  const suffix = root?.get('_templates_suffix')?.text();
  return {
    prefix: isPlain ? `${folder}/` : '',
    suffix: suffix === undefined || suffix === null ? '.jinja' : suffix === '' ? null : suffix,
    valueFor: valuesOf(root, /^(?<name>[A-Za-z]\w*)/),
  };
}

function read(parse: () => DataNode | null): DataNode | null {
  try {
    return parse();
  } catch {
    // Without readable defaults a variable is called by its name.
    return null;
  }
}

const SECRET = /secret|password|passwd|token|api_?key|private/i;

/** A variable's default where that is a plain word, else its name; what may be a secret stays a marker. */
function valuesOf(root: DataNode | null, form: RegExp): TemplateValue {
  return (expression) => {
    const name = form.exec(expression)?.groups?.name;
    if (SECRET.test(expression)) return null;
    if (!name) return nameOf(expression);
    const question = root?.get(name);
    const value = question?.kind === 'map' ? question.get('default') : question;
    const text = (value?.kind === 'list' ? value.items()[0]?.text() : value?.text()) ?? '';
    return /^[\w.@:+-]{1,80}$/.test(text) ? text : name;
  };
}

function nameOf(expression: string): string {
  return /\w+(?=\W*$)|\w+/.exec(expression.split('|')[0] ?? '')?.[0] ?? 'value';
}
