/** Counts of arithmetic by node, against counts by hand. */
import { expect, test } from 'vitest';
import { compile } from '../../../src/compiler/compile.ts';
import type { Compiled } from '../../../src/compiler/compiled.ts';
import { type WorkByNode, workAt, workOf, workOfTurns } from '../../../src/compiler/work.ts';
import { flat } from '../../../src/graph/groups/flatten.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import { loop } from '../../../src/ir/loop.ts';
import { ZEROS } from '../../../src/ir/value.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import { smallVae, twoPhases, twoPlayers } from '../runtime/drawings.ts';
import { template } from '../runtime/rig.ts';
import type { Graph } from '../../../src/graph/model.ts';

const compiledOf = (g: Graph): Compiled => compile(g, openWorld(flat(g), new Map()).environment);
const only = (c: Compiled): WorkByNode => [...workOfTurns(c).values()][0]!;

test('the networks of a VAE: each layer once for values, and for gradients once by its weights and once by what it reads', () => {
  const all = only(compiledOf(smallVae()));
  // 2-16-4, and nobody asks for the gradient by the data
  const encoder = { layers: [2 * 16, 16 * 4] };
  expect(all.get('encNet')).toMatchObject({ value: 2 * 16 + 16 * 4, gradient: encoder.layers[0]! + 2 * encoder.layers[1]! });
  // 2-16-2, and the latent asks for its gradient
  expect(all.get('decNet')).toMatchObject({ value: 2 * 16 + 16 * 2, gradient: 2 * (2 * 16 + 16 * 2) });
  // noise times scale plus mean: no product of matrices
  expect(all.get('enc')).toMatchObject({ value: 0, gradient: 0 });
  expect(all.get('enc')!.other).toBeGreaterThan(0);
});
test('an update is counted once a turn, and grows with the parameters alone', () => {
  const c = compiledOf(smallVae());
  const update = only(c).get('opt')!;
  const parameters = c.vectors.reduce((n, v) => n + v.size, 0);
  expect(update).toMatchObject({ value: 0, gradient: 0, other: 0 });
  // Adam: about a dozen operations a number, and the norm of the gradient
  expect(update.once / parameters).toBeGreaterThan(8);
  expect(update.once / parameters).toBeLessThan(25);
});
test('a convolution: rows times columns times filter', () => {
  const all = only(compiledOf(template('vae-digits')));
  // 4x4 of stride 2: 28x28x1 to 14x14x32 to 7x7x64; then 3136-128-32
  expect(all.get('down')!.value).toBe(14 * 14 * 16 * 32 + 7 * 7 * 16 * 32 * 64 + 3136 * 128 + 128 * 32);
});
test('the body of a loop counts as often as it turns', () => {
  const b = new Builder('walk');
  const w = b.state('w', [3, 3], ZEROS);
  const out = b.within({ node: 'net' }, () =>
    loop(b, b.plate('t', 7), { carried: [b.input('x', [3])], over: [] }, ({ carried }) => ({
      carried: [b.matmul(carried[0]!, w)],
      each: [],
    })),
  );
  expect(workOf(b.program({ x: out.carried[0]! })).get('net')).toMatchObject({ value: 7 * 9, gradient: 0 });
  expect(workOf(b.program({ x: out.carried[0]! }), 2).get('net')!.value).toBe(2 * 7 * 9);
});
test('a derivative belongs to the node whose value it is of, marked as one', () => {
  const b = new Builder('slope');
  const w = b.state('w', [4, 5], ZEROS);
  const y = b.within({ node: 'net' }, () => b.matmul(b.input('x', [4]), w));
  const loss = b.within({ node: 'loss' }, () => b.mean(b.sumEvent(b.square(y))));
  const all = workOf(b.program({ loss, d: gradients(b, loss, [w])[0]! }));
  expect(all.get('net')).toMatchObject({ value: 20, gradient: 20 });
  expect(all.get('loss')).toMatchObject({ value: 0, gradient: 0 });
});
test('phases are counted apart, players of one phase together and as often as they step', () => {
  const phases = workOfTurns(compiledOf(twoPhases(3)));
  expect([...phases.keys()]).toEqual([1, 2]);
  expect(phases.get(2)!.get('decNet')).toBeUndefined();
  const [once, twice] = [twoPlayers({}, { steps: 1 }), twoPlayers()].map((g) => only(compiledOf(g)));
  expect(twice!.get('lin')!.value).toBe(2 * once!.get('lin')!.value);
  expect(twice!.get('py')).toEqual(once!.get('py'));
});
test('a group counts for all that it holds', () => {
  const w = (value: number) => ({ value, gradient: 1, other: 2, once: 3 });
  const all: WorkByNode = new Map([
    ['flow/net', w(5)],
    ['flow/in/net', w(7)],
    ['flower', w(100)],
  ]);
  expect(workAt(all, 'flow')).toEqual({ value: 12, gradient: 2, other: 4, once: 6 });
});
