/** The U-Net against PyTorch with the same weights. The figures were made by tests/fixtures/u-net.py. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Builder } from '../../src/ir/builder.ts';
import { type UNetOptions, uNet } from '../../src/nodes/networks/u-net.ts';
import { interpret } from '../oracle/interpreter.ts';

interface Fixture {
  readonly options: UNetOptions;
  readonly shape: readonly number[];
  readonly x: readonly number[];
  readonly condition: readonly number[];
  readonly time: readonly number[];
  readonly y: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
}
const FIXTURE: Fixture = JSON.parse(readFileSync(new URL('../fixtures/u-net.json', import.meta.url), 'utf8'));

test('a U-Net makes of an image, a time and a condition what PyTorch makes of them', () => {
  const f = FIXTURE;
  const b = new Builder('fixture');
  const ins = { x: [b.input('x', f.shape)], condition: [b.input('c', [2])], time: b.input('t', []) };
  const y = uNet('net', f.options).apply(b, ins, f.shape);
  const vectors = Object.fromEntries(Object.entries(f.weights).map(([name, v]) => [`net.${name}`, v]));
  expect(Object.keys(vectors).sort()).toEqual([...b.params.keys()].sort());
  const found = interpret(b.program({ y }), { batch: 2, vectors, inputs: { x: f.x, c: f.condition, t: f.time } }).y!.data;
  expect(found).toHaveLength(f.y.length);
  f.y.forEach((v, i) => expect(found[i]!, String(i)).toBeCloseTo(v, 9));
});
