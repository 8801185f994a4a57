import type { Repo } from '../repo/repo.ts';
import { findAdmin } from './admin/find-admin.ts';
import { findCode } from './code/find-code.ts';
import { findCommands } from './commands/find-commands.ts';
import { findComponents } from './components/find-components.ts';
import { findDependencies, readManifests } from './dependencies/find-dependencies.ts';
import { findEnvironment } from './environment/find-environment.ts';
import type { Facts } from './facts.ts';
import { findImages } from './images/find-images.ts';
import { findLogging } from './logging/find-logging.ts';
import { findMigrations } from './migrations/find-migrations.ts';
import { findPipelines } from './pipelines/find-pipelines.ts';
import { findProcesses } from './processes/find-processes.ts';
import { findRuntimes } from './runtimes/find-runtimes.ts';
import { findServices } from './services/find-services.ts';
import { findSettings } from './settings/find-settings.ts';
import { findStacks } from './stacks/find-stacks.ts';

/** The facts of a repository, each computed on first use. */
export function createFacts(repo: Repo): Facts {
  const manifests = once(() => readManifests(repo));
  const code = once(() => findCode(repo));
  const components = once(() => findComponents(repo, code(), manifests()));
  const dependencies = once(() => findDependencies(repo, manifests(), components()));
  const stacks = once(() => findStacks(repo, code(), dependencies(), components()));
  const settings = once(() => findSettings(repo, components(), stacks()));
  const images = once(() => findImages(repo, components()));
  const processes = once(() => findProcesses({ repo, components: components(), images: images() }, dependencies()));
  const pipelines = once(() => findPipelines(repo));
  const commands = once(() =>
    findCommands({
      repo,
      components: components(),
      dependencies: dependencies(),
      images: images(),
      processes: processes(),
      pipelines: pipelines(),
    }),
  );
  const environment = once(() => findEnvironment({ repo, code: code(), settings: settings(), processes: processes() }));
  const runtimes = once(() =>
    findRuntimes({ repo, components: components(), images: images(), processes: processes(), pipelines: pipelines() }),
  );
  const migrations = once(() =>
    findMigrations({
      repo,
      components: components(),
      stacks: stacks(),
      settings: settings(),
      code: code(),
      processes: processes(),
      commands: commands(),
    }),
  );
  const services = once(() =>
    findServices({
      repo,
      components: components(),
      stacks: stacks(),
      code: code(),
      settings: settings(),
      environment: environment(),
      processes: processes(),
      pipelines: pipelines(),
    }),
  );
  const logging = once(() =>
    findLogging({
      repo,
      code: code(),
      components: components(),
      stacks: stacks(),
      settings: settings(),
      processes: processes(),
      commands: commands(),
      environment: environment(),
    }),
  );
  const admin = once(() =>
    findAdmin({
      repo,
      code: code(),
      components: components(),
      stacks: stacks(),
      settings: settings(),
      processes: processes(),
      commands: commands(),
      pipelines: pipelines(),
    }),
  );
  return {
    get components() {
      return components();
    },
    get stacks() {
      return stacks();
    },
    get dependencies() {
      return dependencies();
    },
    get code() {
      return code();
    },
    get images() {
      return images();
    },
    get processes() {
      return processes();
    },
    get pipelines() {
      return pipelines();
    },
    get environment() {
      return environment();
    },
    get services() {
      return services();
    },
    get runtimes() {
      return runtimes();
    },
    get settings() {
      return settings();
    },
    get migrations() {
      return migrations();
    },
    get logging() {
      return logging();
    },
    get admin() {
      return admin();
    },
    get commands() {
      return commands();
    },
  };
}

/** Computes on first use. A fact that throws throws again for each rule that asks. */
function once<T>(find: () => T): () => T {
  let known: { value: T } | null = null;
  return () => {
    known ??= { value: find() };
    return known.value;
  };
}
