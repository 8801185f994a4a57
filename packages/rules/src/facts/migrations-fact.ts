import type { Place } from '../repo/place.ts';
import type { Command, CommandUse } from './commands-fact.ts';
import type { Process } from './processes-fact.ts';

export interface MigrationTool {
  /** `django`, `alembic`, `flask-migrate`, `rails`, `prisma`, `knex`, `typeorm`, `sequelize`, `drizzle`, `flyway`, `liquibase`, `goose`, `golang-migrate`, `laravel`, `doctrine`, `ecto`, `diesel`, `sqlx`, `ef-core` … */
  name: string;
  component: string;
  place: Place;
}

export interface MigrationsFact {
  tools: MigrationTool[];
  /** Committed migration files of production components, sorted. */
  files: string[];
  /** True when there is a tool with migrations (or a framework that ships some). */
  exist: boolean;
  /** Does this command migrate the database? (`manage.py migrate`, `alembic upgrade`, `rails db:migrate`, `prisma migrate deploy` …) */
  isRunBy(command: Command): boolean;
  /** Every command that migrates, in deploy files, CI, scripts and Makefiles. */
  runs: CommandUse[];
  /** Every process with a migrating step, and which. */
  inProcesses: { process: Process; place: Place; command: Command }[];
  /** Code that migrates or creates tables when it starts (`create_all()`, `synchronize: true`, `ddl-auto: update`, `AutoMigrate`, programmatic migrate). */
  inCode: { how: string; kind: 'create-schema' | 'run-migrations'; place: Place }[];
}
