/** Causal networks are causal: what they say of a position does not change with that position, nor with any after it. Probed in float64, not believed. */
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/distributions/distribution.ts';
import { numel } from '../../src/graph/space.ts';
import { Builder } from '../../src/ir/builder.ts';
import { loop } from '../../src/ir/loop.ts';
import { assertLegal } from '../../src/ir/verify.ts';
import type { Val } from '../../src/ir/value.ts';
import { NODES } from '../../src/nodes/registry.ts';
import { interpret } from '../oracle/interpreter.ts';
import { uniform } from '../oracle/numbers.ts';
import { type Settings, defaultsOf, networkOf } from './network-of.ts';

interface Probe {
  readonly kind: string;
  readonly params: Settings;
  readonly positions: readonly number[];
  readonly width: number;
  readonly numbers: number;
}
const TEXT = { positions: [5], width: 3, numbers: 4 };
const CAUSAL: readonly Probe[] = [
  { kind: 'MADE', params: { hidden: [17, 13], activation: 'tanh' }, ...TEXT },
  { kind: 'MADE', params: { hidden: [] }, positions: [3, 2], width: 1, numbers: 2 },
  { kind: 'MADE', params: { hidden: [4] }, positions: [1], width: 3, numbers: 2 },
  { kind: 'GPT', params: { layers: 2, size: 6, heads: 2 }, ...TEXT },
  { kind: 'GPT', params: { layers: 1, size: 4, heads: 1, tied: true }, positions: [4], width: 3, numbers: 3 },
  { kind: 'GPT', params: { layers: 1, size: 4, heads: 1 }, positions: [1], width: 3, numbers: 3 },
  { kind: 'LSTM', params: { layers: 2, size: 3 }, ...TEXT },
  { kind: 'LSTM', params: { layers: 1, size: 3 }, positions: [2, 3], width: 1, numbers: 2 },
  { kind: 'PixelCNN', params: { layers: 3, channels: 3, kernel: '5' }, positions: [4, 5], width: 1, numbers: 2 },
  { kind: 'PixelCNN', params: { layers: 2, channels: 4 }, positions: [3, 3, 3], width: 1, numbers: 2 },
  { kind: 'PixelCNN', params: { layers: 1, channels: 2 }, positions: [3, 2], width: 3, numbers: 3 },
];
/** What a network says of some examples. */
function said(
  p: Probe,
  batch: number,
  x: readonly number[],
  condition: readonly number[] | undefined,
  way: 'once' | 'in steps',
): Float64Array {
  const b = new Builder('probe');
  const network = networkOf(p.kind, p.params, b);
  const given = b.input('x', [...p.positions, p.width]);
  const conditions = condition ? [b.input('c', [2])] : [];
  const y = way === 'once' ? network.apply(b, { x: [given], condition: conditions }, [...p.positions, p.numbers]) : stepped(b, network, p, given, conditions); // prettier-ignore
  const program = b.program({ y: b.expand(y, ['B'], []) });
  assertLegal(program);
  const vectors = Object.fromEntries([...b.params].map(([name, slot]) => [name, uniform(name, numel(slot.event), -0.9, 0.9)]));
  return interpret(program, { batch, vectors, inputs: { x, ...(condition && { c: condition }) } }).y!.data;
}
/** The network position by position, each reading the true value before it. */
function stepped(b: Builder, network: Network, p: Probe, x: Val, condition: readonly Val[]): Val {
  const n = numel(p.positions);
  const turns = b.turns('probe', n);
  const steps = network.steps!(b, { positions: p.positions, width: p.width, numbers: p.numbers, condition }, ['B']);
  const rows = b.reshape(x, [n, p.width]);
  const before = n === 1 ? b.mul(0, rows) : b.pad(b.slice(rows, 0, 0, n - 1), 0, 1, 0);
  const { each } = loop(b, turns, { carried: steps.start, over: [b.toPlate(before, turns)] }, ({ index, carried, over }) => {
    const { carried: next, out } = steps.next(carried, over[0]!, index);
    return { carried: next, each: [out] };
  });
  return b.toAxis(each[0]!, turns);
}

describe.each(CAUSAL.map((p) => [`${p.kind} ${JSON.stringify(p.params)} on [${p.positions.join('×')}]`, p] as const))('%s', (_, p) => {
  const n = numel(p.positions);
  const size = n * p.width;
  const x = [...uniform(`${p.kind} x`, size, -1, 1)];
  const conditions: readonly (readonly [string, readonly number[] | undefined])[] = [
    ['without a condition', undefined],
    ['under a condition', [0.4, -0.7]],
  ];
  test.each(conditions)('says of each position what those before it say, and of every later one something else, %s', (__, c) => {
    // one example as it is, then one for each position, with that position changed
    const batch = n + 1;
    const xs = Array.from({ length: batch }, (__, e) => x.map((v, i) => (Math.floor(i / p.width) === e - 1 ? v + 0.8 : v))).flat();
    const y = said(p, batch, xs, c && Array.from({ length: batch }, () => c).flat(), 'once');
    const row = (e: number, i: number): number[] => Array.from(y.slice((e * n + i) * p.numbers, (e * n + i + 1) * p.numbers));
    for (let j = 0; j < n; j++) {
      for (let i = 0; i <= j; i++) expect(row(j + 1, i), `position ${i} with ${j} changed`).toEqual(row(0, i));
      // the nearest pixel to the left or above lies in the field of view; a MADE without a unit to spare still reads what is just before
      if (j + 1 < n) expect(Array.from({ length: n - j - 1 }, (__, k) => row(j + 1, j + 1 + k))).not.toEqual(Array.from({ length: n - j - 1 }, (__, k) => row(0, j + 1 + k))); // prettier-ignore
    }
  });
  test('hears a condition at every position', () => {
    const plain = said(p, 2, [...x, ...x], [0.4, -0.7, -0.9, 0.2], 'once');
    for (let i = 0; i < n; i++)
      expect(plain.slice(i * p.numbers, (i + 1) * p.numbers)).not.toEqual(plain.slice((n + i) * p.numbers, (n + i + 1) * p.numbers));
  });
  if (['GPT', 'LSTM'].includes(p.kind))
    test.each(conditions)('says the same position by position, %s', (__, c) => {
      const xs = [...x, ...uniform('other', size, -1, 1)];
      const both = c && [...c, 0.1, 0.3];
      const once = said(p, 2, xs, both, 'once');
      said(p, 2, xs, both, 'in steps').forEach((v, i) => expect(v).toBeCloseTo(once[i]!, 10));
    });
});

test('every network that says it is causal is probed', () => {
  const claims = [...NODES].flatMap(([kind, d]) => {
    if (d.category !== 'network' || d.layer || Object.keys(d.inputs).length > 0 || kind === 'CustomNetwork') return [];
    return networkOf(kind, defaultsOf(kind), new Builder('claim')).causal ? [kind] : []; // prettier-ignore
  });
  expect(claims.sort()).toEqual([...new Set(CAUSAL.map((p) => p.kind))].sort());
});
