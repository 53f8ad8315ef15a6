/** The quality runs take an hour, so the usual tests leave them out. */
import { defineConfig, mergeConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

// lists are joined by merging: what is included is set afterwards
const merged = mergeConfig(usual, {});
export default defineConfig({ ...merged, test: { ...merged.test, include: ['tests/quality/**/*.test.ts'], fileParallelism: false } });
