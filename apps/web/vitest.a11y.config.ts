import { defineConfig } from 'vitest/config';

/** Every view in a real browser, against the built dashboard: `npm run test:a11y`. CHROMIUM names the browser; SCREENS_DIR keeps pictures. */
export default defineConfig({
  test: { name: 'web-a11y', include: ['src/**/*.browser.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
