import type { RuleContext } from '../../engine/define-rule.ts';
import type { CodeQuery } from '../../facts/code-fact.ts';
import type { Place } from '../../repo/place.ts';
import { baseName } from '../../repo/place.ts';

export interface LocalWrite {
  path: string;
  place: Place;
  /** The call as written, one line. */
  text: string;
  /** Goes to a temporary file or a buffer. */
  temporary: boolean;
}

/** Calls that write a file of the local disk, by language. */
const WRITES: readonly CodeQuery[] = [
  {
    languages: ['python'],
    literals: ['open(', '.write_text(', '.write_bytes(', 'NamedTemporaryFile', 'mkstemp'],
    pattern:
      /(?<![\w.])open\([^\n]{1,160}?,\s*(?:mode\s*=\s*)?["'][wax]b?\+?t?["']|\.write_(?:text|bytes)\(|\b(?:NamedTemporaryFile|mkstemp)\(/g,
  },
  {
    languages: ['javascript'],
    literals: ['writeFile', 'createWriteStream', 'appendFile'],
    pattern:
      /\b(?:fs|fsp|fsPromises|promises)\.(?:writeFile(?:Sync)?|createWriteStream|appendFile(?:Sync)?)\(|(?<![\w.])writeFile(?:Sync)?\(/g,
  },
  {
    languages: ['ruby'],
    literals: ['File.write', 'File.open', 'File.binwrite', 'IO.write', 'Tempfile'],
    pattern:
      /\b(?:File|IO)\.(?:bin)?write\(|\bFile\.open\([^\n]{1,160}?,\s*["'][wa]b?\+?["']|\bTempfile\.(?:new|create|open)\b/g,
  },
  {
    languages: ['go'],
    literals: ['os.WriteFile(', 'os.Create(', 'ioutil.WriteFile(', 'os.CreateTemp(', 'O_CREATE'],
    pattern: /\b(?:os|ioutil)\.(?:WriteFile|Create|CreateTemp|TempFile)\(|\bos\.OpenFile\([^\n]{1,160}?\bO_CREATE\b/g,
  },
  {
    languages: ['php'],
    literals: ['file_put_contents(', 'fopen(', 'move_uploaded_file('],
    pattern: /\bfile_put_contents\(|\bfopen\([^\n]{1,120}?,\s*["'][wa]b?\+?["']|\bmove_uploaded_file\(/g,
  },
  {
    languages: ['java'],
    literals: ['Files.write', 'Files.copy(', 'FileOutputStream', 'FileWriter', '.transferTo(', 'createTempFile'],
    pattern:
      /\bFiles\.(?:write\w*|copy|createTempFile)\(|\bnew File(?:OutputStream|Writer)\(|\bFile\.createTempFile\(/g,
  },
  {
    languages: ['csharp'],
    literals: ['File.Write', 'FileMode.Create', 'File.Create(', 'GetTempFileName'],
    pattern: /\bFile\.Write\w+\(|\bFileMode\.Create\b|\bFile\.Create\(|\bPath\.GetTempFileName\(/g,
  },
  { languages: ['rust'], literals: ['File::create(', 'fs::write('], pattern: /\bFile::create\(|\bfs::write\(/g },
  { languages: ['elixir'], literals: ['File.write'], pattern: /\bFile\.write!?\(/g },
];
const TEMPORARY = /te?mp|php:\/\/|scratch|devnull|\/dev\/|StringIO|BytesIO|mkdtemp|MemoryStream/i;
/** Code that no request or job runs: commands, scripts, builds, generators, tools for people. */
const NOT_SERVED =
  /(?:^|\/)\.[\w-]+\/|(?:^|\/)(?:management\/commands|commands?|console|scripts?|bin|tools?|cli|cmd|migrations?|seeds?|db|deploy\w*|build|gulp\w*|webpack|hack|codegen|generators?|gen|generated|proto|setup|install\w*|packaging|benchmarks?|dev|lib\/tasks|tasks\/build|codemods?|docker|config|initializers)\/|(?:^|\/)(?:setup|manage|conftest|fabfile|tasks|noxfile|gulpfile|Gruntfile|build|make\w*|generate\w*|cli|gunicorn\.conf)\.\w+$|\.config\.\w+$|-(?:cli|script)\.\w+$/i;

/** Files that request or job code of the apps writes. */
export function localWrites({ facts, repo }: RuleContext): LocalWrite[] {
  const apps = new Set(facts.components.apps.map(({ path }) => path));
  const served = new Set(facts.stacks.web.filter((item) => !item.development).map(({ component }) => component));
  const found: LocalWrite[] = [];
  for (const query of WRITES)
    for (const { path, place } of facts.code.search(query)) {
      const component = facts.components.of(path)?.path ?? '';
      if (
        !apps.has(component) ||
        !served.has(component) ||
        NOT_SERVED.test(path) ||
        /^(?:vite|webpack|rollup|next)\b/.test(baseName(path))
      )
        continue;
      const lines = repo.lines(path);
      if (
        isDefinition(lines[place.startLine - 1] ?? '') ||
        isGivenByCaller(lines, place) ||
        isProgramOfItsOwn(repo.text(path), path)
      )
        continue;
      const text = lines
        .slice(place.startLine - 1, place.endLine)
        .join(' ')
        .trim();
      const around = lines.slice(Math.max(0, place.startLine - 9), place.endLine).join('\n');
      found.push({
        path,
        place,
        text,
        temporary:
          TEMPORARY.test(text) ||
          isRemoved(lines, place.endLine) ||
          /mkdtemp|TemporaryDirectory|tempfile\.|mktmpdir|tmpdir\(|createTemp|MkdirTemp|Tempfile|sys_get_temp_dir|GetTempPath/i.test(
            around,
          ),
      });
    }
  return found;
}

/** `async writeFile(file: File) {` is a method of that name, not a call. */
function isDefinition(line: string): boolean {
  return (
    /\b(?:async|public|private|protected|static|override|function)\s+writeFile(?:Sync)?\(/.test(line) ||
    /^\s*writeFile(?:Sync)?\([^\n]*\)\s*(?::[^\n=]{1,80})?\{\s*$/.test(line)
  );
}

/** A helper that writes where its caller says: the caller's path decides, and it is not here. */
function isGivenByCaller(lines: readonly string[], place: Place): boolean {
  const target =
    /\b(?:open|WriteFile|writeFile(?:Sync)?|createWriteStream|Create|write|file_put_contents|fopen)\(\s*(?<name>\$?[a-z]\w*)\s*[,)]/.exec(
      lines[place.startLine - 1] ?? '',
    )?.groups?.name;
  if (target === undefined) return false;
  for (let index = place.startLine - 2; index >= Math.max(0, place.startLine - 60); index -= 1) {
    const line = lines[index] ?? '';
    const name = /\b(?:def|func|function)\s+(?:\([^)]*\)\s*)?(?<name>\w+)/.exec(line)?.groups?.name;
    // Called in the same file: the path is the file's own matter.
    if (name && lines.some((other, at) => at !== index && other.includes(`${name}(`))) return false;
    if (new RegExp(`^\\s*${escaped(target)}\\s*:?=`).test(line)) return false;
    if (
      /^\s*(?:(?:async\s+)?def\s|func\s|(?:export\s+)?(?:async\s+)?function\b|(?:public|private|protected)\b)/.test(
        line,
      )
    )
      return new RegExp(`[(,\\s]${escaped(target)}\\b`).test(
        lines
          .slice(index, place.startLine - 1)
          .join(' ')
          .slice(0, 400),
      );
  }
  return false;
}

/** A program beside the app (a generator, a script) that serves nothing. */
function isProgramOfItsOwn(text: string, path: string): boolean {
  if (path.endsWith('.py'))
    return /^if __name__ == /m.test(text) && !/\b(?:Flask|FastAPI|Starlette|Quart)\(/.test(text);
  return (
    path.endsWith('.go') && /^package main$/m.test(text) && !/ListenAndServe|http\.Handle|\.Serve\(|\.Run\(/.test(text)
  );
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

/** Written and removed again at once: a test whether the folder can be written to. */
function isRemoved(lines: readonly string[], from: number): boolean {
  return /\b(?:os\.[Rr]emove|unlink(?:Sync)?|File\.delete|Files\.delete\w*)\s*\(/.test(
    lines.slice(from, from + 4).join('\n'),
  );
}
