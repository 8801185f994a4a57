import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { rewriteNullable } from './rewrite-nullable.ts';

export type Schema = Record<string, unknown>;

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** OpenAPI template, as `/repos/{owner}/{repo}`. */
  path: string;
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }[];
  body: Schema | null;
  bodyRequired: boolean;
  /** Status to the schema of its JSON body; null when it has none. */
  responses: Record<string, Schema | null>;
}

export interface ContractRequest {
  query: Record<string, string>;
  body: unknown;
  /** Names that are not documented are wrong too. GitHub ignores them; a test should not. */
  isStrict: boolean;
}

/** GitHub's OpenAPI document, cut down to what the fake answers. Each method answers the list of what is wrong. */
export interface Contract {
  operation(id: string): Operation;
  checkRequest(id: string, request: ContractRequest): string[];
  checkResponse(id: string, status: number, body: unknown): string[];
}

interface Document {
  operations: Record<string, Operation>;
  components: { schemas: Record<string, Schema> };
}

/** What every GitHub error carries, whatever the operation documents. */
const ERROR_BODY: Schema = {
  type: 'object',
  required: ['message', 'documentation_url'],
  properties: { message: { type: 'string' }, documentation_url: { type: 'string' } },
};

/** Statuses that GitHub answers on any operation and documents on few. */
const UNDOCUMENTED = new Set([301, 302, 304]);

function readDocument(): Document {
  return JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'));
}

function explain(validate: ValidateFunction): string[] {
  return (validate.errors ?? [])
    .slice(0, 5)
    .map((error) => `${error.instancePath || '/'} ${error.message ?? 'is wrong'}`);
}

/** The names a body may have at its top, through oneOf, anyOf, allOf and references. null: any. */
function knownKeys(document: Document, schema: Schema): Set<string> | null {
  if (typeof schema.$ref === 'string') {
    const target = document.components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
    return target ? knownKeys(document, target) : null;
  }
  const keys = new Set(Object.keys((schema.properties as Schema | undefined) ?? {}));
  for (const list of [schema.oneOf, schema.anyOf, schema.allOf]) {
    if (!Array.isArray(list)) continue;
    for (const part of list) for (const key of knownKeys(document, part) ?? []) keys.add(key);
  }
  return keys.size === 0 ? null : keys;
}

/** Loads the committed document. Schemas compile on first use, because most runs touch a handful of operations. */
export function loadContract(): Contract {
  const document = readDocument();
  const strict = new Ajv({ strict: false, allErrors: true, logger: false });
  const coercing = new Ajv({ strict: false, allErrors: true, logger: false, coerceTypes: 'array' });
  for (const ajv of [strict, coercing]) {
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'github', components: rewriteNullable(document.components) as Schema });
  }
  const compiled = new Map<string, ValidateFunction>();

  function compile(key: string, schema: Schema, ajv: Ajv): ValidateFunction {
    const known = compiled.get(key);
    if (known) return known;
    const text = JSON.stringify(rewriteNullable(schema)).replaceAll('"#/components/', '"github#/components/');
    const validate = ajv.compile(JSON.parse(text));
    compiled.set(key, validate);
    return validate;
  }

  function operation(id: string): Operation {
    const found = document.operations[id];
    if (!found)
      throw new Error(`${id} is not in openapi.json. Add it to operations.json and run scripts/prune-openapi.ts.`);
    return found;
  }

  function checkQuery(id: string, { query, isStrict }: ContractRequest): string[] {
    const allowed = operation(id).parameters.filter((parameter) => parameter.in === 'query');
    const wrong: string[] = [];
    for (const [name, value] of Object.entries(query)) {
      const parameter = allowed.find((it) => it.name === name);
      if (!parameter) {
        if (isStrict) wrong.push(`query parameter ${name} is not documented`);
        continue;
      }
      const schema: Schema = { type: 'object', properties: { [name]: parameter.schema } };
      const validate = compile(`${id} query ${name}`, schema, coercing);
      if (!validate({ [name]: value })) wrong.push(...explain(validate).map((text) => `query ${text}`));
    }
    return wrong;
  }

  function checkBody(id: string, { body, isStrict }: ContractRequest): string[] {
    const { body: schema, bodyRequired } = operation(id);
    if (body === null || body === undefined) return bodyRequired && schema ? ['a body is required'] : [];
    if (!schema) return isStrict && Object.keys(body).length > 0 ? ['no body is documented'] : [];
    const validate = compile(`${id} body`, schema, strict);
    const wrong = validate(body) ? [] : explain(validate).map((text) => `body ${text}`);
    const keys = isStrict ? knownKeys(document, schema) : null;
    for (const key of keys ? Object.keys(body) : []) if (!keys?.has(key)) wrong.push(`body /${key} is not documented`);
    return wrong;
  }

  function checkResponse(id: string, status: number, body: unknown): string[] {
    const { responses } = operation(id);
    const schema = responses[String(status)];
    if (schema === undefined && status >= 400) {
      const validate = compile('error', ERROR_BODY, strict);
      return validate(body) ? [] : explain(validate);
    }
    if (schema === undefined) return UNDOCUMENTED.has(status) ? [] : [`status ${status} is not documented`];
    if (schema === null)
      return body === undefined || UNDOCUMENTED.has(status) ? [] : ['no response body is documented'];
    const validate = compile(`${id} ${status}`, schema, strict);
    return validate(body) ? [] : explain(validate);
  }

  return {
    operation,
    checkRequest: (id, request) => [...checkQuery(id, request), ...checkBody(id, request)],
    checkResponse,
  };
}
