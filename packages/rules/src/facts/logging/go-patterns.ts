import type { LogPattern } from './log-pattern.ts';

const go = (entry: Omit<LogPattern, 'language'>): LogPattern => ({ language: 'go', ...entry });

/** slog, zap, zerolog, logrus. */
export const goPatterns: readonly LogPattern[] = [
  go({
    how: 'slog.NewJSONHandler',
    literals: ['slog.NewJSONHandler'],
    pattern: /\bslog\.NewJSONHandler\s*\(/g,
    setup: true,
    sink: 'stdout',
    format: 'json',
  }),
  go({
    how: 'slog.NewTextHandler',
    literals: ['slog.NewTextHandler'],
    pattern: /\bslog\.NewTextHandler\s*\(/g,
    setup: true,
    sink: 'stderr',
    format: 'logfmt',
  }),
  go({
    how: 'slog level',
    literals: ['slog.HandlerOptions'],
    pattern: /\bslog\.HandlerOptions\s*\{[^}]{0,200}\bLevel:\s*(?<level>[^,}\n]{1,100})/g,
  }),
  go({ how: 'slog default', literals: ['log/slog'], pattern: /"log\/slog"/g, setup: true }),
  go({
    how: 'zap.NewProduction',
    literals: ['zap.NewProduction'],
    pattern: /\bzap\.NewProduction(?:Config)?\s*\(/g,
    setup: true,
    sink: 'stderr',
    format: 'json',
  }),
  go({
    how: 'zap.NewDevelopment',
    literals: ['zap.NewDevelopment'],
    pattern: /\bzap\.NewDevelopment(?:Config)?\s*\(/g,
    setup: true,
    sink: 'stderr',
    format: 'text',
  }),
  go({
    how: 'zap JSON encoder',
    literals: ['zapcore.NewJSONEncoder'],
    pattern: /\bzapcore\.NewJSONEncoder\s*\(/g,
    setup: true,
    format: 'json',
  }),
  go({
    how: 'zap console encoder',
    literals: ['zapcore.NewConsoleEncoder'],
    pattern: /\bzapcore\.NewConsoleEncoder\s*\(/g,
    setup: true,
    format: 'text',
  }),
  go({
    how: 'zap level',
    literals: ['zap.NewAtomicLevelAt', 'zapcore.NewCore'],
    pattern: /\bzap\.NewAtomicLevelAt\(\s*(?<level>[^)\n]{1,80})/g,
  }),
  go({
    how: 'zerolog',
    literals: ['rs/zerolog'],
    pattern: /\bzerolog\.New\s*\(|"github\.com\/rs\/zerolog\/log"/g,
    setup: true,
    sink: 'stderr',
    format: 'json',
  }),
  go({
    how: 'zerolog ConsoleWriter',
    literals: ['zerolog.ConsoleWriter'],
    pattern: /\bzerolog\.ConsoleWriter\s*\{/g,
    format: 'text',
  }),
  go({
    how: 'zerolog level',
    literals: ['zerolog.SetGlobalLevel'],
    pattern: /\bzerolog\.SetGlobalLevel\(\s*(?<level>[^)\n]{1,80})/g,
  }),
  go({
    how: 'logrus',
    literals: ['sirupsen/logrus'],
    pattern: /"github\.com\/sirupsen\/logrus"/g,
    setup: true,
    sink: 'stderr',
  }),
  go({
    how: 'logrus JSONFormatter',
    literals: ['JSONFormatter{'],
    pattern: /\bJSONFormatter\s*\{/g,
    within: /logrus/,
    format: 'json',
  }),
  go({
    how: 'logrus TextFormatter',
    literals: ['TextFormatter{'],
    pattern: /\bTextFormatter\s*\{/g,
    within: /logrus/,
    format: 'logfmt',
  }),
  go({
    how: 'logrus level',
    literals: ['logrus', 'zap', 'slog', 'hclog'],
    pattern: /\b\w+\.SetLevel\(\s*(?<level>[^)\n]{1,80})/g,
    within: /logrus|zap|slog|hclog/,
  }),
  go({ how: 'lumberjack', literals: ['lumberjack.Logger'], pattern: /\blumberjack\.Logger\s*\{/g, sink: 'file' }),
  go({
    how: 'log file',
    literals: ['os.OpenFile', 'os.Create'],
    pattern: /\bos\.(?:OpenFile|Create)\([^\n]{0,100}\.log"/g,
    sink: 'file',
  }),
  go({ how: 'log/syslog', literals: ['log/syslog'], pattern: /\bsyslog\.(?:New|Dial)\s*\(/g, sink: 'syslog' }),
];
