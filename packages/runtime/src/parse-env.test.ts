import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';
import { parseEnv } from './parse-env.ts';

const schema = z.object({
  DATABASE_URL: z.url().describe('Give the URL of a PostgreSQL database, as in postgres://user@host/name.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  SESSION_SECRET: z.string().min(32).describe('Give 32 random characters or more.'),
  LOG_LEVEL: z.enum(['info', 'debug']).default('info'),
});

function failure(source: Record<string, string>): ConfigurationError {
  try {
    parseEnv(schema, source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('parsed');
}

test('lists every problem at once with its name and what to do', () => {
  const error = failure({ PORT: 'eighty', SESSION_SECRET: 'short', LOG_LEVEL: 'loud' });

  expect(error.problems).toHaveLength(4);
  expect(error.message).toContain('DATABASE_URL is not set. Give the URL of a PostgreSQL database');
  expect(error.message).toMatch(/PORT is not valid: .+\. Set PORT in the environment\./);
  expect(error.message).toMatch(/SESSION_SECRET is not valid: .+\. Give 32 random characters or more\./);
  expect(error.message).toContain('LOG_LEVEL is not valid');
});

test('never repeats a value, as it may be a secret', () => {
  const error = failure({ DATABASE_URL: 'hunter2', SESSION_SECRET: 'hunter2' });

  expect(error.message).not.toContain('hunter2');
});

test('takes an empty variable for an unset one and fills in defaults', () => {
  const env = parseEnv(schema, { DATABASE_URL: 'postgres://h/d', SESSION_SECRET: 's'.repeat(32), PORT: '' });

  expect(env.PORT).toBe(3000);
  expect(env.LOG_LEVEL).toBe('info');
});

test('reports a rule over several variables too', () => {
  const both = z
    .object({ A: z.string().optional(), B: z.string().optional() })
    .refine((env) => env.A ?? env.B, 'Set A or B.');

  expect(() => parseEnv(both, {})).toThrow('Set A or B.');
});
