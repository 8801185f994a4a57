import type { Repo } from '../repo/repo.ts';
import type { Facts } from './facts.ts';

/** The facts of a repository, each computed on first use. */
export function createFacts(repo: Repo): Facts {
  const known = new Map<string, unknown>();
  function once<T>(name: string, find: () => T): T {
    if (!known.has(name)) known.set(name, find());
    return known.get(name) as T;
  }
  const facts: Facts = {
    get components() {
      return once('components', () => ({ all: [], apps: [], libraries: [], kind: 'empty' as const, of: () => null }));
    },
    get stacks() {
      return once('stacks', () => ({
        languages: [],
        all: [],
        has: () => false,
        find: () => null,
        withRole: () => [],
        web: [],
      }));
    },
    get dependencies() {
      return once('dependencies', () => ({
        manifests: [],
        locks: [],
        ecosystems: [],
        manifestsOf: () => [],
        find: () => null,
      }));
    },
    get images() {
      return once('images', () => ({ all: [], production: [], at: () => null, of: () => [] }));
    },
    get processes() {
      return once('processes', () => ({
        all: [],
        production: [],
        development: [],
        longRunning: [],
        web: [],
        ofType: () => [],
        deployFiles: [],
        serverOf: () => null,
      }));
    },
    get pipelines() {
      return once('pipelines', () => ({ all: [], jobs: [], doing: () => [] }));
    },
    get environment() {
      return once('environment', () => ({
        variables: [],
        reads: [],
        variable: () => null,
        files: [],
        documentation: [],
        dotenv: [],
        setInProduction: () => [],
        isSecretName: () => false,
      }));
    },
    get services() {
      return once('services', () => ({
        provided: [],
        used: [],
        usesOf: () => [],
        kinds: new Set<never>(),
        productionDatabases: [],
        productOf: () => null,
      }));
    },
    get runtimes() {
      return once('runtimes', () => ({ all: [], of: () => [] }));
    },
    get settings() {
      return once('settings', () => ({
        all: [],
        inForce: () => [],
        inForceUnder: () => [],
        inProfile: () => [],
        files: [],
      }));
    },
    get migrations() {
      return once('migrations', () => ({
        tools: [],
        files: [],
        exist: false,
        isRunBy: () => false,
        runs: [],
        inProcesses: [],
        inCode: [],
      }));
    },
    get logging() {
      return once('logging', () => ({
        setups: [],
        sinks: [],
        formats: [],
        levels: [],
        loggerCalls: [],
        printCalls: [],
      }));
    },
    get admin() {
      return once('admin', () => ({ commands: [], scheduled: [], remote: [] }));
    },
    get commands() {
      return once('commands', () => ({ all: [], from: () => [], of: () => [], parse: () => [] }));
    },
    get code() {
      return once('code', () => ({
        files: () => [],
        containing: () => [],
        search: () => [],
        calls: () => [],
        languageOf: () => null,
        imports: () => [],
        isInString: () => false,
      }));
    },
  };
  void repo;
  return facts;
}
