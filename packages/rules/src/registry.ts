import type { Rule } from './engine/define-rule.ts';
import { migrationsInRepo } from './rules/admin-processes/migrations-in-repo/rule.ts';
import { noAdminOverHttp } from './rules/admin-processes/no-admin-over-http/rule.ts';
import { noSsh } from './rules/admin-processes/no-ssh/rule.ts';
import { oneOffCommands } from './rules/admin-processes/one-off-commands/rule.ts';
import { sameRelease } from './rules/admin-processes/same-release/rule.ts';
import { scheduledAsCommands } from './rules/admin-processes/scheduled-as-commands/rule.ts';
import { locatedByConfig } from './rules/backing-services/located-by-config/rule.ts';
import { noCredentialsInUrls } from './rules/backing-services/no-credentials-in-urls/rule.ts';
import { noHardcodedEndpoints } from './rules/backing-services/no-hardcoded-endpoints/rule.ts';
import { noLocalMail } from './rules/backing-services/no-local-mail/rule.ts';
import { notInAppImage } from './rules/backing-services/not-in-app-image/rule.ts';
import { swappableStorage } from './rules/backing-services/swappable-storage/rule.ts';
import { buildDefined } from './rules/build-release-run/build-defined/rule.ts';
import { ciBuilds } from './rules/build-release-run/ci-builds/rule.ts';
import { dockerignore } from './rules/build-release-run/dockerignore/rule.ts';
import { immutableReleases } from './rules/build-release-run/immutable-releases/rule.ts';
import { leanRuntimeImage } from './rules/build-release-run/lean-runtime-image/rule.ts';
import { noBuildAtStart } from './rules/build-release-run/no-build-at-start/rule.ts';
import { noCodeChangesOnServers } from './rules/build-release-run/no-code-changes-on-servers/rule.ts';
import { noInstallAtStart } from './rules/build-release-run/no-install-at-start/rule.ts';
import { noMigrationAtStart } from './rules/build-release-run/no-migration-at-start/rule.ts';
import { oneArtifact } from './rules/build-release-run/one-artifact/rule.ts';
import { releaseStep } from './rules/build-release-run/release-step/rule.ts';
import { declaredWorkspace } from './rules/codebase/declared-workspace/rule.ts';
import { noBuildOutput } from './rules/codebase/no-build-output/rule.ts';
import { noDuplicatedSource } from './rules/codebase/no-duplicated-source/rule.ts';
import { noEnvironmentForks } from './rules/codebase/no-environment-forks/rule.ts';
import { noNestedRepositories } from './rules/codebase/no-nested-repositories/rule.ts';
import { traceableDeploys } from './rules/codebase/traceable-deploys/rule.ts';
import { configurableScale } from './rules/concurrency/configurable-scale/rule.ts';
import { noDaemons } from './rules/concurrency/no-daemons/rule.ts';
import { oneProcessPerContainer } from './rules/concurrency/one-process-per-container/rule.ts';
import { processTypes } from './rules/concurrency/process-types/rule.ts';
import { singleScheduler } from './rules/concurrency/single-scheduler/rule.ts';
import { workerDeclared } from './rules/concurrency/worker-declared/rule.ts';
import { envDocumented } from './rules/config/env-documented/rule.ts';
import { envExampleComplete } from './rules/config/env-example-complete/rule.ts';
import { envFilesIgnored } from './rules/config/env-files-ignored/rule.ts';
import { noCommittedEnvFiles } from './rules/config/no-committed-env-files/rule.ts';
import { noEnvironmentBranches } from './rules/config/no-environment-branches/rule.ts';
import { noGroupedConfig } from './rules/config/no-grouped-config/rule.ts';
import { noHardcodedDebug } from './rules/config/no-hardcoded-debug/rule.ts';
import { noSecretDefaults } from './rules/config/no-secret-defaults/rule.ts';
import { noSecretsInCode } from './rules/config/no-secrets-in-code/rule.ts';
import { noSecretsInImages } from './rules/config/no-secrets-in-images/rule.ts';
import { parsedValues } from './rules/config/parsed-values/rule.ts';
import { boundedVersions } from './rules/dependencies/bounded-versions/rule.ts';
import { declaredSystemTools } from './rules/dependencies/declared-system-tools/rule.ts';
import { devSeparated } from './rules/dependencies/dev-separated/rule.ts';
import { frozenInstall } from './rules/dependencies/frozen-install/rule.ts';
import { lockfile } from './rules/dependencies/lockfile/rule.ts';
import { lockfileInSync } from './rules/dependencies/lockfile-in-sync/rule.ts';
import { manifest } from './rules/dependencies/manifest/rule.ts';
import { notCommitted } from './rules/dependencies/not-committed/rule.ts';
import { pinnedBaseImage } from './rules/dependencies/pinned-base-image/rule.ts';
import { runtimeVersion } from './rules/dependencies/runtime-version/rule.ts';
import { continuousDelivery } from './rules/dev-prod-parity/continuous-delivery/rule.ts';
import { reproducibleDev } from './rules/dev-prod-parity/reproducible-dev/rule.ts';
import { sameDatabase } from './rules/dev-prod-parity/same-database/rule.ts';
import { sameRuntimeVersion } from './rules/dev-prod-parity/same-runtime-version/rule.ts';
import { sameServiceVersions } from './rules/dev-prod-parity/same-service-versions/rule.ts';
import { sameServices } from './rules/dev-prod-parity/same-services/rule.ts';
import { execForm } from './rules/disposability/exec-form/rule.ts';
import { fastStart } from './rules/disposability/fast-start/rule.ts';
import { gracefulShutdown } from './rules/disposability/graceful-shutdown/rule.ts';
import { healthCheck } from './rules/disposability/health-check/rule.ts';
import { noKillSignals } from './rules/disposability/no-kill-signals/rule.ts';
import { reentrantJobs } from './rules/disposability/reentrant-jobs/rule.ts';
import { restartPolicy } from './rules/disposability/restart-policy/rule.ts';
import { levelFromEnv } from './rules/logs/level-from-env/rule.ts';
import { loggerNotPrint } from './rules/logs/logger-not-print/rule.ts';
import { noDirectShipping } from './rules/logs/no-direct-shipping/rule.ts';
import { noLogManagement } from './rules/logs/no-log-management/rule.ts';
import { stdout } from './rules/logs/stdout/rule.ts';
import { structured } from './rules/logs/structured/rule.ts';
import { unbuffered } from './rules/logs/unbuffered/rule.ts';
import { bindsAllInterfaces } from './rules/port-binding/binds-all-interfaces/rule.ts';
import { noDevServer } from './rules/port-binding/no-dev-server/rule.ts';
import { portDeclared } from './rules/port-binding/port-declared/rule.ts';
import { portFromEnv } from './rules/port-binding/port-from-env/rule.ts';
import { selfContained } from './rules/port-binding/self-contained/rule.ts';
import { noAppVolumes } from './rules/processes/no-app-volumes/rule.ts';
import { noBackgroundWorkInWeb } from './rules/processes/no-background-work-in-web/rule.ts';
import { noLocalSessions } from './rules/processes/no-local-sessions/rule.ts';
import { noLocalState } from './rules/processes/no-local-state/rule.ts';
import { noLocalUploads } from './rules/processes/no-local-uploads/rule.ts';
import { noProcessCache } from './rules/processes/no-process-cache/rule.ts';
import { noSqliteInProduction } from './rules/processes/no-sqlite-in-production/rule.ts';
import { noStickySessions } from './rules/processes/no-sticky-sessions/rule.ts';

/** Every rule that is implemented; alphabetical by id, one line each, so that additions do not collide. */
export const registry: readonly Rule[] = [
  migrationsInRepo,
  noAdminOverHttp,
  noSsh,
  oneOffCommands,
  sameRelease,
  scheduledAsCommands,
  locatedByConfig,
  noCredentialsInUrls,
  noHardcodedEndpoints,
  noLocalMail,
  notInAppImage,
  swappableStorage,
  buildDefined,
  ciBuilds,
  dockerignore,
  immutableReleases,
  leanRuntimeImage,
  noBuildAtStart,
  noCodeChangesOnServers,
  noInstallAtStart,
  noMigrationAtStart,
  oneArtifact,
  releaseStep,
  declaredWorkspace,
  noBuildOutput,
  noDuplicatedSource,
  noEnvironmentForks,
  noNestedRepositories,
  traceableDeploys,
  configurableScale,
  noDaemons,
  oneProcessPerContainer,
  processTypes,
  singleScheduler,
  workerDeclared,
  envDocumented,
  envExampleComplete,
  envFilesIgnored,
  noCommittedEnvFiles,
  noEnvironmentBranches,
  noGroupedConfig,
  noHardcodedDebug,
  noSecretDefaults,
  noSecretsInCode,
  noSecretsInImages,
  parsedValues,
  boundedVersions,
  declaredSystemTools,
  devSeparated,
  frozenInstall,
  lockfile,
  lockfileInSync,
  manifest,
  notCommitted,
  pinnedBaseImage,
  runtimeVersion,
  continuousDelivery,
  reproducibleDev,
  sameDatabase,
  sameRuntimeVersion,
  sameServiceVersions,
  sameServices,
  execForm,
  fastStart,
  gracefulShutdown,
  healthCheck,
  noKillSignals,
  reentrantJobs,
  restartPolicy,
  levelFromEnv,
  loggerNotPrint,
  noDirectShipping,
  noLogManagement,
  stdout,
  structured,
  unbuffered,
  bindsAllInterfaces,
  noDevServer,
  portDeclared,
  portFromEnv,
  selfContained,
  noAppVolumes,
  noBackgroundWorkInWeb,
  noLocalSessions,
  noLocalState,
  noLocalUploads,
  noProcessCache,
  noSqliteInProduction,
  noStickySessions,
];
