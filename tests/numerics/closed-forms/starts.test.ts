/** Parameters that start from data: what flows through them is standardised on the first batch, step after step of a chain. */
import { describe, expect, test } from 'vitest';
import type { Compiled, Player } from '../../../src/compiler/compiled.ts';
import { drawing } from '../../drawings/all.ts';
import { compiled, withSmallNetworks } from '../../drawings/notation.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { uniform } from '../../oracle/numbers.ts';
import { rows } from './formulas.ts';
import { inputsOf } from './inputs.ts';
import { along, normals, vectorsOf } from './run.ts';

const BATCH = 24;
/** The same noise for every program, so that the draws that were standardised can be made again. */
const random = (_: string, __: string, n: number): readonly number[] => normals('noise', n);
const weightsOf = (c: Compiled): Record<string, Float64Array> => {
  const weights = vectorsOf(c);
  // networks that do something, so that later steps of a chain see what earlier ones made of the data
  for (const [name, w] of Object.entries(weights)) weights[name] = Float64Array.from(uniform(name, w.length, -0.6, 0.6));
  return { ...weights, ...Object.fromEntries(Object.entries(weights).map(([k, w]) => [k.replace('weights.', 'average.'), w])) };
};
const inputsFor = (c: Compiled, p: Player): Record<string, readonly number[]> =>
  Object.fromEntries(Object.entries(inputsOf(c, p.start!, BATCH)).map(([k, v]) => [k, Array.from(v, (x) => 3 * x + 0.7)]));

interface Started {
  readonly c: Compiled;
  readonly player: Player;
  readonly before: Readonly<Record<string, Float64Array>>;
  readonly after: Readonly<Record<string, Float64Array>>;
  readonly inputs: Readonly<Record<string, ArrayLike<number>>>;
}
function started(name: string, optimiser = 'opt'): Started {
  const c = compiled(withSmallNetworks(drawing(name)));
  const player = c.learn.players.find((p) => p.optimiser === optimiser)!;
  const before = weightsOf(c);
  const inputs = inputsFor(c, player);
  const out = interpret(player.start!, { batch: BATCH, vectors: before, inputs, random });
  const next = Object.fromEntries(Object.entries(out).map(([k, v]) => [k.slice('next.'.length), v.data]));
  return { c, player, before, after: { ...before, ...next }, inputs };
}
/** Mean and deviation of each column. */
const momentsOf = (table: readonly (readonly number[])[]): readonly (readonly [number, number])[] =>
  table[0]!.map((_, k) => {
    const column = table.map((r) => r[k]!);
    const mean = column.reduce((a, x) => a + x, 0) / column.length;
    return [mean, Math.sqrt(column.reduce((a, x) => a + (x - mean) ** 2, 0) / column.length)] as const;
  });
function standard(table: readonly (readonly number[])[]): void {
  for (const [mean, deviation] of momentsOf(table)) {
    expect(mean).toBeCloseTo(0, 10);
    expect(deviation).toBeCloseTo(1, 10);
  }
}
const entry = (s: Started, param: string) => {
  const v = s.c.vectors.find((w) => w.entries.some((e) => e.param === param))!;
  return { vector: `weights.${v.name}`, ...v.entries.find((e) => e.param === param)! };
};

describe('a chain that starts from data', () => {
  const s = started('glow-of-vectors');
  test('is standardised where it meets its base, through every step above', () => {
    const { 'x.base': z } = interpret(s.c.infer.program!, { batch: BATCH, vectors: s.after, inputs: s.inputs, random });
    standard(rows(along(z!, 'B'), 3));
  });
  test('is not before it is started', () => {
    const { 'x.base': z } = interpret(s.c.infer.program!, { batch: BATCH, vectors: s.before, inputs: s.inputs, random });
    expect(momentsOf(rows(along(z!, 'B'), 3)).every(([m, d]) => Math.abs(m) < 0.01 && Math.abs(d - 1) < 0.01)).toBe(false);
  });
  test('has the statistics of the data in the step nearest to them', () => {
    const x = momentsOf(rows(Array.from(s.inputs['d.x']!), 3));
    const at = (param: string): number[] => {
      const e = entry(s, param);
      return Array.from(s.after[e.vector]!.slice(e.offset, e.offset + 3));
    };
    at('a2.shift').forEach((t, i) => expect(t).toBeCloseTo(x[i]![0], 10));
    at('a2.logScale').forEach((l, i) => expect(l).toBeCloseTo(Math.log(x[i]![1]), 10));
  });
  test('leaves every other weight as it was', () => {
    for (const { param, offset, shape, vector } of s.c.params.map((p) => entry(s, p.name))) {
      const n = shape.reduce((a, d) => a * d, 1);
      const [was, is] = [s.before[vector]!, s.after[vector]!].map((w) => Array.from(w.slice(offset, offset + n)));
      if (/^a[12]\./.test(param)) expect(is, param).not.toEqual(was);
      else expect(is, param).toEqual(was);
    }
  });
});

test('a posterior is standardised the way its draws go', () => {
  const s = started('vae-actnorm-posterior');
  const { z } = interpret(s.c.infer.program!, { batch: BATCH, vectors: s.after, inputs: s.inputs, random });
  standard(rows(along(z!, 'B'), 2));
});

describe('a flow of the second phase', () => {
  const s = started('vae-actnorm-prior-in-phase-2', 'opt2');
  test('starts when its phase does', () => expect(s.c.learn.players.map((p) => p.start !== undefined)).toEqual([false, true]));
  test('starts in the average of its weights too, and leaves the first phase alone', () => {
    expect(Object.keys(s.after).filter((k) => s.after[k] !== s.before[k])).toEqual(['weights.opt2', 'average.opt2']);
    expect(s.after['average.opt2']).toEqual(s.after['weights.opt2']);
  });
});
