import type { LogPattern } from './log-pattern.ts';

const node = (entry: Omit<LogPattern, 'language'>): LogPattern => ({ language: 'javascript', ...entry });

/** pino, Fastify, winston, bunyan, log4js, Nest and smaller ones. */
export const javascriptPatterns: readonly LogPattern[] = [
  node({
    how: 'pino',
    literals: ['pino'],
    pattern: /\bpino(?:Http|Logger)?\s*\(/gi,
    within: /["'](?:nestjs-)?pino(?:-http)?["']/,
    setup: true,
    sink: 'stdout',
    format: 'json',
  }),
  node({
    how: 'nestjs-pino',
    literals: ['pino'],
    pattern: /\bLoggerModule\.forRoot(?:Async)?\s*\(/g,
    setup: true,
    sink: 'stdout',
    format: 'json',
  }),
  node({
    how: 'pino level',
    literals: ['pino', 'winston', 'bunyan', 'astify'],
    pattern: /\blevel:\s*(?<level>[^,}\n]{1,120})/g,
    within: /["'](?:pino|winston|bunyan|fastify|nestjs-pino|pino-http|tslog|loglevel)["']/,
  }),
  node({
    how: 'pino file transport',
    literals: ['pino'],
    pattern:
      /["']pino(?:-roll|-rotating-file)["']|pino\.destination\(\s*(?<path>["'`][^"'`\n]{1,200}["'`])|["']pino\/file["'][^;]{0,120}?destination:\s*(?<target>["'`][^"'`\n]{1,200}["'`])/g,
    sink: 'file',
  }),
  node({
    how: 'pino network transport',
    literals: ['pino'],
    pattern:
      /target:\s*["'](?:pino-(?:loki|elasticsearch|datadog[\w-]*|socket|cloudwatch|syslog)|@logtail\/pino|@axiomhq\/pino)["']/g,
    sink: 'network',
  }),
  node({
    how: 'Fastify logger',
    literals: ['astify'],
    pattern: /\b(?:[fF]astify)\s*\(\s*\{[^;]{0,300}?\blogger:\s*(?!false)\S/g,
    setup: true,
    sink: 'stdout',
    format: 'json',
  }),
  node({
    how: 'winston',
    literals: ['winston'],
    pattern:
      /\b(?:winston\.)?createLogger\s*\(|\bnew\s+winston\.Logger\b|\bWinstonModule\.(?:forRoot|createLogger)\w*\s*\(/g,
    within: /winston/,
    setup: true,
  }),
  node({
    how: 'winston Console transport',
    literals: ['winston'],
    pattern: /\btransports\.Console\s*\(/g,
    sink: 'stdout',
  }),
  node({
    how: 'winston File transport',
    literals: ['winston'],
    pattern: /\bnew\s+(?:winston\.)?(?:transports\.)?(?:File|DailyRotateFile)\s*\(/g,
    within: /winston/,
    sink: 'file',
  }),
  node({
    how: 'winston network transport',
    literals: ['winston'],
    pattern:
      /\bnew\s+(?:[\w.]*\.)?(?:Loki|WinstonCloudWatch|CloudWatch|Elasticsearch|Logstash|Datadog|Logtail|Papertrail|Syslog|Http)\w*(?:Transport)?\s*\(/g,
    within: /["']winston/,
    sink: 'network',
  }),
  node({
    how: 'winston format.json',
    literals: ['winston'],
    pattern: /\b(?:format\.)?json\(\s*\)/g,
    within: /["']winston["']/,
    format: 'json',
  }),
  node({
    how: 'winston text format',
    literals: ['winston'],
    pattern: /\b(?:format\.)?(?:simple|printf|prettyPrint)\(/g,
    within: /["']winston["']/,
    format: 'text',
  }),
  node({
    how: 'bunyan',
    literals: ['bunyan'],
    pattern: /\bbunyan\.createLogger\s*\(|\bcreateLogger\s*\(/g,
    within: /["']bunyan["']/,
    setup: true,
    sink: 'stdout',
    format: 'json',
  }),
  node({
    how: 'bunyan file stream',
    literals: ['bunyan'],
    pattern: /\bstreams:\s*\[[^\]]{0,400}?\bpath:\s*(?<path>[^,}\n]{1,150})/g,
    within: /["']bunyan["']/,
    sink: 'file',
  }),
  node({ how: 'log4js', literals: ['log4js'], pattern: /\blog4js\.configure\s*\(/g, setup: true, format: 'text' }),
  node({
    how: 'log4js file appender',
    literals: ['log4js'],
    pattern: /\btype:\s*["'](?:file|dateFile|fileSync|multiFile)["']/g,
    within: /log4js/,
    sink: 'file',
  }),
  node({
    how: 'log4js stdout appender',
    literals: ['log4js'],
    pattern: /\btype:\s*["'](?:stdout|console|stderr)["']/g,
    within: /log4js/,
    sink: 'stdout',
  }),
  node({
    how: 'Nest Logger',
    literals: ['@nestjs/common'],
    pattern: /\bnew\s+(?:Console)?Logger\s*\(/g,
    within: /@nestjs\/common/,
    setup: true,
    sink: 'stdout',
  }),
  node({
    how: 'Nest json logger',
    literals: ['@nestjs/common'],
    pattern: /\bnew\s+ConsoleLogger\s*\(\s*\{[^}]{0,200}\bjson:\s*true/g,
    format: 'json',
  }),
  node({
    how: 'consola',
    literals: ['consola'],
    pattern: /\bfrom\s+["']consola["']|\brequire\(["']consola["']\)/g,
    setup: true,
    sink: 'stdout',
    format: 'text',
  }),
  node({ how: 'tslog', literals: ['tslog'], pattern: /\bfrom\s+["']tslog["']/g, setup: true, sink: 'stdout' }),
  node({
    how: 'morgan',
    literals: ['morgan'],
    pattern: /\bmorgan\s*\(\s*["'`]/g,
    setup: true,
    sink: 'stdout',
    format: 'text',
  }),
  node({
    how: 'file stream of morgan',
    literals: ['morgan'],
    pattern: /\b(?:createWriteStream|createStream)\s*\([^\n]{0,120}\.log["'`]/g,
    within: /morgan/,
    sink: 'file',
  }),
];
