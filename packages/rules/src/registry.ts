import type { Rule } from './engine/define-rule.ts';
import { migrationsInRepo } from './rules/admin-processes/migrations-in-repo/rule.ts';
import { noSsh } from './rules/admin-processes/no-ssh/rule.ts';
import { envDocumented } from './rules/config/env-documented/rule.ts';
import { noCommittedEnvFiles } from './rules/config/no-committed-env-files/rule.ts';
import { noHardcodedDebug } from './rules/config/no-hardcoded-debug/rule.ts';
import { noSecretDefaults } from './rules/config/no-secret-defaults/rule.ts';
import { noSecretsInCode } from './rules/config/no-secrets-in-code/rule.ts';
import { lockfile } from './rules/dependencies/lockfile/rule.ts';
import { continuousDelivery } from './rules/dev-prod-parity/continuous-delivery/rule.ts';
import { sameServiceVersions } from './rules/dev-prod-parity/same-service-versions/rule.ts';
import { noDevServer } from './rules/port-binding/no-dev-server/rule.ts';
import { noLocalSessions } from './rules/processes/no-local-sessions/rule.ts';
import { noProcessCache } from './rules/processes/no-process-cache/rule.ts';
import { noSqliteInProduction } from './rules/processes/no-sqlite-in-production/rule.ts';

/** Every rule that is implemented; alphabetical by id, one line each, so that additions do not collide. */
export const registry: readonly Rule[] = [
  migrationsInRepo,
  noSsh,
  envDocumented,
  noCommittedEnvFiles,
  noHardcodedDebug,
  noSecretDefaults,
  noSecretsInCode,
  lockfile,
  continuousDelivery,
  sameServiceVersions,
  noDevServer,
  noLocalSessions,
  noProcessCache,
  noSqliteInProduction,
];
