import { type DockerInstruction, type DockerPair, readInstruction } from './dockerfile-instruction.ts';
import { readLogicalLines } from './dockerfile-lines.ts';
import { type ImageReference, parseImageReference } from './image-reference.ts';
import type { ParseError, Span } from './lines.ts';
import { substituteVariables } from './variables.ts';

export interface DockerStage extends Span {
  index: number;
  name: string | null;
  /** The line of FROM. */
  line: number;
  /** With the defaults of global ARGs put in. */
  base: ImageReference;
  /** The base as written. */
  baseRaw: string;
  /** Variables of the base that have no default. */
  unresolved: string[];
  /** The index of the stage this one starts from, or null for an external image. */
  parent: number | null;
  platform: string | null;
  instructions: DockerInstruction[];
  /** ENV of this stage and of the stages it starts from. */
  env: Map<string, DockerPair>;
  args: Map<string, DockerPair>;
}

export interface Dockerfile {
  stages: DockerStage[];
  /** ARG lines before the first FROM. */
  globalArgs: Map<string, DockerPair>;
  /** All instructions in order, FROM and global ARG included. */
  instructions: DockerInstruction[];
  directives: Map<string, string>;
  errors: ParseError[];
}

/** Bounds on what no real file has, so that copying variables from stage to stage stays linear. */
const stagesMax = 300;
const inheritedVariablesMax = 500;

/** Reads a Dockerfile. Never throws; the time is linear in the length of the text. */
export function parseDockerfile(source: string): Dockerfile {
  const { lines, escapeCharacter, directives, errors } = readLogicalLines(source);
  const file: Dockerfile = { stages: [], globalArgs: new Map(), instructions: [], directives, errors: [...errors] };
  for (const line of lines) {
    const instruction = readInstruction(line, escapeCharacter);
    if (instruction === null) {
      file.errors.push({ message: 'Not a Dockerfile instruction', line: line.startLine });
      continue;
    }
    file.instructions.push(instruction);
    if (instruction.keyword === 'FROM' && !instruction.onbuild) startStage(file, instruction);
    else addToStage(file, instruction);
  }
  return file;
}

/** The stages that a stage is made of, its outermost base first and itself last. */
export function stageChain(file: Dockerfile, stage: DockerStage): DockerStage[] {
  const chain: DockerStage[] = [stage];
  let current = stage;
  while (current.parent !== null) {
    const parent = file.stages[current.parent];
    // A parent always stands before its child, so this ends.
    if (parent === undefined || parent.index >= current.index) break;
    chain.unshift(parent);
    current = parent;
  }
  return chain;
}

/** The last instruction of this keyword in force in a stage, stages it starts from included. */
export function lastInstruction(file: Dockerfile, stage: DockerStage, keyword: string): DockerInstruction | null {
  for (const part of stageChain(file, stage).reverse()) {
    const found = part.instructions.findLast((instruction) => instruction.keyword === keyword && !instruction.onbuild);
    if (found) return found;
  }
  return null;
}

function startStage(file: Dockerfile, instruction: DockerInstruction): void {
  if (file.stages.length >= stagesMax) {
    file.errors.push({ message: `Stages after the first ${stagesMax} are not read`, line: instruction.startLine });
    return;
  }
  const baseRaw = instruction.args[0]?.text ?? '';
  const resolved = substituteVariables(baseRaw, (name) => file.globalArgs.get(name)?.value ?? undefined);
  const named = instruction.args[1]?.text.toLowerCase() === 'as' ? instruction.args[2]?.text : undefined;
  const parent = file.stages.findLast((stage) => stage.name !== null && stage.name === resolved.text.toLowerCase());
  const platform = instruction.flags.find((flag) => flag.name === 'platform')?.value ?? null;
  if (baseRaw === '') file.errors.push({ message: 'FROM names no image', line: instruction.startLine });
  file.stages.push({
    index: file.stages.length,
    name: named?.toLowerCase() ?? null,
    line: instruction.startLine,
    startLine: instruction.startLine,
    endLine: instruction.endLine,
    base: parseImageReference(resolved.text),
    baseRaw,
    unresolved: resolved.unresolved,
    parent: parent?.index ?? null,
    platform,
    instructions: [],
    env: new Map(parent && parent.env.size <= inheritedVariablesMax ? parent.env : []),
    args: new Map(),
  });
}

function addToStage(file: Dockerfile, instruction: DockerInstruction): void {
  const stage = file.stages.at(-1);
  if (stage === undefined) {
    if (instruction.keyword !== 'ARG') {
      file.errors.push({ message: `${instruction.keyword} stands before FROM`, line: instruction.startLine });
    }
    for (const pair of instruction.pairs) {
      pair.value = substitutePair(pair, (name) => file.globalArgs.get(name)?.value ?? undefined);
      if (instruction.keyword === 'ARG') file.globalArgs.set(pair.name, pair);
    }
    return;
  }
  stage.instructions.push(instruction);
  stage.endLine = instruction.endLine;
  const lookUp = (name: string) => stage.env.get(name)?.value ?? stage.args.get(name)?.value ?? undefined;
  for (const pair of instruction.pairs) {
    pair.value = substitutePair(pair, lookUp);
    if (instruction.onbuild) continue;
    if (instruction.keyword === 'ENV') stage.env.set(pair.name, pair);
    if (instruction.keyword !== 'ARG') continue;
    pair.value ??= file.globalArgs.get(pair.name)?.value ?? null;
    stage.args.set(pair.name, pair);
  }
}

function substitutePair(pair: DockerPair, lookUp: (name: string) => string | undefined): string | null {
  return pair.value === null ? null : substituteVariables(pair.value, lookUp).text;
}
