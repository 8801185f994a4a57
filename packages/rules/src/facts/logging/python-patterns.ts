import type { LogPattern } from './log-pattern.ts';

const python = (entry: Omit<LogPattern, 'language'>): LogPattern => ({ language: 'python', ...entry });

/** structlog, loguru, Flask; standard logging is read more closely elsewhere. */
export const pythonPatterns: readonly LogPattern[] = [
  python({
    how: 'structlog',
    literals: ['structlog.configure'],
    pattern: /\bstructlog\.configure\s*\(/g,
    setup: true,
    sink: 'stdout',
  }),
  python({
    how: 'structlog JSONRenderer',
    literals: ['JSONRenderer'],
    pattern: /\bJSONRenderer\s*\(/g,
    within: /structlog/,
    format: 'json',
  }),
  python({
    how: 'structlog KeyValueRenderer',
    literals: ['KeyValueRenderer', 'LogfmtRenderer'],
    pattern: /\b(?:KeyValue|Logfmt)Renderer\s*\(/g,
    within: /structlog/,
    format: 'logfmt',
  }),
  python({
    how: 'structlog ConsoleRenderer',
    literals: ['ConsoleRenderer'],
    pattern: /\bConsoleRenderer\s*\(/g,
    within: /structlog/,
    format: 'text',
  }),
  python({
    how: 'loguru',
    literals: ['loguru'],
    pattern: /\bfrom\s+loguru\s+import\s+logger\b/g,
    setup: true,
    sink: 'stderr',
  }),
  python({
    how: 'loguru add(file)',
    literals: ['logger.add'],
    pattern: /\blogger\.add\(\s*(?:sink\s*=\s*)?(?<path>f?["'][^"'\n]{1,200}["']|[\w.]*(?:file|path|dir)\w*)/gi,
    within: /loguru/,
    sink: 'file',
  }),
  python({
    how: 'loguru add(stream)',
    literals: ['logger.add'],
    pattern: /\blogger\.add\(\s*(?:sink\s*=\s*)?sys\.std(?:out|err)\b/g,
    within: /loguru/,
    sink: 'stdout',
  }),
  python({
    how: 'loguru level',
    literals: ['logger.add'],
    pattern: /\blogger\.add\([^()]{0,300}\blevel\s*=\s*(?<level>[^,)\n]{1,100})/g,
    within: /loguru/,
  }),
  python({
    how: 'loguru serialize',
    literals: ['serialize=True'],
    pattern: /\bserialize\s*=\s*True\b/g,
    within: /loguru/,
    format: 'json',
  }),
  python({
    how: 'Flask app.logger',
    literals: ['app.logger'],
    pattern: /\b(?:current_)?app\.logger\b/g,
    within: /flask/i,
    setup: true,
    sink: 'stderr',
    format: 'text',
  }),
  python({
    how: 'logging.getLogger',
    literals: ['logging.getLogger'],
    pattern: /\blogging\.getLogger\b/g,
    setup: true,
  }),
];
