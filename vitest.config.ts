import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // one copy of tfjs-core: Node would otherwise load its CommonJS build beside the ES one
  resolve: { mainFields: ['module', 'main'], dedupe: ['@tensorflow/tfjs-core'] },
  ssr: { resolve: { mainFields: ['module', 'main'] }, noExternal: [/@tensorflow/] },
  test: {
    include: ['tests/{unit,conformance,property,golden,numerics,cli}/**/*.test.{ts,tsx}'],
    server: { deps: { inline: [/@tensorflow/] } },
    // tests are all computation: the usual one worker fewer than cores would leave half of a small machine idle
    maxWorkers: '100%',
    // files share what they import: loading the compiler anew for each would take a third of the time
    isolate: false,
    maxConcurrency: availableParallelism(),
    testTimeout: 60_000,
  },
});
