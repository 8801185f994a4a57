import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import type { Place } from '../../../repo/place.ts';
import { SYSTEM_TOOLS, type SystemTool, toolOf, WRAPPERS } from './system-tools.ts';

export interface ToolUse {
  tool: SystemTool;
  program: string;
  place: Place;
  /** Health checks and start scripts may run in another image than the app's: they can only speak for it. */
  where: 'code' | 'start' | 'health';
}

const CALLEES = [
  ...[
    'subprocess.run',
    'subprocess.Popen',
    'subprocess.call',
    'subprocess.check_call',
    'subprocess.check_output',
    'Popen',
    'check_output',
    'check_call',
    'os.system',
    'os.popen',
    'create_subprocess_exec',
    'create_subprocess_shell',
  ],
  ...[
    'exec',
    'execSync',
    'spawn',
    'spawnSync',
    'execFile',
    'execFileSync',
    'execa',
    'execaSync',
    'execaCommand',
    'execAsync',
    'execFileAsync',
    'execPromise',
  ],
  ...[
    'system',
    'Open3.capture2',
    'Open3.capture2e',
    'Open3.capture3',
    'Open3.popen3',
    'IO.popen',
    'shell_exec',
    'passthru',
    'proc_open',
    'new Process',
    'fromShellCommandline',
    'Process.run',
  ],
  ...[
    'exec.Command',
    'exec.CommandContext',
    'ProcessBuilder',
    'new ProcessBuilder',
    'Process.Start',
    'new ProcessStartInfo',
    'System.cmd',
  ],
];
/** What makes a list of words beginning with a program's name a command. */
const PROCESS_API =
  /\bsubprocess\b|child_process|\bexeca\b|Open3|IO\.popen|Symfony\\Component\\Process|proc_open|os\/exec|ProcessBuilder|ProcessStartInfo|System\.cmd|create_subprocess/;
const PLAIN_WORDS = /^(?:convert|identify|magick|git|dot|gs|curl)$/;
/** Tools for developers and builds; they run where there is a checkout. */
const TOOLING =
  /(?:^|\/)(?:scripts?|bin|tools?|hack|ci|releases?|build|utils?\/dev|\.github|lib\/tasks|maintenance)\/|(?:^|\/)(?:setup|fabfile|noxfile|tasks|conftest|_?version|versioneer|release|gulpfile|Gruntfile|build|magefile)\.\w+$|(?:^|\/)\w*Release\w*\.\w+$|\.config\.[cm]?[jt]s$|\.rake$/;

/** System programs that production code, start scripts and health checks run. */
export function toolUses(context: RuleContext): ToolUse[] {
  return [
    ...calledPrograms(context),
    ...listedPrograms(context),
    ...wrappedPrograms(context),
    ...startedPrograms(context),
  ];
}

function isApplication(path: string): boolean {
  return !TOOLING.test(path);
}

function calledPrograms({ facts, repo }: RuleContext): ToolUse[] {
  const paths = new Set(facts.code.containing(SYSTEM_TOOLS.flatMap((tool) => tool.programs)).filter(isApplication));
  if (paths.size === 0) return [];
  return facts.code.calls({ callees: CALLEES }).flatMap((call): ToolUse[] => {
    if (!paths.has(call.path)) return [];
    if (call.language === 'javascript' && !/child_process|execa|shelljs|\bzx\b/.test(repo.text(call.path))) return [];
    const program = programIn(call.text);
    const tool = program ? toolOf(program) : null;
    return program && tool ? [{ tool, program, place: call.place, where: 'code' }] : [];
  });
}

/** The first known program of a call's first literal: a list's first word, or the first word of a part of a shell line. */
function programIn(text: string): string | null {
  const literal =
    /^[\s([{&]*(?:[\w:]+\s*[,=]\s*)?(?:new\s+\w+\s*)?[\s([{]*[fbr$@]{0,2}(?<quote>["'`])(?<text>(?:(?!\k<quote>)[^\\]|\\.){1,400})\k<quote>/.exec(
      text,
    )?.groups?.text;
  if (!literal) return null;
  // `git rev-parse` asks for the version of a checkout; where there is none the answer is left out.
  if (/\brev-parse\b|\bdescribe\b/.test(text)) return null;
  for (const part of literal.split(/[;|&\n]+/)) {
    const words = part
      .trim()
      .split(/\s+/)
      .filter((word) => !/^\w+=|^(?:sudo|nice|time|exec|env|timeout|\d+)$/.test(word));
    const first = words[0] ?? '';
    if (toolOf(first)) return first;
  }
  return null;
}

/** `cmd = ["ffmpeg", "-i", path]`, run some lines below. */
function listedPrograms({ facts, repo }: RuleContext): ToolUse[] {
  const names = SYSTEM_TOOLS.flatMap((tool) => tool.programs).filter((name) => !PLAIN_WORDS.test(name));
  return facts.code
    .search({
      literals: names,
      pattern: new RegExp(String.raw`[\[(]\s*["'](?<program>${names.join('|')})["']\s*,\s*[\w"'$*.]`, 'g'),
    })
    .flatMap(({ path, match, place }): ToolUse[] => {
      const program = match.groups?.program ?? '';
      const tool = toolOf(program);
      return tool && isApplication(path) && PROCESS_API.test(repo.text(path))
        ? [{ tool, program, place, where: 'code' }]
        : [];
    });
}

function wrappedPrograms({ facts }: RuleContext): ToolUse[] {
  return WRAPPERS.flatMap(({ module, literal, program }) =>
    facts.code
      .containing([literal])
      .filter(isApplication)
      .flatMap((path): ToolUse[] => {
        const item = facts.code.imports(path).find((found) => module.test(found.module));
        const tool = toolOf(program);
        return item && tool ? [{ tool, program, place: item.place, where: 'code' }] : [];
      }),
  );
}

function startedPrograms({ facts }: RuleContext): ToolUse[] {
  return facts.processes.all
    .filter((process) => process.own && process.stage === 'production')
    .flatMap((process) => [...startOf(process), ...healthOf(process)]);
}

function startOf({ steps }: Process): ToolUse[] {
  return steps.flatMap(({ command, place }): ToolUse[] => {
    const tool = toolOf(command.program);
    return tool ? [{ tool, program: command.program, place, where: 'start' }] : [];
  });
}

function healthOf({ health }: Process): ToolUse[] {
  if (health?.kind !== 'command' && health?.kind !== 'http') return [];
  const program = /\b(?<program>curl|wget|pg_isready|redis-cli)\b/.exec(health.text)?.groups?.program;
  const tool = program ? toolOf(program) : null;
  return program && tool ? [{ tool, program, place: health.place, where: 'health' }] : [];
}
