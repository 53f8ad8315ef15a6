import { describe, expect, test } from 'vitest';
import type { Player } from '../../../src/compiler/compiled.ts';
import { numel } from '../../../src/graph/space.ts';
import { DRAWINGS, drawing } from '../../drawings/all.ts';
import { CODES } from '../../drawings/codes.ts';
import { type Drawn, compiled, withSmallNetworks } from '../../drawings/notation.ts';
import { differences } from '../../oracle/finite-differences.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';
import { inputsOf } from './inputs.ts';
import { normals, runPlayer, vectorsOf } from './run.ts';

/** Encoders of hard draws: their gradient is a straight-through estimate, and no derivative of the loss. */
const STRAIGHT_THROUGH: Readonly<Record<string, string>> = {
  'categorical-latent-vae': 'encNet',
  'bernoulli-latent-vae': 'encNet',
  'autoencoder-of-bits': 'encNet',
  'vae-ar-prior-over-gumbel-codes': 'encNet',
  ...Object.fromEntries(CODES.map((d) => [d.name, 'down' in d.nodes ? 'down' : 'featNet'])),
};
/** Critics whose losses are differences of scores: an offset of every score changes nothing. */
const OFFSET = 'critic.l1.b';
const DIFFERENCES: ReadonlySet<string> = new Set(['wgan-gp', 'wgan-without-penalty', 'hinge-gan', 'bigan-wgan-gp']);
/** Its chains follow the parameters and no gradient passes through them; chains.test.ts holds them still first. */
const CHAINS = 'ContrastiveDivergence';
/** Two losses in one optimiser, each of which moves its own weights: no function has that gradient. */
const TWO_LOSSES = 'gan-of-one-optimiser';
const BATCH = 3;

/** Weights a little off their start, where zero biases can lie on a kink. */
const shaken = (vectors: Record<string, Float64Array>): Record<string, Float64Array> =>
  Object.fromEntries(
    Object.entries(vectors).map(([name, v]) => {
      const off = name.startsWith('weights.') ? normals(`off ${name}`, v.length) : undefined;
      return [name, off ? v.map((x, i) => x + 0.02 * off[i]!) : v];
    }),
  );
/** For each trained parameter: its name, and the derivative of the losses along a random direction, derived and by differences. */
function derivatives(d: Drawn, batch: number): readonly (readonly [name: string, derived: number, measured: number])[] {
  const c = compiled(d);
  return c.learn.players.flatMap((p: Player) => {
    // some way into the warm-up of those that have one
    const given = { batch, inputs: inputsOf(c, p.program, batch), step: 3 };
    const first = shaken(vectorsOf(c));
    const { next } = runPlayer(c, p, { ...given, state: first });
    const losses = p.losses.map((l) => p.report.indexOf(l.report));
    const loss = (vectors: Record<string, Float64Array>): number => {
      const program = { ...p.program, outputs: { report: p.program.outputs.report! } };
      const out = interpret(program, { batch, vectors, inputs: given.inputs, random: draws(1, 3), step: 3 }).report!.data;
      return losses.reduce((a, i) => a + out[i]!, 0);
    };
    return p.trained.map((name) => {
      const vector = c.vectors.find((v) => v.entries.some((e) => e.param === name))!;
      const entry = vector.entries.find((e) => e.param === name)!;
      const direction = normals(`along ${name}`, numel(entry.shape));
      // Adam's first mean after one step from zero is a tenth of the gradient
      const m = next[`${p.optimiser}.m.${vector.name}`]!;
      const derived = direction.reduce((a, u, i) => a + (u * m[entry.offset + i]!) / 0.1, 0);
      const key = `weights.${vector.name}`;
      // steps so short that they hardly ever cross a kink
      const along = (t: Float64Array): number => {
        const flat = Float64Array.from(first[key]!);
        direction.forEach((u, i) => (flat[entry.offset + i]! += t[0]! * u));
        return loss({ ...first, [key]: flat });
      };
      return [name, derived, differences(along, [0], 1e-6)[0]!] as const;
    });
  });
}
/** Parameters whose derivative is wrong, with both numbers. */
const wrong = (found: ReturnType<typeof derivatives>, tolerance: number): unknown[] =>
  found.filter(([, a, b]) => !(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b))));

describe('gradients of every learn program against central differences', () => {
  const chained = (d: Drawn): boolean => Object.values(d.nodes).some(([kind]) => kind === CHAINS);
  const learnt = DRAWINGS.filter((d) => d.name !== TWO_LOSSES && !chained(d) && compiled(d).learn.players.length > 0);
  test('most drawings learn', () => expect(learnt.length).toBeGreaterThanOrEqual(129));
  test.each(learnt.map((d) => [d.name, d] as const))('%s', (name, d) => {
    const found = derivatives(withSmallNetworks(d), BATCH).filter(([p]) => p.split('.')[0] !== STRAIGHT_THROUGH[name]);
    expect(found.length).toBeGreaterThan(0);
    expect(wrong(found, 1e-6)).toEqual([]);
    expect(found.filter(([p, a]) => a === 0 && !(DIFFERENCES.has(name) && p === OFFSET))).toEqual([]);
  });
  test('default networks, with their kinks', () => {
    expect(wrong(derivatives(drawing('vae'), 1), 1e-6)).toEqual([]);
  });
});
