import type { Ecosystem } from '../dependencies-fact.ts';
import type { TechnologyRole } from '../stacks-fact.ts';

export interface TechnologyName {
  name: string;
  roles: TechnologyRole[];
}

/** `package: name role role`; a package that ends in `*` is a prefix. The name is left out where it is the package's own. */
const tables: Readonly<Partial<Record<Ecosystem, string>>> = {
  python: `
    django: web-framework orm migration-tool session mail
    flask: web-framework
    fastapi: web-framework
    starlette: web-framework
    litestar: web-framework
    sanic: web-framework app-server
    tornado: web-framework app-server
    aiohttp: web-framework http-client
    bottle: web-framework
    falcon: web-framework
    pyramid: web-framework
    quart: web-framework
    streamlit: web-framework app-server
    gradio: web-framework app-server
    wagtail: web-framework
    djangorestframework: web-framework
    django-ninja: web-framework
    gunicorn: app-server
    uvicorn: app-server
    daphne: app-server
    hypercorn: app-server
    granian: app-server
    waitress: app-server
    uwsgi: app-server
    pyuwsgi: uwsgi app-server
    celery: job-library
    rq: job-library
    django-rq: rq job-library
    rq-scheduler: scheduler
    django-rq-scheduler: rq-scheduler scheduler
    dramatiq: job-library
    django-dramatiq: dramatiq job-library
    huey: job-library
    arq: job-library
    procrastinate: job-library
    django-q: job-library
    django-q2: django-q job-library
    django-tasks: job-library
    temporalio: temporal job-library
    taskiq: job-library
    django-celery-beat: celery-beat scheduler
    redbeat: celery-beat scheduler
    celery-redbeat: celery-beat scheduler
    apscheduler: scheduler
    schedule: scheduler
    sqlalchemy: orm
    flask-sqlalchemy: sqlalchemy orm
    sqlmodel: sqlalchemy orm
    peewee: orm
    tortoise-orm: orm
    pony: orm
    mongoengine: orm
    alembic: migration-tool
    flask-migrate: migration-tool
    aerich: migration-tool
    yoyo-migrations: yoyo migration-tool
    psycopg: postgresql database-driver
    psycopg-binary: postgresql database-driver
    psycopg2: postgresql database-driver
    psycopg2-binary: postgresql database-driver
    asyncpg: postgresql database-driver
    mysqlclient: mysql database-driver
    pymysql: mysql database-driver
    pymongo: mongodb database-driver
    motor: mongodb database-driver
    redis: redis cache
    django-redis: redis cache
    hiredis: redis cache
    pymemcache: memcached cache
    pylibmc: memcached cache
    flask-caching: cache
    elasticsearch: search
    opensearch-py: opensearch search
    elasticsearch-dsl: elasticsearch search
    meilisearch: search
    boto3: s3 storage
    minio: storage
    django-storages: storage
    google-cloud-storage: storage
    azure-storage-blob: storage
    cloudinary: storage
    django-anymail: mail
    sendgrid: mail
    flask-mail: mail
    fastapi-mail: mail
    emails: mail
    flask-session: session
    structlog: logging
    python-json-logger: logging
    loguru: logging
    django-structlog: structlog logging
    logbook: logging
    django-environ: settings
    environs: settings
    python-decouple: settings
    pydantic-settings: settings
    dynaconf: settings
    python-dotenv: settings
    dj-database-url: settings
    sentry-sdk: sentry error-tracker
    rollbar: error-tracker
    requests: http-client
    httpx: http-client
    urllib3: http-client
    whitenoise: static
    supervisor: process-manager
    honcho: process-manager
    pytest*: test-tool
    coverage: test-tool
    tox: test-tool
    nox: test-tool
    factory-boy: test-tool
    hypothesis: test-tool
    black: lint-tool
    ruff: lint-tool
    flake8*: lint-tool
    isort: lint-tool
    mypy: lint-tool
    pylint*: lint-tool
    pyright: lint-tool
    pre-commit: lint-tool
    django-debug-toolbar: dev-server`,
  npm: `
    express: web-framework
    fastify: web-framework
    koa: web-framework
    @hapi/hapi: hapi web-framework
    @nestjs/core: nestjs web-framework
    hono: web-framework
    @hono/node-server: hono web-framework
    next: web-framework build-tool
    nuxt: web-framework build-tool
    @sveltejs/kit: sveltekit web-framework build-tool
    @remix-run/node: remix web-framework
    @remix-run/express: remix web-framework
    @react-router/node: react-router web-framework
    @react-router/serve: react-router web-framework
    astro: web-framework build-tool
    @adonisjs/core: adonis web-framework
    @strapi/strapi: strapi web-framework
    @feathersjs/express: feathers web-framework
    apollo-server: web-framework
    @apollo/server: apollo-server web-framework
    restify: web-framework
    socket.io: web-framework
    ws: web-framework
    @hocuspocus/server: hocuspocus web-framework
    polka: web-framework
    @medusajs/medusa: medusa web-framework
    bullmq: job-library
    bull: job-library
    @nestjs/bullmq: bullmq job-library
    @nestjs/bull: bull job-library
    agenda: job-library
    bee-queue: job-library
    graphile-worker: job-library
    pg-boss: job-library
    @temporalio/worker: temporal job-library
    kue: job-library
    node-cron: scheduler
    cron: scheduler
    node-schedule: scheduler
    croner: scheduler
    @nestjs/schedule: nestjs-schedule scheduler
    @prisma/client: prisma orm
    prisma: orm migration-tool
    typeorm: orm migration-tool
    sequelize: orm
    sequelize-cli: sequelize migration-tool
    umzug: migration-tool
    knex: orm migration-tool
    drizzle-orm: drizzle orm
    drizzle-kit: drizzle migration-tool
    @mikro-orm/core: mikro-orm orm
    @mikro-orm/migrations: mikro-orm migration-tool
    kysely: orm migration-tool
    objection: orm
    mongoose: mongodb orm
    node-pg-migrate: migration-tool
    db-migrate: migration-tool
    pg: postgresql database-driver
    postgres: postgresql database-driver
    mysql: database-driver
    mysql2: mysql database-driver
    mongodb: database-driver
    sqlite3: sqlite database-driver
    better-sqlite3: sqlite database-driver
    redis: redis cache
    ioredis: redis cache
    memcached: cache
    node-cache: cache
    lru-cache: cache
    express-session: session
    connect-redis: session
    cookie-session: session
    @fastify/session: session
    @fastify/secure-session: session
    @elastic/elasticsearch: elasticsearch search
    meilisearch: search
    @aws-sdk/client-s3: s3 storage
    aws-sdk: aws storage
    minio: storage
    @google-cloud/storage: google-cloud-storage storage
    @azure/storage-blob: azure-storage-blob storage
    multer: upload
    multer-s3: upload storage
    express-fileupload: upload
    @fastify/multipart: upload
    formidable: upload
    busboy: upload
    nodemailer: mail
    @sendgrid/mail: sendgrid mail
    resend: mail
    pino: logging
    pino-http: pino logging
    nestjs-pino: pino logging
    winston: logging
    bunyan: logging
    log4js: logging
    morgan: logging
    loglevel: logging
    signale: logging
    tslog: logging
    consola: logging
    dotenv: settings
    @nestjs/config: settings
    envalid: settings
    env-var: settings
    convict: settings
    config: settings
    @t3-oss/env-nextjs: t3-env settings
    @t3-oss/env-core: t3-env settings
    @sentry/*: sentry error-tracker
    axios: http-client
    got: http-client
    node-fetch: http-client
    undici: http-client
    nodemon: dev-server
    ts-node: dev-server
    ts-node-dev: dev-server
    tsx: dev-server
    webpack-dev-server: dev-server
    vite: dev-server build-tool
    webpack: build-tool
    rollup: build-tool
    esbuild: build-tool
    parcel: build-tool
    react-scripts: dev-server build-tool
    @angular/cli: angular dev-server build-tool
    @vue/cli-service: vue-cli dev-server build-tool
    typescript: build-tool
    pm2: process-manager
    concurrently: process-manager
    foreman: process-manager
    serve: app-server
    http-server: app-server
    jest: test-tool
    ts-jest: test-tool
    vitest: test-tool
    mocha: test-tool
    chai: test-tool
    supertest: test-tool
    cypress: test-tool
    @playwright/test: playwright test-tool
    eslint*: lint-tool
    @eslint/*: eslint lint-tool
    @typescript-eslint/*: eslint lint-tool
    prettier*: lint-tool
    @biomejs/biome: biome lint-tool
    oxlint: lint-tool
    stylelint*: lint-tool
    husky: lint-tool
    lint-staged: lint-tool`,
  ruby: `
    rails: web-framework orm migration-tool session mail
    railties: rails web-framework
    sinatra: web-framework
    hanami: web-framework
    grape: web-framework
    roda: web-framework
    puma: app-server
    unicorn: app-server
    passenger: app-server
    falcon: app-server
    thin: app-server
    sidekiq: job-library
    resque: job-library
    delayed_job_active_record: delayed-job job-library
    delayed_job: delayed-job job-library
    good_job: job-library
    solid_queue: job-library
    sneakers: job-library
    que: job-library
    sidekiq-cron: scheduler
    sidekiq-scheduler: scheduler
    rufus-scheduler: scheduler
    whenever: scheduler
    clockwork: scheduler
    activerecord: orm migration-tool
    sequel: orm migration-tool
    mongoid: mongodb orm
    pg: postgresql database-driver
    mysql2: mysql database-driver
    trilogy: mysql database-driver
    sqlite3: sqlite database-driver
    redis: redis cache
    redis-rails: redis cache session
    dalli: memcached cache
    solid_cache: cache
    elasticsearch: search
    searchkick: elasticsearch search
    aws-sdk-s3: s3 storage
    carrierwave: upload
    shrine: upload
    paperclip: upload
    kt-paperclip: paperclip upload
    lograge: logging
    semantic_logger: logging
    rails_semantic_logger: semantic_logger logging
    logstash-logger: logging
    rails_12factor: logging
    dotenv-rails: dotenv settings
    dotenv: settings
    sentry-ruby: sentry error-tracker
    sentry-rails: sentry error-tracker
    foreman: process-manager
    rspec*: test-tool
    minitest: test-tool
    capybara: test-tool
    rubocop*: lint-tool
    standard: lint-tool`,
  composer: `
    laravel/framework: laravel web-framework orm migration-tool session mail
    laravel/lumen-framework: lumen web-framework
    laravel/octane: octane app-server
    laravel/horizon: horizon job-library
    symfony/framework-bundle: symfony web-framework session
    symfony/symfony: symfony web-framework session
    symfony/messenger: job-library
    slim/slim: slim web-framework
    cakephp/cakephp: cakephp web-framework orm
    codeigniter4/framework: codeigniter web-framework
    doctrine/orm: doctrine orm
    doctrine/doctrine-bundle: doctrine orm
    doctrine/doctrine-migrations-bundle: doctrine-migrations migration-tool
    doctrine/migrations: doctrine-migrations migration-tool
    robmorgan/phinx: phinx migration-tool
    predis/predis: redis cache
    league/flysystem-aws-s3-v3: s3 storage
    aws/aws-sdk-php: aws storage
    monolog/monolog: monolog logging
    symfony/monolog-bundle: monolog logging
    vlucas/phpdotenv: dotenv settings
    symfony/mailer: mail
    phpmailer/phpmailer: phpmailer mail
    sentry/sentry-laravel: sentry error-tracker
    guzzlehttp/guzzle: http-client
    dragonmantank/cron-expression: scheduler
    phpunit/phpunit: phpunit test-tool
    pestphp/pest: pest test-tool
    mockery/mockery: mockery test-tool
    squizlabs/php_codesniffer: phpcs lint-tool
    friendsofphp/php-cs-fixer: php-cs-fixer lint-tool
    phpstan/phpstan: phpstan lint-tool
    laravel/pint: pint lint-tool`,
  go: `
    github.com/gin-gonic/gin: gin web-framework
    github.com/labstack/echo*: echo web-framework
    github.com/gofiber/fiber*: fiber web-framework
    github.com/go-chi/chi*: chi web-framework
    github.com/gorilla/mux: gorilla web-framework
    github.com/julienschmidt/httprouter: httprouter web-framework
    github.com/beego/beego*: beego web-framework
    google.golang.org/grpc: grpc web-framework
    connectrpc.com/connect: connect web-framework
    github.com/grpc-ecosystem/grpc-gateway*: grpc-gateway web-framework
    github.com/hibiken/asynq: asynq job-library
    github.com/gocraft/work: gocraft job-library
    github.com/RichardKnop/machinery*: machinery job-library
    github.com/riverqueue/river: river job-library
    go.temporal.io/sdk: temporal job-library
    github.com/robfig/cron*: cron scheduler
    github.com/go-co-op/gocron*: gocron scheduler
    gorm.io/gorm: gorm orm
    entgo.io/ent: ent orm
    github.com/uptrace/bun: bun orm
    github.com/jmoiron/sqlx: sqlx orm
    xorm.io/xorm: xorm orm
    github.com/golang-migrate/migrate*: golang-migrate migration-tool
    github.com/pressly/goose*: goose migration-tool
    github.com/rubenv/sql-migrate: sql-migrate migration-tool
    github.com/lib/pq: postgresql database-driver
    github.com/jackc/pgx*: postgresql database-driver
    gorm.io/driver/postgres: postgresql database-driver
    github.com/go-sql-driver/mysql: mysql database-driver
    gorm.io/driver/mysql: mysql database-driver
    github.com/mattn/go-sqlite3: sqlite database-driver
    modernc.org/sqlite: sqlite database-driver
    gorm.io/driver/sqlite: sqlite database-driver
    go.mongodb.org/mongo-driver*: mongodb database-driver
    github.com/redis/go-redis*: redis cache
    github.com/go-redis/redis*: redis cache
    github.com/bradfitz/gomemcache: memcached cache
    github.com/elastic/go-elasticsearch*: elasticsearch search
    github.com/aws/aws-sdk-go*: aws storage
    github.com/minio/minio-go*: minio storage
    go.uber.org/zap: zap logging
    github.com/rs/zerolog: zerolog logging
    github.com/sirupsen/logrus: logrus logging
    github.com/spf13/viper: viper settings
    github.com/kelseyhightower/envconfig: envconfig settings
    github.com/caarlos0/env*: caarlos0-env settings
    github.com/joho/godotenv: godotenv settings
    github.com/getsentry/sentry-go: sentry error-tracker
    github.com/stretchr/testify: testify test-tool`,
  cargo: `
    axum: web-framework
    actix-web: web-framework
    rocket: web-framework
    warp: web-framework
    hyper: web-framework
    poem: web-framework
    tonic: grpc web-framework
    diesel: orm
    diesel_migrations: diesel migration-tool
    sqlx: orm migration-tool
    sea-orm: orm
    sea-orm-migration: migration-tool
    tokio-postgres: postgresql database-driver
    rusqlite: sqlite database-driver
    redis: redis cache
    apalis: job-library
    tokio-cron-scheduler: scheduler
    tracing: logging
    tracing-subscriber: logging
    env_logger: logging
    log: logging
    slog: logging
    lettre: mail
    reqwest: http-client
    dotenvy: settings
    config: settings
    aws-sdk-s3: s3 storage`,
  maven: `
    org.springframework.boot:spring-boot-starter-web: spring-boot web-framework
    org.springframework.boot:spring-boot-starter-webflux: spring-boot web-framework
    org.springframework.boot:spring-boot-starter-webmvc: spring-boot web-framework
    org.springframework.cloud:spring-cloud-*: spring-boot web-framework
    org.springframework.boot:spring-boot-starter-actuator: actuator health
    org.springframework.boot:spring-boot-starter-data-jpa: jpa orm
    org.springframework.boot:spring-boot-starter-data-redis: redis cache
    org.springframework.boot:spring-boot-starter-mail: mail
    org.springframework.boot:spring-boot-starter-batch: spring-batch job-library
    org.springframework.boot:spring-boot-starter-quartz: quartz scheduler
    org.springframework.boot:spring-boot-*: spring-boot
    org.springframework.session:*: spring-session session
    io.quarkus:*: quarkus web-framework
    io.micronaut:*: micronaut web-framework
    io.javalin:javalin: javalin web-framework
    com.sparkjava:spark-core: spark web-framework
    io.vertx:vertx-web: vertx web-framework
    io.ktor:*: ktor web-framework
    org.eclipse.jetty:*: jetty app-server
    org.jobrunr:*: jobrunr job-library
    org.quartz-scheduler:quartz: quartz scheduler
    org.hibernate*:*: hibernate orm
    org.flywaydb:*: flyway migration-tool
    org.liquibase:*: liquibase migration-tool
    org.postgresql:postgresql: postgresql database-driver
    com.mysql:mysql-connector-j: mysql database-driver
    mysql:mysql-connector-java: mysql database-driver
    org.mariadb.jdbc:mariadb-java-client: mariadb database-driver
    com.h2database:h2: h2 database-driver
    org.hsqldb:hsqldb: hsqldb database-driver
    org.apache.derby:derby: derby database-driver
    org.xerial:sqlite-jdbc: sqlite database-driver
    redis.clients:jedis: redis cache
    com.github.ben-manes.caffeine:caffeine: caffeine cache
    software.amazon.awssdk:s3: s3 storage
    ch.qos.logback:*: logback logging
    org.apache.logging.log4j:*: log4j logging
    org.slf4j:*: slf4j logging
    net.logstash.logback:logstash-logback-encoder: logback-json logging
    junit:junit: junit test-tool
    org.junit*:*: junit test-tool
    org.mockito:*: mockito test-tool
    org.projectlombok:lombok: lombok build-tool`,
  nuget: `
    serilog*: serilog logging
    nlog*: nlog logging
    log4net: logging
    hangfire*: hangfire job-library
    quartz*: quartz scheduler
    masstransit*: masstransit job-library
    microsoft.entityframeworkcore: ef-core orm migration-tool
    microsoft.entityframeworkcore.design: ef-core migration-tool
    microsoft.entityframeworkcore.sqlite: sqlite database-driver
    microsoft.entityframeworkcore.sqlserver: sqlserver database-driver
    npgsql*: postgresql database-driver
    stackexchange.redis: redis cache
    microsoft.extensions.caching.stackexchangeredis: redis cache
    awssdk.s3: s3 storage
    xunit*: xunit test-tool
    nunit*: nunit test-tool`,
  mix: `
    phoenix: web-framework
    plug_cowboy: app-server
    bandit: app-server
    oban: job-library
    exq: job-library
    quantum: scheduler
    ecto_sql: ecto orm migration-tool
    ecto: orm
    postgrex: postgresql database-driver
    myxql: mysql database-driver
    ecto_sqlite3: sqlite database-driver
    redix: redis cache
    cachex: cache
    swoosh: mail
    bamboo: mail
    ex_aws_s3: s3 storage
    waffle: upload
    logger_json: logging
    sentry: error-tracker
    credo: lint-tool
    ex_machina: test-tool`,
};

interface Table {
  exact: Map<string, TechnologyName>;
  prefixes: [string, TechnologyName][];
}

const parsed = new Map<Ecosystem, Table>();

/** What a package is known as and good for; null for one that no rule asks about. */
export function technologyOf(ecosystem: Ecosystem, packageName: string): TechnologyName | null {
  const table = tableOf(ecosystem === 'gradle' ? 'maven' : ecosystem);
  const exact = table.exact.get(packageName);
  if (exact) return exact;
  return table.prefixes.find(([prefix]) => packageName.startsWith(prefix))?.[1] ?? null;
}

function tableOf(ecosystem: Ecosystem): Table {
  const known = parsed.get(ecosystem);
  if (known) return known;
  const table: Table = { exact: new Map(), prefixes: [] };
  for (const line of (tables[ecosystem] ?? '').split('\n')) {
    const colon = line.lastIndexOf(': ');
    if (colon < 0) continue;
    const key = line.slice(0, colon).trim();
    const words = line
      .slice(colon + 2)
      .trim()
      .split(' ');
    const hasName = words.length > 1 && !isRole(words[0] ?? '');
    const name = hasName ? (words[0] ?? '') : key.replace(/\*$/, '').replace(/[-/.]$/, '');
    const roles = words.filter(isRole);
    if (key.includes('*')) table.prefixes.push([key.slice(0, key.indexOf('*')), { name, roles }]);
    else table.exact.set(key, { name, roles });
  }
  parsed.set(ecosystem, table);
  return table;
}

const ROLES: ReadonlySet<string> = new Set<TechnologyRole>([
  'web-framework',
  'app-server',
  'dev-server',
  'job-library',
  'scheduler',
  'orm',
  'migration-tool',
  'database-driver',
  'cache',
  'session',
  'storage',
  'mail',
  'search',
  'logging',
  'settings',
  'error-tracker',
  'http-client',
  'process-manager',
  'test-tool',
  'lint-tool',
  'build-tool',
  'upload',
]);

function isRole(word: string): word is TechnologyRole {
  return ROLES.has(word);
}
