import { type DataEntry, type DataNode, listNode, mapNode, scalarNode } from '../../repo/parsers/data-node.ts';
import { type HclBlock, type HclValue, hclAttribute, parseHcl } from '../../repo/parsers/hcl.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { baseName, folderOf, joinPath } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { originate } from './data-values.ts';

const DEPTH_MAX = 12;
const EXPRESSION_LENGTH_MAX = 200_000;

/** One module of Terraform: what expressions in it may refer to. */
export interface TerraformModule {
  repo: Repo;
  folder: string;
  locals: ReadonlyMap<string, HclValue>;
  /** `data "template_file"` blocks by name. */
  templates: ReadonlyMap<string, HclBlock>;
  /** The `data "aws_…"` and resource blocks of all its files. */
  blocks: readonly { path: string; block: HclBlock }[];
}

/** The modules of a repository: the `.tf` files of one folder belong together. */
export function terraformModules(repo: Repo): TerraformModule[] {
  const byFolder = new Map<string, { path: string; block: HclBlock }[]>();
  for (const path of repo.withExtension('tf')) {
    if (['vendored', 'generated'].includes(repo.purposeOf(path))) continue;
    const blocks = (repo.parsed(path, parseHcl)?.body.blocks ?? []).map((block) => ({ path, block }));
    byFolder.set(folderOf(path), [...(byFolder.get(folderOf(path)) ?? []), ...blocks]);
  }
  return [...byFolder].map(([folder, blocks]) => ({
    repo,
    folder,
    blocks,
    locals: new Map(
      blocks
        .filter(({ block }) => block.type === 'locals')
        .flatMap(({ block }) => block.attributes.map((attribute) => [attribute.name, attribute.value] as const)),
    ),
    templates: new Map(
      blocks
        .filter(({ block }) => block.type === 'data' && block.labels[0] === 'template_file')
        .map(({ block }) => [block.labels[1] ?? '', block] as const),
    ),
  }));
}

/** A block as data: attributes by name, nested blocks as lists under their type. */
export function blockNode(module: TerraformModule, block: HclBlock, depth = 0): DataNode {
  const members: DataEntry[] = block.attributes.map((attribute) => ({
    key: attribute.name,
    keyLine: attribute.startLine,
    node: valueNode(module, attribute.value, depth + 1),
    merged: false,
  }));
  const nested = new Map<string, HclBlock[]>();
  for (const inner of block.blocks) {
    // `dynamic "env" { for_each = …, content { … } }` says what one of them looks like.
    const content = inner.type === 'dynamic' ? inner.blocks.find((item) => item.type === 'content') : inner;
    const type = inner.type === 'dynamic' ? (inner.labels[0] ?? '') : inner.type;
    if (content && depth < DEPTH_MAX) nested.set(type, [...(nested.get(type) ?? []), content]);
  }
  for (const [key, blocks] of nested) {
    const elements = blocks.map((inner) => blockNode(module, inner, depth + 1));
    const span = { startLine: blocks[0]?.startLine ?? 1, endLine: blocks.at(-1)?.endLine ?? 1 };
    members.push({ key, keyLine: span.startLine, node: listNode(elements, span), merged: false });
  }
  return mapNode(members, block);
}

/** A value as data. What only Terraform can work out becomes `${…}`: a variable, as everywhere else. */
export function valueNode(module: TerraformModule, value: HclValue, depth = 0): DataNode {
  if (depth > DEPTH_MAX) return scalarNode(null, null, value);
  if (value.kind === 'list')
    return listNode(
      value.items.map((item) => valueNode(module, item, depth + 1)),
      value,
    );
  if (value.kind === 'map')
    return mapNode(
      value.entries.map(({ key, keyLine, value: inner }) => ({
        key: key.replace(/^\(|\)$/g, ''),
        keyLine,
        node: valueNode(module, inner, depth + 1),
        merged: false,
      })),
      value,
    );
  if (value.kind === 'expression') return expressionNode(module, value, depth);
  if (value.kind === 'bool') return scalarNode(value.text === 'true', value.text, value);
  if (value.kind === 'number') return scalarNode(Number(value.text), value.text, value);
  if (value.kind === 'null') return scalarNode(null, null, value);
  const decoded = value.text.trimStart();
  if (/^[[{]/.test(decoded) && decoded.includes('"')) {
    // A heredoc of JSON keeps its lines.
    const isHeredoc = value.text.includes('\n');
    const json = parseJson(
      '\n'.repeat(Math.max(0, value.startLine - (isHeredoc ? 0 : 1))) + quoteBare(value.text),
    ).root;
    if (json && json.kind !== 'scalar') return json;
  }
  const text = plain(module, value.text);
  return scalarNode(text, text, value);
}

function expressionNode(module: TerraformModule, value: HclValue, depth: number): DataNode {
  const text = value.text.slice(0, EXPRESSION_LENGTH_MAX);
  const call = /^(?<name>[a-z_0-9]+)\(/.exec(text)?.groups?.name;
  const inner = call && text.endsWith(')') ? text.slice(call.length + 1, -1) : null;
  if (inner !== null && (call === 'jsonencode' || call === 'yamlencode' || call === 'tostring' || call === 'tolist'))
    return valueNode(module, reread(inner, value.startLine), depth + 1);
  if (inner !== null && (call === 'concat' || call === 'merge')) {
    const parts = reread(`[${inner}]`, value.startLine).items.map((item) => valueNode(module, item, depth + 1));
    return call === 'concat'
      ? listNode(
          parts.flatMap((part) => part.items()),
          value,
        )
      : mapNode(
          parts.flatMap((part) => part.entries()),
          value,
        );
  }
  if (inner !== null && (call === 'templatefile' || call === 'file')) {
    const found = templateNode(module, inner);
    if (found) return found;
  }
  const local = /^local\.(?<name>[\w-]+)$/.exec(text)?.groups?.name;
  const known = local ? module.locals.get(local) : undefined;
  if (known) return valueNode(module, known, depth + 1);
  const template = /^data\.template_file\.(?<name>[\w-]+)(?:\[\w*\])?\.rendered$/.exec(text)?.groups?.name;
  const source = template ? module.templates.get(template) : undefined;
  const attribute = source ? hclAttribute(source, 'template') : null;
  if (attribute) return valueNode(module, attribute.value, depth + 1);
  const variable = `\${${wordOf(text)}}`;
  return scalarNode(variable, variable, value);
}

/** Reads the argument of a function with its own lines. */
function reread(text: string, startLine: number): HclValue {
  const file = parseHcl(`${'\n'.repeat(Math.max(0, startLine - 1))}x = ${text.trim()}`);
  const value = file.body.attributes[0]?.value;
  return value ?? { kind: 'null', text: '', dynamic: true, items: [], entries: [], startLine, endLine: startLine };
}

/** `"${path.module}/app.json.tpl", { … }`: the file's own JSON, its places in that file. */
function templateNode(module: TerraformModule, inner: string): DataNode | null {
  const written = /^\s*"(?:\$\{path\.(?:module|root|cwd)\}\/)?(?<path>[^"$]+)"/.exec(inner)?.groups?.path;
  if (!written) return null;
  const direct = joinPath(module.folder, written);
  const path = direct !== null && module.repo.has(direct) ? direct : (module.repo.named(baseName(written))[0] ?? null);
  if (path === null) return null;
  const root = parseJson(quoteBare(module.repo.text(path))).root;
  return root ? originate(root, path) : null;
}

/** `"port": ${port}` is no JSON until it is quoted. Lines stay. */
function quoteBare(text: string): string {
  return text.replace(/(?<before>[:[,]\s*)(?<value>\$\{[^}"\n]{0,200}\})(?=\s*[,\]}])/g, '$<before>"$<value>"');
}

/** A string with what locals say filled in, and other references as plain variables. */
function plain(module: TerraformModule, text: string): string {
  return text.replace(/\$\{(?<body>[^{}]{1,400})\}/g, (_whole, body: string) => {
    const local = /^\s*local\.(?<name>[\w-]+)\s*$/.exec(body)?.groups?.name;
    const known = local ? module.locals.get(local) : undefined;
    if (known?.kind === 'string' && !known.dynamic) return known.text;
    return `\${${wordOf(body)}}`;
  });
}

function wordOf(expression: string): string {
  return (
    expression
      .trim()
      .slice(0, 80)
      .replace(/\W+/g, '_')
      .replace(/^(?=\d)|^_+|_+$/g, '') || 'value'
  );
}
