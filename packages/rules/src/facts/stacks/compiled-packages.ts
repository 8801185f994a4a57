/** Lines as in python-packages.ts. */
export const goPackages = `
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
    github.com/stretchr/testify: testify test-tool`;

export const cargoPackages = `
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
    aws-sdk-s3: s3 storage`;

export const mavenPackages = `
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
    org.projectlombok:lombok: lombok build-tool`;

export const nugetPackages = `
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
    nunit*: nunit test-tool`;

export const mixPackages = `
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
    ex_machina: test-tool`;
