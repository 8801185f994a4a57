import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { Environment as Web } from '../../../apps/api/src/environment.ts';
import { Environment as Worker } from '../../../apps/worker/src/environment.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../../.env.example'), 'utf8');
const lines = [...text.matchAll(/^(?<commented># )?(?<name>[A-Z][A-Z0-9_]+)=(?<value>.*)$/gm)].map(
  (match) => match.groups,
);
const composeOnly = new Set(['POSTGRES_PASSWORD', 'TWELVEFOLD_VERSION']);

function shapeOf(schema: z.ZodObject): Record<string, z.ZodType> {
  return schema.shape as Record<string, z.ZodType>;
}

test('.env.example lists exactly the variables that the processes read', () => {
  const read = new Set([...Object.keys(shapeOf(Web)), ...Object.keys(shapeOf(Worker))]);
  const listed = lines.map((line) => line?.name ?? '').filter((name) => !composeOnly.has(name));

  expect(listed.toSorted()).toEqual([...read].sort());
});

test('a variable that has to be set stands there without a value, and any other commented out with its default', () => {
  for (const schema of [Web, Worker]) {
    for (const [name, type] of Object.entries(shapeOf(schema))) {
      const line = lines.find((candidate) => candidate?.name === name);
      const fallback = type.safeParse(undefined);

      expect(Boolean(line?.commented), `${name} is commented out`).toBe(fallback.success);
      if (fallback.success && fallback.data !== undefined) expect(line?.value, name).toBe(String(fallback.data));
    }
  }
});
