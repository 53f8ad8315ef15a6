import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokens } from '../../../src/graph/space.ts';
import type { Values } from '../../../src/graph/space.ts';
import { finite } from '../../../src/data/finite.ts';
import { canPrepare, prepare, preparedColumns } from '../../../src/data/prepare.ts';
import type { PrepareOptions } from '../../../src/data/prepare.ts';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import { split } from '../../../src/data/split.ts';

const ten = finite({
  name: 'ten',
  title: 'Ten',
  columns: {
    x: { space: { layout: 'vector', shape: [2], values: { kind: 'levels', k: 256 } }, values: Uint8Array.from({ length: 20 }, (_, i) => i) }, // prettier-ignore
    y: { space: tokens(10), values: Uint16Array.from({ length: 10 }, (_, i) => i) },
  },
  heldOutFraction: 0.3,
});

describe('split', () => {
  test('parts are disjoint and whole, and neither is empty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.nat(), (n, f, seed) => {
        const { train, heldOut } = split(n, f, seed);
        expect(Math.min(train.length, heldOut.length)).toBeGreaterThan(0);
        expect([...train, ...heldOut].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });
  test('a tenth by default, by seed', () => {
    expect(split(1000).heldOut.length).toBe(100);
    expect(split(1000, 0.1, 1)).toEqual(split(1000, 0.1, 1));
    expect(split(1000, 0.1, 1)).not.toEqual(split(1000, 0.1, 2));
    expect(() => split(1)).toThrow(RangeError);
    expect(() => split(10, 0)).toThrow(RangeError);
  });
});

describe('finite', () => {
  const ys = (seed: number, step: number, n: number): number[] => Array.from(ten.batch(seed, step, n).columns['y']!);
  test('columns stay together', () => {
    const { columns } = ten.batch(1, 1, 9);
    columns['y']!.forEach((y, i) => expect(Array.from(columns['x']!.subarray(2 * i, 2 * i + 2))).toEqual([2 * y, 2 * y + 1]));
  });
  test('every epoch visits every training example once, in an order of its own', () => {
    expect([ten.size, ten.heldOutSize]).toEqual([7, 3]);
    const visits = Array.from({ length: 14 }, (_, step) => ys(5, step, 3)).flat();
    const epochs = Array.from({ length: 6 }, (_, e) => visits.slice(7 * e, 7 * e + 7));
    for (const e of epochs) expect(new Set(e).size).toBe(7);
    expect(new Set(epochs.map(String)).size).toBeGreaterThan(3);
    expect(ys(5, 3, 3)).toEqual(visits.slice(9, 12));
    expect(ys(7, 0, 7)).not.toEqual(ys(5, 0, 7));
  });
  test('a batch may be longer than an epoch', () => expect(ys(1, 0, 21).length).toBe(21));
  test('held-out examples are never trained on, and there are no more than there are', () => {
    const held = Array.from(ten.heldOut(1, 100).columns['y']!);
    expect(held.length).toBe(3);
    expect(held.filter((y) => ys(1, 0, 7).includes(y))).toEqual([]);
    expect(ten.heldOut(1, 2).n).toBe(2);
  });
  test('the last examples are held out where their number is given', () => {
    const y = { space: tokens(5), values: Uint8Array.from([0, 1, 2, 3, 4]) };
    const last = finite({ name: 'five', title: 'Five', columns: { y }, heldOut: 2 });
    expect(Array.from(last.heldOut(1, 9).columns['y']!).sort()).toEqual([3, 4]);
    expect(Array.from(last.batch(1, 0, 3).columns['y']!).sort()).toEqual([0, 1, 2]);
    for (const heldOut of [0, 5, 1.5]) expect(() => finite({ name: 'five', title: 'Five', columns: { y }, heldOut })).toThrow(RangeError);
  });
  test('columns of different length are refused', () => {
    const bad = { x: { space: tokens(2), values: new Uint8Array(3) }, y: { space: tokens(2), values: new Uint8Array(4) } };
    expect(() => finite({ name: 'bad', title: 'Bad', columns: bad })).toThrow(RangeError);
  });
});

describe('prepare', () => {
  const of = (kind: Values, values: number[]): ReturnType<typeof finite> =>
    finite({ name: 'v', title: 'V', columns: { x: { space: { layout: 'vector', shape: [values.length], values: kind }, values: Float32Array.from([...values, ...values]) } } }); // prettier-ignore
  const levels = { kind: 'levels', k: 256 } as const;
  test.each([
    [levels, { values: 'unit', levels: 0 }, { kind: 'unit' }, [0, 51, 255], [0, 0.2, 1]],
    [levels, { values: 'binary', levels: 0 }, { kind: 'binary' }, [0, 127, 128, 255], [0, 0, 1, 1]],
    [levels, { values: 'levels', levels: 4 }, { kind: 'levels', k: 4 }, [0, 63, 64, 255], [0, 0, 1, 3]],
    [{ kind: 'unit' }, { values: 'levels', levels: 8 }, { kind: 'levels', k: 8 }, [0, 0.124, 0.126, 1], [0, 0, 1, 7]],
    [{ kind: 'unit' }, { values: 'binary', levels: 8 }, { kind: 'binary' }, [0.49, 0.5], [0, 1]],
    [{ kind: 'binary' }, { values: 'levels', levels: 16 }, { kind: 'levels', k: 16 }, [0, 1], [0, 15]],
    [{ kind: 'binary' }, { values: 'unit', levels: 16 }, { kind: 'unit' }, [0, 1], [0, 1]],
    [levels, { values: 'as-is', levels: 2 }, levels, [3, 200], [3, 200]],
    [{ kind: 'real' }, { values: 'binary', levels: 2 }, { kind: 'real' }, [-3, 2.5], [-3, 2.5]],
  ] as [Values, PrepareOptions, Values, number[], number[]][])('%j by %j', (from, options, to, before, after) => {
    const source = of(from, before);
    const changed = prepare(source, options);
    expect(changed.columns).toEqual(preparedColumns(source.columns, options));
    expect(changed.columns['x']!.space.values).toEqual(to);
    for (const { columns } of [changed.batch(0, 0, 1), changed.heldOut(0, 1)])
      columns['x']!.forEach((v, i) => expect(v).toBeCloseTo(after[i]!, 6));
  });
  test('what cannot be changed is said, and keeps its truth; what was changed loses it', () => {
    const moons = openSynthetic('moons')!;
    const options = { values: 'binary', levels: 2 } as const;
    expect(canPrepare(moons.columns['x']!.space, options)).toBe(false);
    expect(prepare(moons, options)).toBe(moons);
    const known = { ...of(levels, [1, 2]), truth: moons.truth! };
    expect(prepare(known, { values: 'as-is', levels: 2 }).truth).toBe(moons.truth);
    expect(prepare(known, { values: 'unit', levels: 2 }).truth).toBeUndefined();
  });
});
