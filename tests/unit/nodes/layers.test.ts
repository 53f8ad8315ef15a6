import { describe, expect, test } from 'vitest';
import { Builder } from '../../../src/ir/builder.ts';
import { Refusal } from '../../../src/ir/refusal.ts';
import type { Params } from '../../../src/graph/model.ts';
import { type Val, ZEROS } from '../../../src/ir/value.ts';
import type { LayerContext } from '../../../src/nodes/define.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';

interface Setting {
  readonly params?: Params;
  readonly inputs: readonly { readonly event: readonly number[]; readonly data: readonly number[] }[];
  readonly weights?: Readonly<Record<string, readonly number[]>>;
  readonly out?: readonly number[];
  readonly condition?: boolean;
  readonly time?: boolean;
  readonly use?: LayerContext['use'];
}
const given = (event: readonly number[], ...data: number[]): Setting['inputs'][number] => ({ event, data });
/** One layer on constants. */
function build(kind: string, s: Setting): { b: Builder; v: Val } {
  const b = new Builder('layer');
  const xs = s.inputs.map((i, k) => b.state(`x${k}`, i.event, ZEROS));
  const v = NODES.get(kind)!.layerRule!(
    {
      b,
      scope: 'it',
      params: s.params ?? {},
      use: s.use ?? 'learn',
      inputs: () => xs,
      out: s.out ?? [],
      given: { x: xs, condition: s.condition ? xs : [], time: s.time ? xs : [] },
      refuse: (why, mend) => {
        throw new Refusal('it', why, mend);
      },
    },
    s.params ?? {},
  );
  return { b, v };
}
function run(kind: string, s: Setting): { event: readonly number[]; data: number[]; params: string[] } {
  const { b, v } = build(kind, s);
  const states = Object.fromEntries(s.inputs.map((i, k) => [`x${k}`, i.data]));
  const out = interpret(b.program({ v }), { batch: 1, vectors: { ...states, ...s.weights }, random: draws(1, 0) }).v!;
  return { event: v.event, data: [...out.data], params: [...b.params.keys()] };
}
const near = (got: readonly number[], want: readonly number[]): void => {
  expect(got).toHaveLength(want.length);
  want.forEach((w, i) => expect(got[i]).toBeCloseTo(w, 10));
};

describe('affine layers', () => {
  test('Dense: xW + b over the last axis', () => {
    const r = run('Dense', {
      params: { units: 2 },
      inputs: [given([2, 3], 1, 2, 3, -1, 0, 1)],
      weights: { 'it.w': [1, 0, 0, 1, 1, 1], 'it.b': [0.5, -0.5] },
    });
    expect([r.event, r.params]).toEqual([
      [2, 2],
      ['it.w', 'it.b'],
    ]);
    near(r.data, [4.5, 4.5, 0.5, 0.5]);
  });
  test('Conv2D: stride s divides the sides by s, the odd pixel kept', () => {
    const r = run('Conv2D', {
      params: { channels: 1, kernel: 2, stride: 2 },
      inputs: [given([3, 3, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9)],
      weights: { 'it.w': [1, 1, 1, 1], 'it.b': [10] },
    });
    // with ceil(3/2) = 2 positions a side, one row and column of zeros goes after the image
    expect(r.event).toEqual([2, 2, 1]);
    near(r.data, [22, 19, 25, 19]);
  });
  test('ConvTranspose2D: each pixel becomes a square of the filter', () => {
    const r = run('ConvTranspose2D', {
      params: { channels: 1, kernel: 2, stride: 2 },
      inputs: [given([1, 2, 1], 3, 5)],
      weights: { 'it.w': [1, 2, 3, 4], 'it.b': [0.5] },
    });
    expect(r.event).toEqual([2, 4, 1]);
    near(r.data, [3.5, 6.5, 5.5, 10.5, 9.5, 12.5, 15.5, 20.5]);
  });
  test('Embedding: a row of the table for each token', () => {
    const r = run('TokenEmbedding', {
      params: { size: 2 },
      inputs: [given([2, 3], 0, 1, 0, 0, 0, 1)],
      weights: { 'it.table': [1, 2, 3, 4, 5, 6] },
    });
    near(r.data, [3, 4, 5, 6]);
  });
});
describe('normalising layers', () => {
  const scaled = (xs: readonly number[]): number[] => {
    const m = xs.reduce((a, x) => a + x, 0) / xs.length;
    const v = xs.reduce((a, x) => a + (x - m) ** 2, 0) / xs.length;
    return xs.map((x) => (x - m) / Math.sqrt(v + 1e-5));
  };
  test('LayerNorm standardises each row, then scales and shifts', () => {
    const r = run('LayerNorm', {
      inputs: [given([2, 3], 1, 2, 6, 0, -1, 1)],
      weights: { 'it.scale': [1, 2, 1], 'it.shift': [0, 0, 3] },
    });
    near(
      r.data,
      [...scaled([1, 2, 6]), ...scaled([0, -1, 1])].map((u, i) => u * [1, 2, 1][i % 3]! + [0, 0, 3][i % 3]!),
    );
  });
  test('GroupNorm standardises the channels of a group over all positions', () => {
    const x = [1, 5, 2, 8, 3, 0, -1, 4];
    const r = run('GroupNorm', {
      params: { groups: 2 },
      inputs: [given([2, 1, 4], ...x)],
      weights: { 'it.scale': [1, 1, 1, 1], 'it.shift': [0, 0, 0, 0] },
    });
    const low = scaled([1, 5, 3, 0]);
    const high = scaled([2, 8, -1, 4]);
    near(r.data, [low[0]!, low[1]!, high[0]!, high[1]!, low[2]!, low[3]!, high[2]!, high[3]!]);
  });
  test('GroupNorm takes the greatest divisor of the channels', () => {
    const weights = { 'it.scale': [1, 1, 1], 'it.shift': [0, 0, 0] };
    const r = run('GroupNorm', { params: { groups: 2 }, inputs: [given([1, 1, 3], 1, 2, 6)], weights });
    near(r.data, scaled([1, 2, 6]));
  });
});
describe('layers without weights', () => {
  const functions: Readonly<Record<string, (x: number) => number>> = {
    relu: (x) => Math.max(x, 0),
    'leaky-relu': (x) => (x > 0 ? x : 0.2 * x),
    silu: (x) => x / (1 + Math.exp(-x)),
    // Phi(-1.5), Phi(0), Phi(2)
    gelu: (x) => x * ({ '-1.5': 0.06680720126885807, '0': 0.5, '2': 0.9772498680518208 }[String(x)] ?? NaN),
    tanh: Math.tanh,
    sigmoid: (x) => 1 / (1 + Math.exp(-x)),
    softplus: (x) => Math.log1p(Math.exp(x)),
    identity: (x) => x,
  };
  test.each(Object.entries(functions))('Activation: %s', (name, f) => {
    near(run('Activation', { params: { function: name }, inputs: [given([3], -1.5, 0, 2)] }).data, [-1.5, 0, 2].map(f));
  });
  test('and those are all there are', () => {
    const spec = NODES.get('Activation')!.params.function!;
    expect(spec.type === 'choice' && spec.options.map((o) => o.value)).toEqual(Object.keys(functions));
  });
  test('Upsample repeats pixels', () => {
    const r = run('Upsample', { inputs: [given([1, 2, 1], 1, 2)] });
    expect(r.event).toEqual([2, 4, 1]);
    near(r.data, [1, 1, 2, 2, 1, 1, 2, 2]);
  });
  test('Add sums, Concat joins, Reshape keeps the order', () => {
    const xs = [given([2], 1, 2), given([2], 10, 20)];
    near(run('Add', { inputs: xs }).data, [11, 22]);
    near(run('Concat', { inputs: xs }).data, [1, 2, 10, 20]);
    expect(run('Reshape', { params: { shape: [2, 1] }, inputs: [xs[0]!] })).toMatchObject({ event: [2, 1], data: [1, 2] });
    expect(run('Reshape', { inputs: [given([2, 1], 1, 2)] }).event).toEqual([2]);
  });
  test('Dropout scales up what it keeps while learning, and does nothing after', () => {
    const ones = given([400], ...Array<number>(400).fill(1));
    const r = run('Dropout', { params: { rate: 0.25 }, inputs: [ones] }).data;
    const kept = r.filter((x) => x !== 0);
    expect(new Set(kept.map((x) => x.toFixed(10)))).toEqual(new Set([(1 / 0.75).toFixed(10)]));
    expect(Math.abs(kept.length / 400 - 0.75)).toBeLessThan(4.5 * Math.sqrt((0.75 * 0.25) / 400));
    expect(run('Dropout', { params: { rate: 0.25 }, inputs: [ones], use: 'score' }).data).toEqual(ones.data);
  });
});
describe('the ends of a network', () => {
  test('Input gives the value, several of them joined, or the condition', () => {
    near(run('LayerInput', { inputs: [given([2], 1, 2)] }).data, [1, 2]);
    near(run('LayerInput', { inputs: [given([2, 1], 1, 2), given([1], 3)] }).data, [1, 2, 3]);
    expect(run('LayerInput', { inputs: [given([], 7)] })).toMatchObject({ event: [1], data: [7] });
    near(run('LayerInput', { params: { role: 'condition' }, inputs: [given([2], 1, 2)], condition: true }).data, [1, 2]);
    near(run('LayerInput', { params: { role: 'time' }, inputs: [given([2], 1, 2)], time: true }).data, [1, 2]);
  });
  test('Output reshapes where the numbers suffice, and else adds a dense layer', () => {
    const x = given([4], 1, 2, 3, 4);
    expect(run('LayerOutput', { inputs: [x], out: [4] })).toMatchObject({ event: [4], params: [] });
    expect(run('LayerOutput', { inputs: [x], out: [2, 2] })).toMatchObject({ event: [2, 2], params: [] });
    const fitted = run('LayerOutput', { inputs: [x], out: [1], weights: { 'it.w': [1, 1, 1, 1], 'it.b': [1] } });
    expect(fitted).toMatchObject({ event: [1], data: [11] });
  });
});
describe('what a layer refuses', () => {
  test.each([
    ['Dense', { inputs: [] }, 'nothing is wired to it'],
    ['Add', { inputs: [] }, 'nothing is wired to it'],
    ['Add', { inputs: [given([2], 1, 2), given([3], 1, 2, 3)] }, 'it would add [2] and [3]'],
    ['Concat', { inputs: [given([1, 2], 1, 2), given([2, 1], 1, 2)] }, '[1×2] and [2×1] differ before the last axis'],
    ['Conv2D', { inputs: [given([2], 1, 2)] }, 'it reads images [height×width×channels], not [2]'],
    ['Upsample', { inputs: [given([2], 1, 2)] }, 'it reads images [height×width×channels], not [2]'],
    ['Reshape', { params: { shape: [3] }, inputs: [given([2], 1, 2)] }, '[2] has 2 numbers, [3] has 3'],
    ['LayerOutput', { params: { project: false }, inputs: [given([2], 1, 2)], out: [3] }, 'it gives [2] where [3] is asked for'],
    ['LayerInput', { params: { role: 'condition' }, inputs: [given([2], 1, 2)] }, 'the network is given no condition where it is used'],
    ['LayerInput', { params: { role: 'time' }, inputs: [given([2], 1, 2)] }, 'the network is given no time where it is used'],
  ] as const)('%s: %j', (kind, setting, why) => {
    expect(() => build(kind, setting)).toThrow(why);
    expect(() => build(kind, setting)).toThrow(Refusal);
  });
});
