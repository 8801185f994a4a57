import type { Place } from '../../repo/place.ts';
import type { CodeFact } from '../code-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { Language } from '../stacks-fact.ts';
import { isClientPath, isToolPath } from './log-paths.ts';

interface CallForm {
  language: Language;
  literals: readonly string[];
  pattern: RegExp;
}

const LOGGERS: readonly CallForm[] = [
  {
    language: 'python',
    literals: ['ogg', 'log.', 'LOG'],
    pattern:
      /\b(?:[\w.]*_?log(?:ger|ging)?|LOG(?:GER)?)\.(?:debug|info|warning|warn|error|exception|critical|log)\s*\(/g,
  },
  {
    language: 'javascript',
    literals: ['ogger.', 'log.'],
    pattern:
      /(?<!console)\b(?:[\w.]*\.)?(?:log|logger|Logger|rootLogger|childLogger)\.(?:trace|debug|verbose|info|log|warn|error|fatal)\s*\(/g,
  },
  { language: 'ruby', literals: ['logger'], pattern: /\blogger\.(?:debug|info|warn|error|fatal|add|tagged)\b/g },
  {
    language: 'java',
    literals: ['log.', 'logger.', 'LOG.', 'LOGGER.', 'Log.'],
    pattern: /\b(?:log|logger|LOG|LOGGER|Log)\.(?:trace|debug|info|warn|error|warning|severe|fine|at\w+)\s*\(/g,
  },
  {
    language: 'go',
    literals: ['log', 'Log', 'zap'],
    pattern:
      /\b(?:slog|log|logger|logrus|klog|zap\.[LS]\(\)|sugar|l|lg)\.(?:Debug|Info|Warn|Warning|Error|Fatal|Panic|Print|Log)\w*\s*\(/g,
  },
  {
    language: 'php',
    literals: ['Log::', 'ogger', 'error_log'],
    pattern:
      /\bLog::(?:debug|info|notice|warning|error|critical|alert|emergency|channel|log)\s*\(|->(?:logger|log)(?:\(\))?->\w+\s*\(|\$logger->\w+\s*\(|\blogger\(\)?->|\berror_log\s*\(/g,
  },
  {
    language: 'csharp',
    literals: ['ogger.', 'Log.'],
    pattern:
      /\b_?[lL]ogger\.(?:Log)?(?:Trace|Debug|Information|Info|Warning|Warn|Error|Critical|Fatal|Verbose)\w*\s*\(|\bLog\.(?:Verbose|Debug|Information|Warning|Error|Fatal)\s*\(/g,
  },
  {
    language: 'elixir',
    literals: ['Logger.'],
    pattern: /\bLogger\.(?:debug|info|notice|warning|warn|error|critical)\b/g,
  },
  {
    language: 'rust',
    literals: ['trace!', 'debug!', 'info!', 'warn!', 'error!'],
    pattern: /\b(?:tracing::|log::)?(?:trace|debug|info|warn|error)!\s*\(/g,
  },
];
const PRINTS: readonly CallForm[] = [
  { language: 'python', literals: ['print('], pattern: /(?<![\w.])p?print\s*\(/g },
  { language: 'javascript', literals: ['console.'], pattern: /\bconsole\.(?:log|info|warn|error|debug|trace)\s*\(/g },
  {
    language: 'ruby',
    literals: ['puts', 'print', 'pp '],
    pattern: /(?:^|[\s;{])(?:puts|print|pp)(?:[ \t]+["'\w@#$[]|\s*\()/gm,
  },
  {
    language: 'java',
    literals: ['System.out', 'System.err', 'println('],
    pattern: /\bSystem\.(?:out|err)\.print\w*\s*\(|(?<![\w.])println\s*\(/g,
  },
  {
    language: 'go',
    literals: ['fmt.Print', 'fmt.Fprint'],
    pattern: /\bfmt\.(?:Print(?:ln|f)?\s*\(|Fprint(?:ln|f)?\s*\(\s*os\.Std(?:out|err)\b)/g,
  },
  {
    language: 'php',
    literals: ['var_dump', 'print_r', 'STDERR'],
    pattern: /\b(?:var_dump|print_r|dump|dd)\s*\(|\bfwrite\s*\(\s*STD(?:OUT|ERR)\b/g,
  },
  { language: 'csharp', literals: ['Console.'], pattern: /\bConsole\.(?:Error\.)?Write(?:Line)?\s*\(/g },
  { language: 'elixir', literals: ['IO.'], pattern: /\bIO\.(?:puts|inspect|write)\b/g },
  { language: 'rust', literals: ['println!', 'eprintln!', 'dbg!'], pattern: /\be?println!\s*\(|\bdbg!\s*\(/g },
];

/** Calls of server code that report an event: through a logger, or by printing. */
export function logCalls(
  code: CodeFact,
  components: ComponentsFact,
  isRails: boolean,
): { loggerCalls: Place[]; printCalls: Place[] } {
  const isServer = (path: string, language: Language): boolean =>
    !isToolPath(path) &&
    components.of(path)?.kind !== 'static' &&
    !(language === 'javascript' && isClientPath(path)) &&
    // What Rails loads is in these folders; the rest is consoles and chores.
    (language !== 'ruby' || !isRails || /(?:^|\/)(?:app|lib|config)\//.test(path));
  const find = (forms: readonly CallForm[]): Place[] =>
    forms.flatMap(({ language, literals, pattern }) =>
      code
        .search({ languages: [language], literals, pattern })
        .filter((match) => isServer(match.path, language))
        .map((match) => match.place),
    );
  return { loggerCalls: find(LOGGERS), printCalls: find(PRINTS) };
}
