import { availableParallelism } from 'node:os';
import { defaultExclude, defineConfig } from 'vitest/config';

const FILES = ['tests/{unit,conformance,property,golden,numerics,cli,templates}/**/*.test.{ts,tsx}'];
const WEBGPU = 'tests/{unit,conformance,numerics}/**/*.webgpu.test.ts';

export default defineConfig({
  // one copy of tfjs-core: Node would otherwise load its CommonJS build beside the ES one
  resolve: { mainFields: ['module', 'main'], dedupe: ['@tensorflow/tfjs-core'] },
  ssr: { resolve: { mainFields: ['module', 'main'] }, noExternal: [/@tensorflow/] },
  test: {
    server: { deps: { inline: [/@tensorflow/] } },
    // tests are all computation: the usual one worker fewer than cores would leave half of a small machine idle
    maxWorkers: '100%',
    maxConcurrency: availableParallelism(),
    testTimeout: 60_000,
    projects: [
      // files share what they import: loading the compiler anew for each would take a third of the time
      { extends: true, test: { name: 'shared', include: FILES, exclude: [WEBGPU, ...defaultExclude], isolate: false } },
      // a process each: Dawn does not survive that one device was lost in a process and another is opened
      { extends: true, test: { name: 'webgpu', include: [WEBGPU], isolate: true } },
    ],
  },
});
