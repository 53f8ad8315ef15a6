/** The quality runs take an hour, so the usual tests leave them out. */
import { defineConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

const { projects: _, ...test } = usual.test ?? {};
export default defineConfig({ ...usual, test: { ...test, include: ['tests/quality/**/*.test.ts'], fileParallelism: false } });
