export type SourceLanguage =
  | 'bash'
  | 'csharp'
  | 'elixir'
  | 'go'
  | 'java'
  | 'javascript'
  | 'kotlin'
  | 'php'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'tsx'
  | 'typescript';

const byExtension: Readonly<Record<string, SourceLanguage>> = {
  bash: 'bash',
  cjs: 'javascript',
  cs: 'csharp',
  cts: 'typescript',
  ex: 'elixir',
  exs: 'elixir',
  gemspec: 'ruby',
  go: 'go',
  java: 'java',
  js: 'javascript',
  jsx: 'javascript',
  kt: 'kotlin',
  kts: 'kotlin',
  mjs: 'javascript',
  mts: 'typescript',
  php: 'php',
  py: 'python',
  rake: 'ruby',
  rb: 'ruby',
  rs: 'rust',
  ru: 'ruby',
  sh: 'bash',
  ts: 'typescript',
  tsx: 'tsx',
};
const byName: Readonly<Record<string, SourceLanguage>> = {
  Capfile: 'ruby',
  Gemfile: 'ruby',
  Guardfile: 'ruby',
  Rakefile: 'ruby',
  artisan: 'php',
};

/** The language of a program file by its name, or null where it is none that is parsed. */
export function languageOf(path: string): SourceLanguage | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (Object.hasOwn(byName, name)) return byName[name] ?? null;
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1).toLowerCase();
  return dot > 0 && Object.hasOwn(byExtension, extension) ? (byExtension[extension] ?? null) : null;
}
