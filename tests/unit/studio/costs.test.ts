/** What a card says a node costs. */
import { expect, test } from 'vitest';
import { compile } from '../../../src/compiler/compile.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import { milliseconds, percent, timeRow, workRows } from '../../../src/studio/hover/work-rows.ts';
import type { StepTimes } from '../../../src/workers/protocol.ts';
import { smallVae, twoPhases } from '../runtime/drawings.ts';

const compiledOf = (g: ReturnType<typeof smallVae>) => compile(g, openWorld(g, new Map()).environment);
const TIMES: StepTimes = {
  turns: 24,
  ms: 2,
  by: 'clock',
  nodes: {
    net: { value: 0.2, gradient: 0.3 },
    'flow/a': { value: 0.1, gradient: 0 },
    'flow/b': { value: 0, gradient: 0.4 },
    '': { value: 1, gradient: 0 },
  },
  shared: false,
};
const RUN = { times: TIMES, state: 'training', backend: 'wasm', stale: false } as const;

test('a network: parameters, multiply-adds forward and backward', () => {
  const rows = workRows(compiledOf(smallVae()), 'encNet');
  expect(rows[0]).toMatchObject({ name: 'Parameters', value: '116' });
  expect(rows[1]).toMatchObject({ name: 'Multiply-adds', value: '256', beside: 'per example: 96 forward, 160 backward' });
});
test('what has no arithmetic says so; phases are told apart', () => {
  expect(workRows(compiledOf(smallVae()), 'x').map((r) => [r.name, r.value])).toEqual([
    ['Parameters', 'none'],
    ['Arithmetic', 'none'],
  ]);
  const names = workRows(compiledOf(twoPhases(5)), 'decNet').map((r) => r.name);
  expect(names).toContain('Multiply-adds, phase 1');
  expect(names).toContain('Arithmetic, phase 2');
});
test('shares of time: measured, summed over a group, and never made up', () => {
  expect(timeRow('net', RUN)).toMatchObject({
    value: '25 % of a step',
    beside: '0.5 ms of 2 ms: 0.2 ms forward, 0.3 ms backward',
    share: 0.25,
  });
  expect(timeRow('net', RUN).meaning).toBe('Measured by the clock over 24 steps on WebAssembly');
  expect(timeRow('flow', RUN).share).toBeCloseTo(0.25, 12);
  expect(timeRow('z', RUN)).toMatchObject({ value: 'none of a step' });
  expect(timeRow('z', { ...RUN, stale: true }).beside).toMatch(/changed since/);
  expect(timeRow('net', { ...RUN, times: undefined })).toMatchObject({ value: 'measuring…' });
  expect(timeRow('net', { ...RUN, times: undefined, state: 'idle' })).toMatchObject({
    value: 'not measured yet',
    beside: 'Train or Step (.) measures it',
  });
  // a run at rest answers too; without one there is nothing to wait for
  expect(timeRow('net', { ...RUN, times: undefined, state: 'paused' })).toMatchObject({ value: 'measuring…' });
  expect(timeRow('net', { ...RUN, times: undefined, state: 'paused', backend: undefined })).toMatchObject({ value: 'not measured yet' });
  const none = timeRow('net', { ...RUN, backend: 'webgl', times: { unmeasured: 'WebGL tells no time of single kernels' } });
  expect(none).toMatchObject({ value: 'not measured on WebGL', beside: 'WebGL tells no time of single kernels' });
  expect(none.share).toBeUndefined();
  const card = timeRow('net', { ...RUN, backend: 'webgpu', times: { ...TIMES, by: 'timestamps', shared: true } });
  expect(card.value).toBe('25 % of a step’s kernels');
  expect(card.meaning).toMatch(/graphics card.*shared out evenly/);
});
test('figures with units', () => {
  expect([0, 0.004, 0.254, 1].map(percent)).toEqual(['0 %', 'under 1 %', '25 %', '100 %']);
  expect([0.0042, 0.25, 1.3524, 2500].map(milliseconds)).toEqual(['4.2 µs', '0.25 ms', '1.35 ms', '2.5 s']);
});
