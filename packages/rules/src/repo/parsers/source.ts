import { deflateRawSync } from 'node:zlib';
import bash from '@ast-grep/lang-bash';
import csharp from '@ast-grep/lang-csharp';
import elixir from '@ast-grep/lang-elixir';
import go from '@ast-grep/lang-go';
import java from '@ast-grep/lang-java';
import kotlin from '@ast-grep/lang-kotlin';
import php from '@ast-grep/lang-php';
import python from '@ast-grep/lang-python';
import ruby from '@ast-grep/lang-ruby';
import rust from '@ast-grep/lang-rust';
import { Lang, type NapiConfig, parse, registerDynamicLanguage, type SgNode } from '@ast-grep/napi';
import { messageOf, type ParseError, type Span, stripBom } from './lines.ts';
import type { SourceLanguage } from './source-language.ts';
import { patternMatcher } from './source-pattern.ts';

export type SourceNode = SgNode;
export type SourceRule = NapiConfig['rule'];

/** The syntax tree of a program file. A broken file still has one, with ERROR nodes. Walk it with `find…`, not by recursion: it may be very deep. */
export interface SourceTree {
  language: SourceLanguage;
  root: SourceNode;
  /** Nodes that look like the pattern; `$A` stands for one node and `$$$A` for any number: `os.environ.get($NAME, $$$REST)`. */
  findPattern(pattern: string): SourceNode[];
  findKind(kind: string): SourceNode[];
  find(rule: SourceRule): SourceNode[];
}

export interface SourceFile {
  /** Null where the file is not parsed: binary, too long, or of a kind that would take minutes. */
  tree: SourceTree | null;
  errors: ParseError[];
}

/** Parsing costs up to 4 µs a character; hand-written source is far shorter. */
const textLengthMax = 400_000;
/** Some grammars are quadratic on one piece repeated thousands of times. Source compresses by 3 to 15, such text by hundreds. */
const repetitionCheckedFrom = 8_000;
const compressionMax = 40;

const dynamicLanguages = { bash, csharp, elixir, go, java, kotlin, php, python, ruby, rust };
const builtInLanguages: Partial<Record<SourceLanguage, Lang>> = {
  javascript: Lang.JavaScript,
  typescript: Lang.TypeScript,
  tsx: Lang.Tsx,
};
let areLanguagesRegistered = false;

/**
 * Parses a program file. Never throws. Trees live outside the JavaScript heap: who parses many files should let go of each and yield to the event
 * loop every 20 files, or the memory is not given back.
 */
export function parseSource(language: SourceLanguage, text: string): SourceFile {
  const source = stripBom(text);
  const refusal = reasonNotToParse(source);
  if (refusal !== null) return { tree: null, errors: [{ message: refusal, line: 1 }] };
  try {
    registerLanguages();
    const root = parse(builtInLanguages[language] ?? language, source).root();
    return { tree: newTree(language, root), errors: [] };
  } catch (error) {
    return { tree: null, errors: [{ message: `Not readable as ${language}: ${messageOf(error)}`, line: 1 }] };
  }
}

/** The 1-based lines of a node. */
export function spanOf(node: SourceNode): Span {
  const { start, end } = node.range();
  // A node that ends with a newline ends at column 0 of the line after it.
  const endLine = end.column === 0 && end.line > start.line ? end.line : end.line + 1;
  return { startLine: start.line + 1, endLine };
}

function reasonNotToParse(source: string): string | null {
  if (source.length > textLengthMax) return 'The file is too long to parse';
  if (source.includes('\0')) return 'The file is binary';
  if (source.length < repetitionCheckedFrom) return null;
  const compressedBytes = deflateRawSync(source, { level: 1 }).length;
  return source.length / compressedBytes > compressionMax ? 'The file is too repetitive to parse' : null;
}

/** Languages are registered with the first parse: it costs 20 ms, and happens once a process. */
function registerLanguages(): void {
  if (areLanguagesRegistered) return;
  registerDynamicLanguage(dynamicLanguages);
  areLanguagesRegistered = true;
}

function newTree(language: SourceLanguage, root: SourceNode): SourceTree {
  const find = (rule: SourceRule) => root.findAll({ rule });
  return {
    language,
    root,
    find,
    findKind: (kind) => find({ kind }),
    findPattern: (pattern) =>
      find(patternMatcher(language, pattern, (text) => parse(builtInLanguages[language] ?? language, text).root())),
  };
}
