import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { mainFields: ['module', 'main'] },
  test: {
    include: ['tests/{unit,conformance,property,golden,numerics}/**/*.test.ts'],
    server: { deps: { inline: [/@tensorflow/] } },
    testTimeout: 30_000,
  },
});
