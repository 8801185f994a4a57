/**
 * Cuts GitHub's own OpenAPI document down to the operations that the fake answers.
 *
 * The document is 13 MB and its package 385 MB, so neither is a dependency. To refresh:
 *   npm pack @octokit/openapi@VERSION && tar xzf octokit-openapi-VERSION.tgz
 *   node packages/fake-github/scripts/prune-openapi.ts package/generated/api.github.com.json VERSION
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Prose and samples: two thirds of the bytes and nothing to validate with. */
const PROSE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'deprecated',
  'title',
  'x-github',
]);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/**
 * Where the package's own edits broke the document. An installation's account is asked to be a user and an enterprise
 * at once here; everywhere else it is either.
 */
const CORRECTIONS: [operation: string, status: string, schema: Json][] = [
  ['apps/list-installations', '200', { type: 'array', items: { $ref: '#/components/schemas/installation' } }],
];

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Drops prose keywords, but keeps properties that merely have such a name (`properties.description`). */
function withoutProse(value: Json, inProperties = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    if (!inProperties && PROSE.has(key)) continue;
    if (key === 'enum' || key === 'default' || key === 'required') kept[key] = child;
    else kept[key] = withoutProse(child, key === 'properties' && !inProperties);
  }
  return kept;
}

function resolve(document: JsonObject, ref: string): Json {
  let node: Json = document;
  for (const part of ref.slice(2).split('/')) {
    const next: Json | undefined = isObject(node) ? node[part] : undefined;
    if (next === undefined) throw new Error(`${ref} is not in the document; is it GitHub's OpenAPI document?`);
    node = next;
  }
  return node;
}

/** Parameters and responses are few: put them in place. Schemas stay references, because they are shared and recursive. */
function inlined(document: JsonObject, value: Json): Json {
  if (isObject(value) && typeof value.$ref === 'string' && !value.$ref.startsWith('#/components/schemas/')) {
    return inlined(document, resolve(document, value.$ref));
  }
  return value;
}

function jsonSchemaOf(body: Json): Json | null {
  const content = isObject(body) ? body.content : undefined;
  const json = isObject(content) ? content['application/json'] : undefined;
  return isObject(json) ? (json.schema ?? null) : null;
}

function prunedOperation(document: JsonObject, method: string, path: string, operation: JsonObject): JsonObject {
  const parameters = (Array.isArray(operation.parameters) ? operation.parameters : []).map((parameter) => {
    const whole = inlined(document, parameter);
    if (!isObject(whole)) throw new Error(`${method} ${path} has a parameter that is not an object.`);
    return {
      name: whole.name ?? '',
      in: whole.in ?? '',
      required: whole.required ?? false,
      schema: whole.schema ?? {},
    };
  });
  const responses: JsonObject = {};
  for (const [status, response] of Object.entries(isObject(operation.responses) ? operation.responses : {})) {
    responses[status] = jsonSchemaOf(inlined(document, response));
  }
  const requestBody = operation.requestBody === undefined ? null : inlined(document, operation.requestBody);
  return {
    method: method.toUpperCase(),
    path,
    parameters,
    body: requestBody && jsonSchemaOf(requestBody),
    bodyRequired: isObject(requestBody) && requestBody.required === true,
    responses,
  };
}

function collectSchemas(document: JsonObject, from: Json, into: JsonObject): void {
  if (Array.isArray(from)) for (const item of from) collectSchemas(document, item, into);
  if (!isObject(from)) return;
  for (const [key, child] of Object.entries(from)) {
    if (key !== '$ref' || typeof child !== 'string') {
      collectSchemas(document, child, into);
      continue;
    }
    const name = child.slice(child.lastIndexOf('/') + 1);
    if (name in into) continue;
    const schema = withoutProse(resolve(document, child));
    into[name] = schema;
    collectSchemas(document, schema, into);
  }
}

function prune(source: string, version: string, wanted: string[]): JsonObject {
  const document: JsonObject = JSON.parse(source);
  const operations: JsonObject = {};
  for (const [path, item] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    for (const method of METHODS) {
      const operation = isObject(item) ? item[method] : undefined;
      if (!isObject(operation) || typeof operation.operationId !== 'string') continue;
      if (!wanted.includes(operation.operationId)) continue;
      operations[operation.operationId] = withoutProse(prunedOperation(document, method, path, operation));
    }
  }
  for (const [id, status, schema] of CORRECTIONS) {
    const responses = isObject(operations[id]) ? operations[id].responses : undefined;
    if (isObject(responses)) responses[status] = schema;
  }
  const missing = wanted.filter((id) => !(id in operations));
  if (missing.length > 0) throw new Error(`Not in the document: ${missing.join(', ')}`);
  const schemas: JsonObject = {};
  collectSchemas(document, operations, schemas);
  return {
    source: `npm:@octokit/openapi@${version} generated/api.github.com.json`,
    license: 'MIT',
    version,
    sha256: createHash('sha256').update(source).digest('hex'),
    operations,
    components: { schemas },
  };
}

const [input, version] = process.argv.slice(2);
if (!input || !version) {
  process.stderr.write('Usage: node prune-openapi.ts api.github.com.json VERSION\n');
  process.exit(2);
}
const here = new URL('../src/contract/', import.meta.url);
const wanted: string[] = JSON.parse(readFileSync(new URL('operations.json', here), 'utf8'));
const pruned = prune(readFileSync(input, 'utf8'), version, wanted);
writeFileSync(new URL('openapi.json', here), `${JSON.stringify(pruned)}\n`);
