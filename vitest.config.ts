import { defineConfig } from 'vitest/config';

export default defineConfig({
  // one copy of tfjs-core: Node would otherwise load its CommonJS build beside the ES one
  resolve: { mainFields: ['module', 'main'], dedupe: ['@tensorflow/tfjs-core'] },
  ssr: { resolve: { mainFields: ['module', 'main'] }, noExternal: [/@tensorflow/] },
  test: {
    include: ['tests/{unit,conformance,property,golden,numerics,cli}/**/*.test.ts'],
    server: { deps: { inline: [/@tensorflow/] } },
    testTimeout: 30_000,
  },
});
