import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// No script but our own, no connection but to where the page came from: a drawing from a stranger can reach nothing.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  // KaTeX writes style attributes.
  "style-src-attr 'unsafe-inline'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

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
  plugins: [react(), contentSecurityPolicy()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist/studio',
    target: 'es2023',
    // KaTeX's small fonts would become data: URLs, which the policy forbids.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
});
