export { ConfigurationError } from './configuration-error.ts';
export { connectRedis } from './connect-redis.ts';
export { createLogger, type LogFormat, type Logger } from './create-logger.ts';
export { createMetrics, type Metrics } from './create-metrics.ts';
export { onShutdown } from './on-shutdown.ts';
export { type Environment, parseEnv } from './parse-env.ts';
export { redactSecrets } from './redact-secrets.ts';
export { runMain } from './run-main.ts';
export { serveHealth } from './serve-health.ts';
