import type { Repo } from '../../repo/repo.ts';
import type { Call, CallQuery, CodeFact } from '../code-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { ServiceKind, UsedService } from '../services-fact.ts';
import { parseLiteralObject } from './literal-object.ts';
import { locate } from './located.ts';
import { productOf } from './products.ts';

interface Client extends CallQuery {
  kind: ServiceKind;
  product: string | null;
  /** Arguments by name that locate the service; else the first positional one. */
  names?: string[];
  /** The file must import or name one of these. */
  near?: RegExp;
}

const clients: readonly Client[] = [
  {
    kind: 'database',
    product: null,
    languages: ['python'],
    callees: ['create_engine', 'create_async_engine', 'engine_from_config', 'databases.Database'],
    names: ['url'],
  },
  {
    kind: 'database',
    product: 'postgresql',
    languages: ['python'],
    callees: ['psycopg2.connect', 'psycopg.connect', 'asyncpg.connect', 'asyncpg.create_pool'],
    names: ['dsn', 'host', 'conninfo'],
  },
  {
    kind: 'database',
    product: 'mysql',
    languages: ['python'],
    callees: ['pymysql.connect', 'MySQLdb.connect', 'mysql.connector.connect'],
    names: ['host'],
  },
  { kind: 'database', product: 'sqlite', languages: ['python'], callees: ['sqlite3.connect', 'aiosqlite.connect'] },
  {
    kind: 'database',
    product: 'mongodb',
    languages: ['python'],
    callees: ['MongoClient', 'AsyncIOMotorClient', 'mongoengine.connect'],
    names: ['host'],
  },
  {
    kind: 'cache',
    product: 'redis',
    languages: ['python'],
    callees: [
      'redis.Redis',
      'redis.StrictRedis',
      'redis.from_url',
      'Redis.from_url',
      'StrictRedis.from_url',
      'Redis',
      'ConnectionPool.from_url',
    ],
    names: ['host', 'url'],
    near: /\bredis\b/,
  },
  { kind: 'broker', product: null, languages: ['python'], callees: ['Celery'], names: ['broker'], near: /\bcelery\b/ },
  {
    kind: 'search',
    product: 'elasticsearch',
    languages: ['python'],
    callees: ['Elasticsearch', 'AsyncElasticsearch'],
    names: ['hosts'],
  },
  {
    kind: 'mail',
    product: 'smtp',
    languages: ['python'],
    callees: ['smtplib.SMTP', 'smtplib.SMTP_SSL'],
    names: ['host'],
  },
  {
    kind: 'cache',
    product: 'redis',
    languages: ['javascript'],
    callees: ['new Redis', 'new IORedis', 'redis.createClient', 'createClient', 'new Redis.Cluster'],
    names: ['url', 'host', 'socket'],
    near: /\bredis\b/i,
  },
  {
    kind: 'database',
    product: 'postgresql',
    languages: ['javascript'],
    callees: ['new Pool', 'new pg.Pool', 'new Client', 'new pg.Client', 'pg.Pool', 'pg.Client', 'postgres'],
    names: ['connectionString', 'host'],
    near: /["'](?:pg|postgres)["']/,
  },
  {
    kind: 'database',
    product: 'mysql',
    languages: ['javascript'],
    callees: ['mysql.createPool', 'mysql.createConnection', 'mysql2.createPool', 'createPool'],
    names: ['uri', 'host'],
    near: /["']mysql2?(?:\/promise)?["']/,
  },
  {
    kind: 'database',
    product: 'mongodb',
    languages: ['javascript'],
    callees: ['mongoose.connect', 'new MongoClient', 'MongoClient.connect'],
  },
  {
    kind: 'database',
    product: null,
    languages: ['javascript'],
    callees: ['new Sequelize', 'knex', 'new DataSource', 'createConnection', 'TypeOrmModule.forRoot'],
    names: ['url', 'connection', 'host', 'database'],
  },
  {
    kind: 'database',
    product: 'sqlite',
    languages: ['javascript'],
    callees: ['new Database', 'new sqlite3.Database'],
    near: /sqlite/,
  },
  {
    kind: 'search',
    product: 'elasticsearch',
    languages: ['javascript'],
    callees: ['new Client'],
    names: ['node', 'nodes', 'host'],
    near: /@elastic\/elasticsearch|@opensearch-project/,
  },
  {
    kind: 'mail',
    product: 'smtp',
    languages: ['javascript'],
    callees: ['nodemailer.createTransport', 'createTransport'],
    names: ['host', 'url'],
  },
  {
    kind: 'storage',
    product: 's3',
    languages: ['javascript'],
    callees: ['new S3Client', 'new S3', 'new AWS.S3'],
    names: ['endpoint', 'region'],
  },
  {
    kind: 'database',
    product: null,
    languages: ['go'],
    callees: ['sql.Open', 'sqlx.Open', 'sqlx.Connect', 'gorm.Open', 'sqlx.MustConnect', 'otelsql.Open'],
  },
  {
    kind: 'database',
    product: 'postgresql',
    languages: ['go'],
    callees: ['pgx.Connect', 'pgxpool.New', 'pgxpool.Connect', 'pgxpool.ParseConfig', 'postgres.Open'],
  },
  {
    kind: 'cache',
    product: 'redis',
    languages: ['go'],
    callees: ['redis.NewClient', 'redis.ParseURL', 'redis.NewUniversalClient'],
    names: ['Addr'],
  },
  { kind: 'database', product: 'mongodb', languages: ['go'], callees: ['mongo.Connect', 'ApplyURI'] },
  {
    kind: 'cache',
    product: 'redis',
    languages: ['ruby'],
    callees: ['Redis.new', 'RedisClient.config'],
    names: ['url', 'host'],
  },
  {
    kind: 'database',
    product: 'postgresql',
    languages: ['csharp'],
    callees: ['UseNpgsql', 'new NpgsqlConnection', 'OpenDbConnection'],
  },
  { kind: 'database', product: 'sqlserver', languages: ['csharp'], callees: ['UseSqlServer'] },
  { kind: 'database', product: 'sqlite', languages: ['csharp'], callees: ['UseSqlite'] },
  {
    kind: 'cache',
    product: 'redis',
    languages: ['csharp'],
    callees: ['ConnectionMultiplexer.Connect', 'OpenRedisConnection', 'AddStackExchangeRedisCache'],
  },
  {
    kind: 'database',
    product: 'postgresql',
    languages: ['rust'],
    callees: ['PgPool.connect', 'PgConnection.establish', 'PgPoolOptions.connect', '.connect'],
    near: /\bPg(?:Pool|Connection)/,
  },
];

/** Clients that production source makes, with how each finds its service. */
export function servicesInCode(repo: Repo, code: CodeFact, components: ComponentsFact): UsedService[] {
  return clients.flatMap(({ kind, product, names, near, ...query }) =>
    code.calls(query).flatMap((call): UsedService[] => {
      const text = repo.code(call.path);
      if (near && !near.test(text)) return [];
      const argument = argumentOf(call, names ?? []);
      const location = locate(argument ?? call.text, (name) => assignedIn(text, name));
      const named =
        product ??
        productOf(location.value ?? '')?.product ??
        productOf(call.positional[0] ?? '')?.product ??
        productOf(call.named.dialect ?? call.named.client ?? call.named.type ?? '')?.product ??
        null;
      return [
        {
          kind,
          product: named,
          ...location,
          how: `${call.callee}(…)`,
          stage: 'production',
          component: components.of(call.path)?.path ?? '',
          place: call.place,
        },
      ];
    }),
  );
}

function argumentOf(call: Call, names: readonly string[]): string | null {
  for (const name of names) {
    const found = call.named[name];
    if (found !== undefined) return found;
  }
  // Go's `&redis.Options{Addr: …}` is a literal of fields.
  for (const item of call.positional) {
    const fields = parseLiteralObject(item);
    for (const name of names) if (fields[name] !== undefined) return fields[name];
  }
  const positional = call.positional.filter(
    (item) => !/^["'](?:postgres|mysql|sqlite3?|pgx)["']$/.test(item) && !/^(?:ctx|context\.\w+\(\))$/.test(item),
  );
  return positional[0] ?? null;
}

/** What a name is set to in the same file: `const url = …`, `url := …`, `URL = …`. */
function assignedIn(text: string, name: string): string | null {
  const at = new RegExp(
    `(?:^|[^\\w.$])${name.replaceAll('$', '\\$')}\\s*(?::\\s*[\\w<>|\\[\\] ]{1,40})?(?::=|=)(?!=)\\s*`,
    'm',
  ).exec(text);
  return at
    ? (text
        .slice(at.index + at[0].length, at.index + at[0].length + 300)
        .split(/;\s*\n|\n\s*\n/)[0]
        ?.slice(0, 300) ?? null)
    : null;
}
