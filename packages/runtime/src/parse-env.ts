import type { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';

export type Environment = Record<string, string | undefined>;

/**
 * Reads a process's environment through one zod object.
 * An empty variable counts as unset, as shells and compose files can hardly tell the two apart.
 * Throws a ConfigurationError that lists every problem at once: name, what is wrong, what to do (the field's `describe` text). Values are never
 * shown, as most of them are secrets.
 */
export function parseEnv<Schema extends z.ZodObject>(
  schema: Schema,
  source: Environment = process.env,
): z.infer<Schema> {
  const values: Environment = {};
  for (const name of Object.keys(schema.shape)) {
    const value = source[name];
    if (value !== undefined && value.trim() !== '') values[name] = value;
  }

  const result = schema.safeParse(values);
  if (result.success) return result.data;

  // One line a variable: the first problem is enough to know what to do about it.
  const problems = new Map<string, string>();
  for (const issue of result.error.issues) {
    const name = String(issue.path[0] ?? '');
    if (!problems.has(name))
      problems.set(name, sentence(name, issue.message, values[name] === undefined, adviceOf(schema, name)));
  }
  throw new ConfigurationError([...problems.values()]);
}

function sentence(name: string, message: string, unset: boolean, advice: string): string {
  if (name === '') return message;
  const wrong = unset ? `${name} is not set.` : `${name} is not valid: ${message.replace(/\.$/, '')}.`;
  return `${wrong} ${advice === '' ? `Set ${name} in the environment.` : advice}`;
}

function adviceOf(schema: z.ZodObject, name: string): string {
  const field = schema.shape[name] as z.ZodType | undefined;
  return field?.description ?? '';
}
