/** Bundles the bench for Node. Plain Node loads two copies of TF.js's core, so TF.js goes into the bundle, as one. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('../..'),
  logLevel: 'error',
  publicDir: false,
  resolve: { mainFields: ['module', 'main'], dedupe: ['@tensorflow/tfjs-core'] },
  ssr: { target: 'node', noExternal: [/@tensorflow/, 'seedrandom'], resolve: { mainFields: ['module', 'main'] } },
  build: {
    ssr: true,
    // inside the repository, so that the packages left out of the bundle are found
    outDir: path('../../.cache/bench'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: { input: { run: path('./run.ts'), serve: path('./serve.ts'), looking: path('./looking.ts') } },
  },
});
