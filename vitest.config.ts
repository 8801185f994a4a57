import { defineConfig } from 'vitest/config';

const unit = ['packages/*/src/**/*.test.ts', 'apps/{api,worker,cli}/src/**/*.test.ts', 'prisma/**/*.test.ts'];
const integration = ['{apps,packages}/*/src/**/*.integration.test.ts', 'prisma/**/*.integration.test.ts'];

export default defineConfig({
  test: {
    projects: [
      'apps/web/vitest.config.ts',
      { test: { name: 'unit', include: unit, exclude: ['**/node_modules/**', ...integration], testTimeout: 20_000 } },
      {
        test: {
          name: 'integration',
          include: integration,
          globalSetup: ['packages/launch/src/test-services.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/src/**/*.e2e.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
