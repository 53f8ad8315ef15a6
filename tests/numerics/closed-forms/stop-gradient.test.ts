import { describe, expect, test } from 'vitest';
import { lossesOf } from '../../../src/compiler/objective.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { leaves } from '../../../src/ir/dependencies.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled, withSmallNetworks } from '../../drawings/notation.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';
import { inputsOf } from './inputs.ts';
import { modelOf } from './model.ts';
import { normals, runPlayer, vectorsOf } from './run.ts';

/** DESIGN rule 5: an objective without the entropy of q must not move q, or it would pull every code to one point. */
describe('NLL of a latent', () => {
  const d = withSmallNetworks(drawing('prior-in-phase-2'));
  const c = compiled(d);
  const phase2 = c.learn.players[1]!;
  test('depends on the encoder by value', () => {
    const inputs = inputsOf(c, phase2.program, 4);
    const loss = (bias: number): number =>
      runPlayer(c, phase2, { batch: 4, params: { 'encNet.l1.b': [bias, 0, 0, 0] }, inputs }).report['loss.nll']!;
    expect(Math.abs(loss(0) - loss(2))).toBeGreaterThan(0.05);
  });
  test('and has no gradient to it', () => {
    const model = modelOf(d);
    const b = new Builder('nll');
    const [loss] = lossesOf(model, b, 'nll', 'out');
    const slot = b.params.get('encNet.l1.b')!;
    const [g] = gradients(b, loss!.value, [b.param(slot.name, slot.event, slot.init)]);
    const weights = Object.fromEntries(
      c.vectors.flatMap((v) => v.entries.map((e) => [e.param, vectorsOf(c)[`weights.${v.name}`]!.slice(e.offset)] as const)),
    );
    const vectors = Object.fromEntries(
      [...b.params.values()].map((s) => [
        s.name,
        weights[s.name]!.slice(
          0,
          s.event.reduce((n, k) => n * k, 1),
        ),
      ]),
    );
    const out = interpret(b.program({ g: g! }), { batch: 4, vectors, inputs: { 'd.x': normals('stop x', 8) }, random: draws(1, 0) });
    expect([...out.g!.data]).toEqual([0, 0, 0, 0]);
  });
  test('its program reads the encoder and writes the prior alone', () => {
    expect(phase2.trained.every((p) => p.startsWith('prior.'))).toBe(true);
    expect([...leaves(Object.values(phase2.program.outputs), 'state', false)]).toContain('weights.opt');
    expect(Object.keys(phase2.program.outputs).filter((k) => k.startsWith('next.weights'))).toEqual(['next.weights.opt2']);
  });
});
describe('the ELBO', () => {
  test('moves q, by the reparameterised draw and by the KL', () => {
    const c = compiled(withSmallNetworks(altered(drawing('vae'), { nodes: { elbo: ['ELBO', { beta: 0 }] } })));
    // without the KL, only the draw carries a gradient to the encoder
    const p = c.learn.players[0]!;
    const { next } = runPlayer(c, p, { batch: 4, inputs: inputsOf(c, p.program, 4) });
    const entry = c.vectors[0]!.entries.find((e) => e.param === 'encNet.l1.b')!;
    expect(next['opt.m.opt']!.slice(entry.offset, entry.offset + 4).every((m) => m !== 0)).toBe(true);
  });
});
describe('what an earlier phase trained', () => {
  test('is held: a later phase writes only what it thawed', () => {
    const c = compiled(drawing('thaw-in-phase-2'));
    const [first, second] = c.learn.players;
    expect(Object.keys(second!.held).sort()).toEqual(first!.trained.filter((p) => p.startsWith('enc.')).sort());
    expect(c.vectors.map((v) => v.name).sort()).toEqual(['opt', 'opt+opt2']);
    const written = Object.keys(second!.program.outputs).filter((k) => k.startsWith('next.weights'));
    expect(written).toEqual(['next.weights.opt+opt2']);
    expect(c.vectors.find((v) => v.name === 'opt+opt2')!.entries.every((e) => e.param.startsWith('dec.'))).toBe(true);
  });
});
