#!/usr/bin/env node
/**
 * Trains every template at its full budget on wasm and records how far from the limit it ends: tests/quality/results.json.
 *   npm run test:quality -- [--template vae-moons] [--seed 0] [--steps 300]
 * With --steps the rows are only shown: neither recorded nor held against the bars.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = 'npm run test:quality -- [--template <name>] [--seed <n>] [--steps <n>]';
const whole = (name, text) => {
  if (text === undefined) return undefined;
  const n = Number(text);
  if (Number.isSafeInteger(n) && n >= (name === 'steps' ? 1 : 0)) return n;
  console.error(`--${name} is a whole number, not ${text}\n${usage}`);
  process.exit(2);
};
let values;
try {
  ({ values } = parseArgs({ options: { template: { type: 'string' }, seed: { type: 'string' }, steps: { type: 'string' } } }));
} catch (e) {
  console.error(`${e.message}\n${usage}`);
  process.exit(2);
}
const asked = { template: values.template, seed: whole('seed', values.seed), steps: whole('steps', values.steps) };
const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', 'tests/quality/vitest.config.ts', '--root', root, '--disable-console-intercept', '--reporter', 'verbose'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, WELLSPRING_QUALITY: JSON.stringify(asked) } },
);
process.exit(status ?? 1);
