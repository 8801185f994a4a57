const byName: Record<string, string> = {
  dockerfile: 'docker',
  containerfile: 'docker',
  procfile: 'yaml',
  gemfile: 'ruby',
  rakefile: 'ruby',
  makefile: 'make',
  'nginx.conf': 'nginx',
  'go.mod': 'go',
};

const byExtension: Record<string, string> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  tsx: 'typescript',
  rb: 'ruby',
  java: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  go: 'go',
  php: 'php',
  cs: 'csharp',
  ex: 'elixir',
  exs: 'elixir',
  rs: 'rust',
  yml: 'yaml',
  yaml: 'yaml',
  json: 'json',
  toml: 'toml',
  sh: 'shellscript',
  bash: 'shellscript',
  ini: 'ini',
  cfg: 'ini',
  conf: 'ini',
  service: 'ini',
  properties: 'properties',
  env: 'properties',
  xml: 'xml',
  tf: 'hcl',
  sql: 'sql',
  dockerfile: 'docker',
};

/** The grammar for a file by its name, null where plain text will do. */
export function languageOfPath(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (byName[name]) return byName[name];
  if (name.startsWith('dockerfile')) return 'docker';
  if (name.startsWith('.env')) return 'properties';
  return byExtension[name.slice(name.lastIndexOf('.') + 1)] ?? null;
}
