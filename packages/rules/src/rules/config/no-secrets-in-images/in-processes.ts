import type { Facts } from '../../../facts/facts.ts';
import type { EnvironmentEntry, Process } from '../../../facts/processes-fact.ts';
import { type BakedSecret, confidenceOf } from './baked-secret.ts';

/** Names that open a backing service; in a compose file they may only serve the container beside the app. */
const serviceCredential =
  /(?:^|_)(?:POSTGRES\w*|PG|MYSQL\w*|MARIADB\w*|DATABASE|DB|SQL|MSSQL|SA|REDIS|VALKEY|RABBITMQ\w*|AMQP|MONGO\w*|MINIO\w*|AWS|S3|ELASTIC\w*|OPENSEARCH\w*|CLICKHOUSE\w*|KAFKA|SMTP|MEILI\w*|TYPESENSE|KEYCLOAK)_?\w*$/;

/** Literals in the environment of production processes. */
export function secretsInProcesses(facts: Facts): BakedSecret[] {
  return facts.processes.all
    .filter((process) => process.stage === 'production' && process.deploy !== 'dockerfile')
    .flatMap((process) =>
      process.environment.flatMap((entry): BakedSecret[] => {
        const { value, isDefault } = literalIn(entry);
        const confidence = confidenceOf(entry.name, value);
        if (!confidence || isDockerfileEntry(facts, entry) || isLocal(facts, process, entry, value ?? '')) return [];
        const what = isDefault ? 'falls back to a literal' : 'is a literal';
        return [{ place: entry.place, message: `${entry.name} ${what} in a production deploy file.`, confidence }];
      }),
    );
}

/** `${X:-abc}` is in force as `abc`. */
function literalIn(entry: EnvironmentEntry): { value: string | null; isDefault: boolean } {
  if (entry.source === 'literal') return { value: entry.value, isDefault: false };
  if (entry.source !== 'interpolated') return { value: null, isDefault: false };
  const fallback = /^\$\{\w+:?-(?<value>[^${}]+)\}$/.exec(entry.value ?? '')?.groups?.value;
  return { value: fallback ?? null, isDefault: true };
}

function isDockerfileEntry(facts: Facts, entry: EnvironmentEntry): boolean {
  return (
    facts.images.at(entry.place.path) !== null || facts.environment.files.some((file) => file.path === entry.place.path)
  );
}

/** A container of the same compose file, or a credential that only opens one. */
function isLocal(facts: Facts, process: Process, entry: EnvironmentEntry, value: string): boolean {
  if (process.deploy !== 'compose') return false;
  const beside = facts.processes.all.filter((other) => other.place.path === process.place.path && !other.own);
  // Beside containers that are built here, an image from elsewhere is a service of theirs.
  const hasBuilt = facts.processes.all.some(
    (other) => other.place.path === process.place.path && other.built !== null && other.image === null,
  );
  if (!process.own || (hasBuilt && process.image !== null) || facts.services.productOf(process.name)) return true;
  if (beside.length === 0) return false;
  return (
    serviceCredential.test(entry.name) ||
    beside.some((other) => other.environment.some((item) => item.value !== null && item.value === value))
  );
}
