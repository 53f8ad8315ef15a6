/** Causal networks against PyTorch with the same weights. The figures were made by tests/fixtures/causal-networks.py. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Builder } from '../../src/ir/builder.ts';
import { interpret } from '../oracle/interpreter.ts';
import { type Settings, networkOf } from './network-of.ts';

interface Fixture {
  readonly settings: Settings;
  readonly positions: readonly number[];
  readonly width: number;
  readonly numbers: number;
  readonly x: readonly number[];
  readonly condition: readonly number[];
  readonly y: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
}
const FIXTURES = JSON.parse(readFileSync(new URL('../fixtures/causal-networks.json', import.meta.url), 'utf8')) as Readonly<
  Record<'LSTM' | 'GPT' | 'PixelCNN', Fixture>
>;

test.each(['LSTM', 'GPT', 'PixelCNN'] as const)('%s says what PyTorch says', (kind) => {
  const f = FIXTURES[kind];
  const b = new Builder('fixture');
  const ins = { x: [b.input('x', [...f.positions, f.width])], condition: [b.input('c', [2])] };
  const y = networkOf(kind, f.settings, b).apply(b, ins, [...f.positions, f.numbers]);
  const vectors = Object.fromEntries(Object.entries(f.weights).map(([name, v]) => [`net.${name}`, v]));
  expect(Object.keys(vectors).sort()).toEqual([...b.params.keys()].sort());
  const found = interpret(b.program({ y }), { batch: 2, vectors, inputs: { x: f.x, c: f.condition } }).y!.data;
  expect(found).toHaveLength(f.y.length);
  f.y.forEach((v, i) => expect(found[i]!, String(i)).toBeCloseTo(v, 9));
});
