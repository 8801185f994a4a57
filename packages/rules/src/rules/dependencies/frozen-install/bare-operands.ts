import type { Command } from '../../../facts/commands-fact.ts';

/** Package managers themselves: installing them is bootstrapping. */
const MANAGERS =
  /^(?:pip|setuptools|wheel|uv|poetry|poetry-core|poetry-plugin-[\w-]+|pipenv|pdm|pip-tools|virtualenv|hatch|pipx|npm|pnpm|yarn|corepack|bun|bundler|rubygems-update|composer|n|nvm|hex|rebar)$/;
const VALUE_FLAGS =
  /^(?:-r|--requirements?|-c|--constraints?|-e|--editable|-t|--target|-i|--index-url|--extra-index-url|--prefix|--root|-f|--find-links|-w|--wheel-dir|--trusted-host|--timeout|--cache-dir|-p|--python|--platform|--only-binary|--no-binary|--retries|--registry|-C|--dir|--filter|-F|--cwd|--loglevel|-v|--version|--source|--install-dir|--bindir|--extra|--group|-d|--dest|--python-preference|--index-strategy|--index|--default-index|--link-mode|--resolution|--prerelease|--keyring-provider|-P|--upgrade-package|--config-settings?|--exclude-newer|--torch-backend|--progress-bar|--use-feature|--log|--exists-action|--proxy|--implementation|--abi|--python-version|--src|--report|--root-user-action|--upgrade-strategy|--store-dir|--prefer)$/;

/** Packages that a command installs by a name without a version; none where a constraints file decides. */
export function bareOperands({ program, args }: Command): string[] {
  const words = installWords(program, args);
  if (!words || words.some((word) => /^(?:-c|--constraint|--no-index)$|^--constraint=/.test(word))) return [];
  const isRuby = program === 'gem';
  if (isRuby && words.some((word) => /^(?:-v|--version)/.test(word))) return [];
  const isPython = !isRuby && !/^(?:npm|pnpm|yarn|bun)$/.test(program);
  return operands(words).filter(
    (word) => (isPython ? isBarePython(word) : isBareName(word)) && !MANAGERS.test(word.replace(/\[.*$|@latest$/, '')),
  );
}

function installWords(program: string, args: readonly string[]): readonly string[] | null {
  const after = (count: number) => args.slice(count);
  const [first = '', second = ''] = args.filter((arg) => !arg.startsWith('-'));
  if (/^pip[\d.]*$/.test(program)) return /^(?:install|wheel)$/.test(first) ? after(args.indexOf(first) + 1) : null;
  if (/^python[\d.]*$/.test(program))
    return args[0] === '-m' && args[1] === 'pip' && /^(?:install|wheel)$/.test(args[2] ?? '') ? after(3) : null;
  if (program === 'uv') return first === 'pip' && second === 'install' ? after(args.indexOf('install') + 1) : null;
  if (program === 'npm') return /^(?:install|i|add)$/.test(first) ? after(args.indexOf(first) + 1) : null;
  if (program === 'pnpm' || program === 'bun')
    return first === 'add' || (first === 'install' && args.some((arg) => /^-g$|^--global$/.test(arg)))
      ? after(args.indexOf(first) + 1)
      : null;
  if (program === 'yarn')
    return first === 'add'
      ? after(args.indexOf('add') + 1)
      : first === 'global' && second === 'add'
        ? after(args.indexOf('add') + 1)
        : null;
  return program === 'gem' && first === 'install' ? after(args.indexOf('install') + 1) : null;
}

function operands(words: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (VALUE_FLAGS.test(word)) at += 1;
    else if (!word.startsWith('-')) found.push(word);
  }
  return found;
}

function isBarePython(word: string): boolean {
  return /^[A-Za-z][\w.-]*(?:\[[\w,.-]+\])?(?:>=[\d.]+)?$/.test(word) && !/\.(?:whl|zip|gz|txt)$/.test(word);
}

/** No version, or one that moves (`@latest`); a path, address or variable is no name. */
function isBareName(word: string): boolean {
  return /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:@(?:latest|next))?$/.test(word) && !/\.tgz$/.test(word);
}
