import type { ShellBlock, ShellCommand, ShellOperator, ShellVia } from './shell-command.ts';

/** A control structure that is open while a script is read. */
export interface Block {
  kind: ShellBlock;
  condition: boolean;
  /** Of a case: the next words are a pattern. */
  pattern: boolean;
  functionName: string | null;
}

export function newCommand(line: number, before: ShellOperator, via: ShellVia, blocks: Block[]): ShellCommand {
  return {
    words: [],
    name: '',
    assignments: [],
    redirects: [],
    before,
    after: '',
    blocks: blocks.map((block) => block.kind),
    condition: blocks.some((block) => block.condition),
    functionName: blocks.at(-1)?.functionName ?? null,
    via,
    startLine: line,
    endLine: line,
  };
}
