type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withNull(schema: Json): Json {
  const { nullable: _, ...rest } = schema;
  if (Array.isArray(rest.enum) && !rest.enum.includes(null)) rest.enum = [...rest.enum, null];
  if (typeof rest.type === 'string') {
    const isPlain = !('$ref' in rest || 'allOf' in rest || 'anyOf' in rest || 'oneOf' in rest);
    if (isPlain) return { ...rest, type: [rest.type, 'null'] };
  }
  return { anyOf: [rest, { type: 'null' }] };
}

/**
 * OpenAPI 3.0 says `nullable: true` where JSON Schema says `type: [..., "null"]`; AJV knows only the latter.
 * `oneOf` becomes `anyOf` too: many of GitHub's alternatives overlap, so that a right answer matches two of them.
 */
export function rewriteNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewriteNullable);
  if (!isObject(value)) return value;
  const rewritten: Json = {};
  for (const [key, child] of Object.entries(value)) {
    if (key === 'enum' || key === 'default' || key === 'required') rewritten[key] = child;
    else if (key === 'oneOf' && Array.isArray(child)) rewritten.anyOf = child.map(rewriteNullable);
    else rewritten[key] = rewriteNullable(child);
  }
  return rewritten.nullable === true ? withNull(rewritten) : rewritten;
}
