import type { AdminFact } from './admin-fact.ts';
import type { CodeFact } from './code-fact.ts';
import type { CommandsFact } from './commands-fact.ts';
import type { ComponentsFact } from './components-fact.ts';
import type { DependenciesFact } from './dependencies-fact.ts';
import type { EnvironmentFact } from './environment-fact.ts';
import type { ImagesFact } from './images-fact.ts';
import type { LoggingFact } from './logging-fact.ts';
import type { MigrationsFact } from './migrations-fact.ts';
import type { PipelinesFact } from './pipelines-fact.ts';
import type { ProcessesFact } from './processes-fact.ts';
import type { RuntimesFact } from './runtimes-fact.ts';
import type { ServicesFact } from './services-fact.ts';
import type { SettingsFact } from './settings-fact.ts';
import type { StacksFact } from './stacks-fact.ts';

/** What the repository is. Each fact is computed on first use, once, and knows production from development, test and documentation. */
export interface Facts {
  readonly components: ComponentsFact;
  readonly stacks: StacksFact;
  readonly dependencies: DependenciesFact;
  readonly images: ImagesFact;
  readonly processes: ProcessesFact;
  readonly pipelines: PipelinesFact;
  readonly environment: EnvironmentFact;
  readonly services: ServicesFact;
  readonly runtimes: RuntimesFact;
  readonly settings: SettingsFact;
  readonly migrations: MigrationsFact;
  readonly logging: LoggingFact;
  readonly admin: AdminFact;
  /** Every command line that any file of the repository runs. */
  readonly commands: CommandsFact;
  /** Search in production program source, with one literal pass before any closer look. */
  readonly code: CodeFact;
}
