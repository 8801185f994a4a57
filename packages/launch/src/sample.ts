import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Paths and their whole text; null deletes the file. */
const Files = z.record(z.string(), z.string().nullable());

const Push = z.object({
  message: z.string(),
  author: z.string(),
  /** How long before today the commit was made. */
  daysAgo: z.number().int().min(0),
  files: Files,
});

const Branch = z.object({ name: z.string(), title: z.string(), message: z.string(), author: z.string(), files: Files });

/** A repository of the demonstration: `examples/NAME.yaml`. */
const Sample = z.object({
  name: z.string(),
  description: z.string(),
  language: z.string().nullable().default(null),
  private: z.boolean().default(false),
  pushes: z.array(Push),
  branches: z.array(Branch).default([]),
});
export type Sample = z.infer<typeof Sample>;

/** All samples of a folder, in the order of their names. Throws on a file that is not one, naming it. */
export function readSamples(directory: string): Sample[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const result = Sample.safeParse(parse(readFileSync(join(directory, name), 'utf8')));
    if (!result.success) throw new Error(`examples/${name} is not a sample: ${z.prettifyError(result.error)}`);
    return result.data;
  });
}
