#!/usr/bin/env node
/**
 * Trains every template at its full budget on wasm and records how far from the limit it ends: tests/quality/results.json.
 *   npm run test:quality -- [--template vae-moons] [--seed 0] [--steps 300] [--plane]
 * With --steps the rows are only shown: neither recorded nor held against the bars. With --plane, the drawings of points in the plane are held
 * against their bars on all cores, and not recorded: what CI does.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = 'npm run test:quality -- [--template <name>] [--seed <n>] [--steps <n>] [--plane]';
const whole = (name, text) => {
  if (text === undefined) return undefined;
  const n = Number(text);
  if (Number.isSafeInteger(n) && n >= (name === 'steps' ? 1 : 0)) return n;
  console.error(`--${name} is a whole number, not ${text}\n${usage}`);
  process.exit(2);
};
let values;
try {
  ({ values } = parseArgs({
    options: { template: { type: 'string' }, seed: { type: 'string' }, steps: { type: 'string' }, plane: { type: 'boolean' } },
  }));
} catch (e) {
  console.error(`${e.message}\n${usage}`);
  process.exit(2);
}
const asked = { template: values.template, seed: whole('seed', values.seed), steps: whole('steps', values.steps), plane: values.plane };
const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
/** wasm runs on one thread, so each core can have its own part of the runs; recording takes turns. */
const parts = values.plane ? Math.max(1, Math.min(4, availableParallelism())) : 1;
const codes = await Promise.all(
  Array.from({ length: parts }, (_, number) => {
    const child = spawn(
      process.execPath,
      [vitest, 'run', '--config', 'tests/quality/vitest.config.ts', '--root', root, '--disable-console-intercept', '--reporter', 'verbose'],
      {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, WELLSPRING_QUALITY: JSON.stringify({ ...asked, part: { number, of: parts } }) },
      },
    );
    return new Promise((done) => child.on('error', () => done(1)).on('close', (code) => done(code ?? 1)));
  }),
);
process.exit(Math.max(...codes));
