import type { ServiceKind } from '../services-fact.ts';

export interface Product {
  kind: ServiceKind;
  product: string;
}

/** Tested in this order; whole words or name parts of images, URL schemes, drivers and backends. */
const products: readonly (readonly [RegExp, ServiceKind, string])[] = [
  [
    /postg(?:res|is)|psycopg|asyncpg|pgvector|pgautoupgrade|timescale|\bpg(?:x|sql)?\b|npgsql|pgbouncer|\bcrunchy\b/i,
    'database',
    'postgresql',
  ],
  [/mariadb/i, 'database', 'mariadb'],
  [/mysql|\bmysqli\b|trilogy|percona/i, 'database', 'mysql'],
  [/sqlite|litestream/i, 'database', 'sqlite'],
  [/\bmongo(?:db|ose|engine)?\b|mongo:/i, 'database', 'mongodb'],
  [/mssql|sqlserver|sql-?server/i, 'database', 'sqlserver'],
  [/cockroach/i, 'database', 'cockroachdb'],
  [/\bcassandra\b|scylla/i, 'database', 'cassandra'],
  [/clickhouse/i, 'database', 'clickhouse'],
  [/\boracle\b/i, 'database', 'oracle'],
  [/\bh2\b|jdbc:h2/i, 'database', 'h2'],
  [/hsqldb/i, 'database', 'hsqldb'],
  [/\bderby\b/i, 'database', 'derby'],
  [/valkey/i, 'cache', 'valkey'],
  [/\bredis|rediss:|keydb|dragonfly(?:db)?/i, 'cache', 'redis'],
  [/memcache|pylibmc|\bdalli\b/i, 'cache', 'memcached'],
  [/rabbitmq|\bamqps?\b/i, 'broker', 'rabbitmq'],
  [/kafka|redpanda/i, 'broker', 'kafka'],
  [/\bnats\b/i, 'broker', 'nats'],
  [/activemq|artemis/i, 'broker', 'activemq'],
  [/\bsqs\b|elasticmq/i, 'broker', 'sqs'],
  [/opensearch/i, 'search', 'opensearch'],
  [/elastic(?:search)?\b/i, 'search', 'elasticsearch'],
  [/meilisearch/i, 'search', 'meilisearch'],
  [/typesense/i, 'search', 'typesense'],
  [/\bsolr\b/i, 'search', 'solr'],
  [/minio/i, 'storage', 'minio'],
  [/localstack|\bs3\b|boto3/i, 'storage', 's3'],
  [/azurite/i, 'storage', 'azure'],
  [/mailhog|mailpit|mailcatcher|maildev|mailcrab|smtp4dev|postfix|\bexim/i, 'mail', 'smtp'],
  [/\bsmtps?\b/i, 'mail', 'smtp'],
];

/** Kind and product that a name, image, URL scheme, driver or backend speaks of; null when none. */
export function productOf(text: string): Product | null {
  const found = products.find(([pattern]) => pattern.test(text.slice(0, 2_000)));
  return found ? { kind: found[1], product: found[2] } : null;
}

/** Images that only look after a service: exporters, consoles, backups. */
const COMPANION =
  /exporter|adminer|pgadmin|phpmyadmin|commander|redisinsight|mongo-express|kafka-ui|kibana|backup|dashboards?|flower|cerebro|pghero|client|pgbouncer/i;

/** The service an image runs, by its name without registry owner where the name says enough; null for apps and companions. */
export function productOfImage(name: string): Product | null {
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (COMPANION.test(last)) return null;
  return productOf(last) ?? (/^(?:bitnami|library|docker\.io\/library)\//.test(name) ? productOf(name) : null);
}
