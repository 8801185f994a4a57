import type { Language } from '../stacks-fact.ts';

const byExtension: Readonly<Record<string, Language>> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'javascript',
  mts: 'javascript',
  cts: 'javascript',
  tsx: 'javascript',
  vue: 'javascript',
  svelte: 'javascript',
  rb: 'ruby',
  rake: 'ruby',
  ru: 'ruby',
  java: 'java',
  kt: 'java',
  go: 'go',
  php: 'php',
  cs: 'csharp',
  ex: 'elixir',
  exs: 'elixir',
  rs: 'rust',
};

/** The language of a program source file by its extension (Kotlin counts as Java: same runtime); null for other files. */
export function languageOfExtension(extension: string): Language | null {
  return byExtension[extension] ?? null;
}

export const sourceExtensions: readonly string[] = Object.keys(byExtension);
