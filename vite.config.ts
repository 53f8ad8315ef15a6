import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { serviceWorker } from './src/offline/plugin.ts';
import { POLICY } from './src/offline/policy.ts';

/** In the built page only: the development server injects scripts of its own. */
const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
  ],
});

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), serviceWorker(POLICY)],
  worker: { format: 'es' },
  preview: {
    // as a header it holds for workers too, which do not take it from the page
    headers: {
      'Content-Security-Policy': `${POLICY}; frame-ancestors 'none'`,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
  },
  build: {
    outDir: 'dist/studio',
    target: 'es2023',
    // KaTeX's small fonts would become data: URLs, which the policy forbids.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
});
