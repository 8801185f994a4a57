/** Lines as in python-packages.ts. */
export const npmPackages = `
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
    lint-staged: lint-tool`;
