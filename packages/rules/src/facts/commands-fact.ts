import type { Place } from '../repo/place.ts';
import type { Purpose } from '../repo/purpose.ts';

/** One simple command of a shell line: `FOO=1 exec gunicorn app:app --bind :$PORT &` is one. */
export interface Command {
  /** As written, without the assignments before it. */
  text: string;
  /** Words with quotes removed; variables stay as written (`$PORT`, `${PORT:-8000}`). */
  words: readonly string[];
  /** The program: first word that is no assignment and no wrapper (`exec`, `env`, `sudo`, `time`, `nohup`, `dumb-init`, `tini --`, `poetry run`, `uv run`, `bundle exec`, `npx` …), base name only. */
  program: string;
  /** The words after `program`. */
  args: readonly string[];
  /** Wrappers passed on the way to `program`, in order: `['exec', 'uv run']`. */
  wrappers: readonly string[];
  /** Variables assigned for it. */
  assignments: readonly { name: string; value: string }[];
  /** Followed by `&`. */
  background: boolean;
  /** What joins it to the command before: `&&`, `||`, `|`, `;`, or '' for the first. */
  joined: '' | '&&' | '||' | '|' | ';';
  /** Inside `if`, `while`, `case`, a function that may not run. */
  conditional: boolean;
  /** Runs on another host (`ssh host 'cmd'`). */
  remote: boolean;
  /** Redirections: `>file`, `2>>log`. */
  redirects: readonly string[];
  place: Place;
}

export type CommandOrigin =
  | 'image-build'
  | 'start'
  | 'ci'
  | 'script'
  | 'makefile'
  | 'package-script'
  | 'release'
  | 'code';

/** A command with the file it stands in. */
export interface CommandUse {
  command: Command;
  origin: CommandOrigin;
  purpose: Purpose;
  /** Path of the component the file belongs to. */
  component: string;
  /** For CI: `path#job`; for package scripts and Makefile targets: their name; else ''. */
  name: string;
}

export interface CommandsFact {
  /** Every command of every Dockerfile RUN, start command, CI step, shell script, Makefile and package script. Documentation is not read. */
  all: CommandUse[];
  from(...origins: CommandOrigin[]): CommandUse[];
  /** The commands of a shell script, Makefile target (`path#target`) or package script (`path#name`), as a tree flattened in order. */
  of(path: string): readonly Command[];
  /** Parses one shell line that stands at a place. */
  parse(line: string, place: Place): readonly Command[];
}
