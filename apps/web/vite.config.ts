import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { mockApiPlugin } from './src/test-support/mock-api-plugin.ts';

/** Where `vite` finds the API in development: API_URL, else PORT on this machine. */
const api = process.env.API_URL ?? `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

/** The paths that the API serves. */
const proxy: Record<string, string> = { '/api': api, '/auth': api, '/webhooks': api };

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'mock' ? [mockApiPlugin()] : [])],
  server: {
    host: '127.0.0.1',
    proxy: mode === 'mock' ? {} : proxy,
  },
  build: {
    // light-dark() is kept as written from these versions on.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Small files stay files: the content security policy has no data: sources for scripts and styles.
    assetsInlineLimit: 0,
  },
}));
