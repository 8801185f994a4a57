import type { Place } from '../repo/place.ts';
import type { Language } from './stacks-fact.ts';

export interface CodeQuery {
  languages?: readonly Language[];
  /** At least one of these must occur in a file for it to be looked at. Case-sensitive. */
  literals: readonly string[];
  /** Run over the code without comments; must be global (`g`), linear, and match only where a literal occurs in the same file. */
  pattern: RegExp;
  /** Production only unless false. */
  production?: boolean;
  /** Keep matches that begin inside a string literal (off: they are text, not code). */
  inStrings?: boolean;
}

export interface CodeMatch {
  path: string;
  language: Language;
  match: RegExpExecArray;
  /** Offset of the match in the file. */
  index: number;
  place: Place;
}

/** A call as written: `foo.bar(1, key="x")`. */
export interface Call {
  path: string;
  language: Language;
  /** Dotted name as written before the parenthesis: `os.environ.get`, `new Redis`, `app.listen`. */
  callee: string;
  /** Positional arguments' source text. */
  positional: readonly string[];
  /** Keyword arguments (Python, Ruby, PHP, Kotlin) or top-level members of an object literal argument (JavaScript): name to source text. */
  named: Readonly<Record<string, string>>;
  /** The whole argument text. */
  text: string;
  place: Place;
}

export interface CallQuery {
  languages?: readonly Language[];
  /** Callee names: exact dotted (`os.getenv`) or ending in the name (`.listen` matches `app.listen`). */
  callees: readonly string[];
  production?: boolean;
}

export interface CodeFact {
  /** Program source files of a language (production unless false), sorted. */
  files(language?: Language, production?: boolean): string[];
  /** Files in which any of the literals occurs; one pass per literal over all source, memoised. */
  containing(literals: readonly string[], languages?: readonly Language[], production?: boolean): string[];
  search(query: CodeQuery): CodeMatch[];
  calls(query: CallQuery): Call[];
  languageOf(path: string): Language | null;
  /** Modules, packages and namespaces a file imports, as written. */
  imports(path: string): readonly { module: string; place: Place }[];
  /** Offset lies inside a string literal of that file's code. */
  isInString(path: string, offset: number): boolean;
}
