import { describe, expect, test } from 'vitest';
import type { GraphNode } from '../../../src/graph/model.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { type Seen, detect } from '../../../src/studio/run/detect.ts';
import type { MetricPoint, Views } from '../../../src/workers/protocol.ts';
import { drawing } from '../../drawings/all.ts';
import { compiled, graphOf } from '../../drawings/notation.ts';

const STEPS = 400;
/** A run of a drawing in which everything told is 1, but for what is given as a function of the step. */
function run(name: string, values: Readonly<Record<string, (step: number) => number>>, o: Partial<Seen> = {}): Seen {
  const d = drawing(name);
  const { players } = compiled(d).learn;
  const names = players.flatMap((p) => p.report);
  for (const told of Object.keys(values)) if (!names.includes(told)) throw new Error(`${told} is not told: ${names.join()}`);
  const metrics: MetricPoint[] = Array.from({ length: STEPS }, (_, i) => ({
    step: i + 1,
    values: Object.fromEntries(names.map((n) => [n, values[n]?.(i + 1) ?? 1])),
  }));
  const nodes: readonly GraphNode[] = graphOf(d).nodes;
  return { nodes, players, metrics, film: [], covered: undefined, ...o };
}
const view = (step: number, nll: number, o: Partial<Views> = {}): Views => ({
  step,
  samples: {},
  chains: {},
  reconstructions: {},
  probed: [],
  limit: { nll, kind: 'exact' },
  ...o,
});
const codes = (s: Seen): readonly string[] => detect(s).map((f) => f.code);
const tiny = (): number => 0.001;

describe('detectors', () => {
  test('find nothing in a sound run, and nothing before there is anything to judge', () => {
    for (const name of ['vae', 'gan', 'realnvp', 'ddpm']) expect(codes(run(name, {}))).toEqual([]);
    const young = run('vae', { 'elbo.kl.z.0': tiny, 'elbo.kl.z.1': tiny });
    expect(codes({ ...young, metrics: young.metrics.slice(0, 50) })).toEqual([]);
  });
  test('a posterior that says the same for every example', () => {
    const [found] = detect(run('vae', { 'elbo.kl.z.0': tiny, 'elbo.kl.z.1': tiny }));
    expect(found).toMatchObject({ code: 'posterior-collapse', what: 'The posterior of z has collapsed.' });
    expect(codes(run('vae', { 'elbo.kl.z.0': tiny }))).toEqual([]);
  });
  test('a critic that is sure of everything, unless its scores are distances', () => {
    const sure = { 'adv.score.data': () => 6, 'adv.score.model': () => -6 };
    expect(codes(run('gan', sure))).toEqual(['saturated-critic']);
    const s = run('gan', sure);
    const nodes = s.nodes.map((n) => (n.kind === 'Adversarial' ? { ...n, params: { loss: 'wasserstein' } } : n));
    expect(codes({ ...s, nodes })).toEqual([]);
  });
  test('missing modes, in games alone', () => {
    expect(codes(run('gan', {}, { covered: 0.2 }))).toEqual(['mode-collapse']);
    expect(codes(run('gan', {}, { covered: 0.9 }))).toEqual([]);
    expect(codes(run('vae', {}, { covered: 0.2 }))).toEqual([]);
  });
  test('pictures that are the same again and again, and not before anything is drawn', () => {
    const film = (apart: number, nearest: number, contrast = 1, frames = 2): readonly Views[] =>
      Array.from({ length: frames }, (_, i) => view(200 * (i + 1), 1, { variety: { apart, nearest, contrast } }));
    const found = (f: readonly Views[], name = 'gan') => codes(run(name, {}, { film: f }));
    expect(detect(run('gan', {}, { film: film(0.1, 0.05) }))).toMatchObject([
      { code: 'mode-collapse', what: 'The generator makes the same pictures again.' },
    ]);
    // a few pictures, each of them often
    expect(found(film(0.8, 0.1))).toEqual(['mode-collapse']);
    expect(found(film(0.95, 0.8))).toEqual([]);
    // grey at the start; one frame alone
    expect(found(film(0.1, 0.05, 0.3))).toEqual([]);
    expect(found(film(0.1, 0.05, 1, 1))).toEqual([]);
    // what trained templates of pictures come to: VAE, RBM, MADE, VQ-VAE, flow and GAN on drawn digits
    for (const [apart, nearest] of [
      [0.98, 1.06],
      [0.97, 1.02],
      [1.01, 1.06],
      [1.04, 1.17],
      [0.98, 1.17],
      [0.93, 0.97],
    ] as const)
      for (const name of ['vae', 'ddpm', 'gan']) expect(found(film(apart, nearest), name)).toEqual([]);
  });
  test('any model that draws the same pictures again, with what sharpens its draws, and no other name for a collapsed posterior', () => {
    const film = [200, 400].map((step) => view(step, 1, { variety: { apart: 0.3, nearest: 0.1, contrast: 1 } }));
    const s = run('ddpm', {}, { film });
    expect(detect(s)).toMatchObject([{ code: 'mode-collapse', what: 'The model makes the same pictures again.' }]);
    const guided = s.nodes.map((n) => (n.kind === 'Diffusion' ? { ...n, params: { ...n.params, guidance: 8 } } : n));
    expect(detect({ ...s, nodes: guided })[0]!.remedies[0]).toMatchObject({ label: 'Lean less towards the condition', param: 'guidance' });
    expect(codes(run('vae', { 'elbo.kl.z.0': tiny, 'elbo.kl.z.1': tiny }, { film }))).toEqual(['posterior-collapse']);
    // of several phases the last must have learned for a while
    const phases = run('latent-diffusion', {}, { film });
    const [loss] = phases.players.at(-1)!.losses;
    const early = phases.metrics.map((p) => ({ ...p, values: p.step < 350 ? {} : p.values }));
    expect(loss).toBeDefined();
    expect(codes(phases)).toEqual(['mode-collapse']);
    expect(codes({ ...phases, metrics: early })).toEqual([]);
  });
  test('a gradient far above its usual norm', () => {
    expect(codes(run('vae', { 'opt.gradient': (step) => (step === STEPS ? 1e5 : 1) }))).toEqual(['wild-gradient']);
  });
  test('a flow that throws points out', () => {
    const grid = (reach: number) => ({
      shows: 'grid' as const,
      node: 'c2',
      variable: 'x',
      quantity: '',
      parts: { value: new Float32Array(8).fill(reach) },
      width: 2,
      size: 2,
      low: [-1, -1] as const,
      high: [1, 1] as const,
    });
    expect(codes(run('realnvp', {}, { film: [view(400, 1, { probed: [grid(1e4)] })] }))).toEqual(['exploding-flow']);
    expect(codes(run('realnvp', {}, { film: [view(400, 1, { probed: [grid(Infinity)] })] }))).toEqual(['exploding-flow']);
    expect(codes(run('realnvp', {}, { film: [view(400, 1, { probed: [grid(3)] })] }))).toEqual([]);
    // data as wide as that are met, not left
    const wide = { ...grid(1000), shows: 'beside' as const, node: 'x', parts: { data: new Float32Array(8).fill(1000) } };
    expect(codes(run('realnvp', {}, { film: [view(400, 1, { probed: [grid(1000), wide] })] }))).toEqual([]);
  });
  test('held-out data that become worse while the training loss falls', () => {
    const film = [2, 1.5, 1.2, 1.5, 1.6, 1.7].map((nll, i) => view(60 * (i + 1), nll));
    const falls = { 'loss.obj': (step: number) => 2 - step / STEPS };
    const name = 'realnvp';
    const loss = compiled(drawing(name)).learn.players[0]!.losses[0]!.report;
    const s = run(name, { [loss]: falls['loss.obj'] }, { film });
    expect(detect(s)).toMatchObject([{ code: 'overfitting', why: expect.stringContaining('step 180') }]);
    expect(codes({ ...s, film: film.slice(0, 3) })).toEqual([]);
    // slowly at first, then beyond all bounds
    const later = (...nll: readonly number[]): Seen => ({ ...s, film: nll.map((v, i) => view(60 * (i + 1), v)) });
    expect(codes(later(2, 1.2, 1.22, 1.25, 1.4, 3, 17))).toEqual(['overfitting']);
    // up and down
    expect(codes(later(2, 1.2, 1.5, 1.6, 1.25, 1.6))).toEqual([]);
    expect(codes(run(name, { [loss]: (step) => 1 + step / STEPS }, { film }))).toEqual([]);
  });
  test('dead codes', () => {
    const s = run('vq-vae', {});
    const dead = s.players.flatMap((p) => p.report).find((n) => n.includes('.dead.'))!;
    expect(codes(run('vq-vae', { [dead]: () => 0.1 }))).toEqual([]);
    expect(codes(run('vq-vae', { [dead]: () => 0.8 }))).toEqual(['dead-codes']);
  });
  test('every remedy is a setting of a node that is there', () => {
    const film = [view(400, 1, { probed: [] })];
    const all = [
      run('vae', { 'elbo.kl.z.0': tiny, 'elbo.kl.z.1': tiny, 'opt.gradient': (step) => (step === STEPS ? 1e5 : 1) }),
      run('gan', { 'adv.score.data': () => 6, 'adv.score.model': () => -6 }, { covered: 0.1, film }),
      run('vq-vae', { 'elbo.dead.z': () => 0.9 }),
    ];
    for (const s of all)
      for (const { remedies } of detect(s)) {
        expect(remedies.length).toBeGreaterThan(0);
        for (const r of remedies) {
          const kind = s.nodes.find((n) => n.id === r.node)?.kind;
          expect(Object.keys(NODES.get(kind ?? '')?.params ?? {}), `${r.node}.${r.param}`).toContain(r.param);
        }
      }
  });
});
