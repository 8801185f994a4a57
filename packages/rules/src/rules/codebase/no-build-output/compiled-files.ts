import { baseName, folderOf } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';
import { byFolder, firstLine, inFolder, isOwnFolder, type Output } from './output.ts';

const BINARY_BYTES_MIN = 100_000;
const COMPILED: readonly (readonly [string, string, readonly string[]])[] = [
  ['pyc', 'Python bytecode', ['py']],
  ['pyo', 'Python bytecode', ['py']],
  ['class', 'Java bytecode', ['java', 'kt']],
  ['beam', 'Erlang bytecode', ['ex', 'erl']],
];

/** Bytecode beside its sources, and binaries named after the program they were built from. */
export function compiledFiles(repo: Repo): Output[] {
  return [...bytecode(repo), ...binaries(repo)];
}

function bytecode(repo: Repo): Output[] {
  return COMPILED.flatMap(([extension, what, sources]) => {
    if (repo.withExtension(...sources).length === 0) return [];
    return [...byFolder(repo.withExtension(extension))].flatMap(([folder, paths]) => {
      const [first] = paths;
      if (
        !first ||
        /(?:^|\/)(?:__pycache__|target|build|dist|_build|bin)(?:\/|$)/.test(folder) ||
        !isOwnFolder(repo, folder)
      )
        return [];
      return [
        {
          name: first,
          message: `${first} is ${what}, made from the sources of the repository.`,
          place: firstLine(first),
        },
      ];
    });
  });
}

/** Go and Rust leave an executable named after the module, the command or the folder. */
function binaries(repo: Repo): Output[] {
  const modules = repo.named('go.mod', 'Cargo.toml');
  if (modules.length === 0) return [];
  const names = new Set(['main', 'app', 'server', 'api', 'worker']);
  for (const path of modules) {
    const module = /^(?:module[ \t]+(?<go>\S+)|name[ \t]*=[ \t]*"(?<rust>[^"]+)")/m.exec(repo.text(path))?.groups;
    names.add(baseName((module?.go ?? module?.rust ?? '').replace(/\/v\d+$/, '')));
    if (folderOf(path) !== '') names.add(baseName(folderOf(path)));
  }
  for (const path of repo.named('main.go')) names.add(baseName(folderOf(path)));
  names.delete('');
  return repo.input.files.flatMap(({ path, text, bytes, executable }) => {
    const name = baseName(path).replace(/\.exe$/, '');
    const isProgram =
      text === null && bytes >= BINARY_BYTES_MIN && (executable || path.endsWith('.exe')) && names.has(name);
    if (!isProgram || !isOwnFolder(repo, folderOf(path)) || repo.has(inFolder(path, 'main.go'))) return [];
    return [
      {
        name: path,
        message: `${path} is a compiled program, built from the sources of the repository.`,
        place: firstLine(path),
      },
    ];
  });
}
