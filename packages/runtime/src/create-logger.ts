import { createRequire } from 'node:module';
import { isatty } from 'node:tty';
import { type DestinationStream, destination as openDestination, pino } from 'pino';
import { redactSecrets } from './redact-secrets.ts';

export type Logger = pino.Logger;
export type LogFormat = 'json' | 'pretty';

export interface LoggerOptions {
  /** The process: web, worker, release. */
  name: string;
  level?: string;
  format?: LogFormat;
  /** Where lines go; standard output unless a test wants them. */
  destination?: DestinationStream;
}

const secretNames = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'privateKey',
  'accessToken',
  'refreshToken',
];
const redactedPaths = secretNames.flatMap((name) => [name, `*.${name}`, `headers.${name}`, `*.headers.${name}`]);

/**
 * A logger that writes one JSON object a line to standard output (`pretty` is for people at a terminal).
 * Secrets are taken out twice: by path before a line is made, and by shape from the finished line, as a driver's error message may hold a whole
 * database URL.
 */
export function createLogger({ name, level = 'info', format = 'json', destination }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
    redact: { paths: redactedPaths, censor: '[redacted]' },
    hooks: { streamWrite: redactSecrets },
  };
  const lines = destination ?? openDestination({ dest: 1, sync: true });
  return pino(options, format === 'pretty' ? prettify(lines, destination === undefined && isatty(1)) : lines);
}

// Loaded on demand, so that production never pays for it; and without a stream in between, so that the last line before an exit is not lost.
function prettify(lines: DestinationStream, colorize: boolean): DestinationStream {
  const { prettyFactory } = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty');
  const pretty = prettyFactory({ colorize, singleLine: true, translateTime: 'HH:MM:ss', ignore: 'pid,hostname,name' });
  return { write: (line) => lines.write(pretty(line)) };
}
