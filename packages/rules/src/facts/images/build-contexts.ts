import { baseName, folderOf, joinPath } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';

/** Build contexts of Dockerfiles, as compose files, CI steps and build commands name them; a plain text pass is enough for that. */
export function buildContexts(repo: Repo): Map<string, string> {
  const contexts = new Map<string, string>();
  const add = (file: string | null, folder: string | null): void => {
    if (file !== null && folder !== null && repo.has(file) && !contexts.has(file)) contexts.set(file, folder);
  };
  const yaml = repo.withExtension('yml', 'yaml');
  for (const path of yaml) if (/compose/i.test(baseName(path))) fromCompose(repo.text(path), folderOf(path), add);
  for (const path of yaml)
    if (/(?:^|\/)\.(?:github|gitlab|circleci|forgejo|gitea)/.test(path)) fromSteps(repo.text(path), add);
  for (const path of [...yaml, ...repo.withExtension('sh'), ...repo.named('Makefile', 'justfile', 'package.json')])
    fromCommands(repo.text(path), add);
  return contexts;
}

type Add = (file: string | null, folder: string | null) => void;

function fromCompose(text: string, base: string, add: Add): void {
  if (!text.includes('context:')) return;
  for (const match of text.matchAll(
    /^(?<indent>[ \t]+)context:[ \t]*["']?(?<context>[^\s"'#]+)["']?[^\n]*(?<rest>(?:\n[ \t]+[^\n]*){0,6})/gm,
  )) {
    const folder = joinPath(base, match.groups?.context ?? '');
    const dockerfile =
      /\n[ \t]+dockerfile:[ \t]*["']?(?<file>[^\s"'#]+)/.exec(match.groups?.rest ?? '')?.groups?.file ?? 'Dockerfile';
    add(folder === null ? null : joinPath(folder, dockerfile), folder);
  }
}

/** `context:` and `file:` of one step, in either order, both from the root of the checkout. */
function fromSteps(text: string, add: Add): void {
  if (!text.includes('context:')) return;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const found = /^(?<indent>[ \t]+)context:[ \t]*["']?(?<context>[^\s"'#]+)/.exec(line)?.groups;
    if (!found || /[$]/.test(found.context ?? '')) continue;
    const siblings = lines.slice(Math.max(0, index - 12), index + 13);
    const file = siblings
      .map((item) => /^(?<indent>[ \t]+)(?:file|dockerfile):[ \t]*["']?(?<file>[^\s"'#$]+)["']?\s*$/.exec(item)?.groups)
      .find((item) => item?.indent === found.indent)?.file;
    const folder = joinPath('', found.context ?? '');
    add(file ? joinPath('', file) : folder === null ? null : joinPath(folder, 'Dockerfile'), folder);
  }
}

/** `docker build -f deploy/Dockerfile .` from the root of the checkout. */
function fromCommands(text: string, add: Add): void {
  if (!text.includes('docker') || !/\s-f|--file/.test(text)) return;
  for (const match of text.replace(/\\\n/g, ' ').matchAll(/\bdocker(?: buildx)? build (?<rest>[^\n]{1,600})/g)) {
    const rest = match.groups?.rest ?? '';
    const file = /(?:^|\s)(?:-f|--file)[ =]["']?(?<file>[^\s"'$]+)/.exec(rest)?.groups?.file;
    if (file && /(?:^|\s)\.(?:["']?\s*(?:$|[;&|,"]))/.test(rest)) add(joinPath('', file), '');
  }
}
