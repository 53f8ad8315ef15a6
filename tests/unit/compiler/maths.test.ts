import { describe, expect, test } from 'vitest';
import type { Compiled } from '../../../src/compiler/compiled.ts';
import { type Formula, latexOf, nodesIn } from '../../../src/nodes/notation/formula.ts';
import { plainLine, plainText } from '../../../src/nodes/notation/plain.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { DRAWINGS, drawing } from '../../drawings/all.ts';
import { type Drawn, compiled } from '../../drawings/notation.ts';

const shown = (f: Formula): string => plainText(latexOf(f)).replaceAll(' ', '');
const squeezed = (s: string): string => s.replaceAll(' ', '');
const losses = (c: Compiled): readonly string[] =>
  c.learn.players.flatMap((p) => p.losses.map((l) => `${p.optimiser}:${shown(l.statements[0]!.formula)}`));
const law = (c: Compiled, variable: string, side: 'p' | 'q' | 'regulariser' = 'p'): string =>
  shown(c.maths.laws.find((l) => l.variable === variable && l.side === side)!.statements[0]!.formula);

/** As the papers write them. */
const EXPECTED: Readonly<Record<string, { readonly p: string; readonly q?: string; readonly losses: readonly string[] }>> = {
  vae: {
    p: 'p_θ(x,z) = p(z) p_θ(x | z)',
    q: 'q_ϕ(z | x)',
    losses: ['opt: L = E_{x~D}[−E_{q_ϕ(z|x)}[log p_θ(x | z)] + KL(q_ϕ(z | x) ‖ p(z))]'],
  },
  'hierarchical-vae': {
    p: 'p_θ(x,z,z_2) = p(z_2) p_θ(z | z_2) p_θ(x | z)',
    q: 'q_ϕ(z,z_2 | x) = q_ϕ(z_2 | z) q_ϕ(z | x)',
    losses: ['opt: L = E_{x~D}[E_{q_ϕ(z|x)q_ϕ(z_2|z)}[−log p_θ(x | z) + KL(q_ϕ(z_2 | z) ‖ p(z_2)) + KL(q_ϕ(z | x) ‖ p_θ(z | z_2))]]'],
  },
  iwae: {
    p: 'p_θ(x,z) = p(z) p_θ(x | z)',
    q: 'q_ϕ(z | x)',
    losses: ['opt: L = −E_{x~D} E_{q_ϕ(z|x)}[log 1/5 Σ_{k=1}⁵ (p(z_k) p_θ(x | z_k))/(q_ϕ(z_k | x))]'.replace('⁵', '^5')],
  },
  realnvp: { p: 'p_θ(x)', losses: ['opt: L = −E_{x~D} log p_θ(x)'] },
  gan: {
    p: 'p_θ(x)',
    losses: ['optD: L = E_{x~D} ζ(−D_ψ(x)) + E_{x̃~p_θ} ζ(D_ψ(x̃)) + 0.1/2 E‖∇D_ψ(x)‖²', 'optG: L = E_{x̃~p_θ} ζ(−D_ψ(x̃))'],
  },
  bigan: {
    p: 'p_θ(x,z) = p(z) p_θ(x | z)',
    q: 'q_ϕ(z | x)',
    losses: [
      'optD: L = E_{x~D, z~q_ϕ(z|x)} ζ(−D_ψ(x,z)) + E_{x̃,z̃~p_θ} ζ(D_ψ(x̃,z̃)) + 0.1/2 E‖∇D_ψ(x,z)‖²',
      'optG: L = E_{x̃,z̃~p_θ} ζ(−D_ψ(x̃,z̃)) + E_{x~D, z~q_ϕ(z|x)} ζ(D_ψ(x,z))',
    ],
  },
  ddpm: { p: 'p_θ(x)', losses: ['opt: L = E_{x~D} E_{t,ε}‖ε_θ(x_t,t) − ε‖²'] },
  'latent-diffusion': {
    p: 'p_{θ,ψ}(x,z) = p_ψ(z) p_θ(x | z)',
    q: 'q_ϕ(z | x)',
    losses: [
      'opt: L = E_{x~D}[−E_{q_ϕ(z|x)}[log p_θ(x | z)] + KL(q_ϕ(z | x) ‖ r(z))]',
      'opt2: L = E_{x~D, z~q_ϕ(z|x)} E_{t,ε}‖ε_ψ(z_t,t) − ε‖²',
    ],
  },
  'vq-vae': {
    p: 'p_{θ,ψ}(x,z) = p_ψ(z) p_θ(x | z)',
    q: 'q_ϕ(z | x)',
    losses: [
      'opt: L = E_{x~D}[E_{q_ϕ(z|x)}[−log p_θ(x | z) − log r(z)] + 0.25‖f − sg[e_z]‖²]',
      'opt2: L = −E_{x~D, z~q_ϕ(z|x)} log p_ψ(z)',
    ],
  },
  'ebm-persistent': { p: 'p_θ(x)', losses: ['opt: L = E_{x~D} E_θ(x) − E_{x̃} E_θ(x̃) + 0.001 E[E²]'] },
};

describe('a drawing as the papers write it', () => {
  test.each(Object.entries(EXPECTED))('%s', (name, want) => {
    const c = compiled(drawing(name));
    expect(shown(c.maths.p)).toBe(squeezed(want.p));
    expect(shown(c.maths.q)).toBe(squeezed(want.q ?? ''));
    expect(losses(c)).toEqual(want.losses.map(squeezed));
  });
  test.each([
    ['vae', 'x', 'p', 'p_θ(x | z) = N(x; μ_θ(z), σ_θ²I)'],
    ['vae', 'z', 'q', 'q_ϕ(z | x) = N(z; μ_ϕ(x), diag σ_ϕ²(x))'],
    ['ddpm', 'x', 'p', 'p_θ(x) = ∫p(x_T) Π_{t=1}^T p_θ(x_{t−1} | x_t) dx_{1:T}'],
    ['flow-matching-from-a-gaussian', 'x', 'p', 'log p_θ(x) = log p(x_1) + ∫_0^1 ∇·dx_t/dt dt'],
    ['ebm-persistent', 'x', 'p', 'p_θ(x) = (e^{−E_θ(x)})/(Z_θ)'],
    ['gan', 'x', 'p', 'p_θ(x) = ∫δ(x − G_θ(u)) p(u) du'],
  ] as const)('%s: the law of %s by its %s', (name, variable, side, want) => {
    expect(law(compiled(drawing(name)), variable, side)).toBe(squeezed(want));
  });
  test('a flow is a change of variables, with a term for every step', () => {
    const { statements } = compiled(drawing('realnvp')).maths.laws[0]!;
    expect(shown(statements[0]!.formula)).toMatch(/^logp_θ\(x\)=logp\(u_0\)−Σ_\{k=1\}²log\|det\(∂f_k\)\/\(∂u_\{k−1\}\)\|$/);
    const steps = drawing('realnvp');
    const couplings = Object.entries(steps.nodes).flatMap(([id, [kind]]) => (kind === 'Coupling' ? [id] : []));
    expect(nodesIn(statements[1]!.formula)).toEqual(expect.arrayContaining(couplings));
  });
});

describe('letters', () => {
  test('what is trained in a later phase has its own', () => {
    expect(compiled(drawing('latent-diffusion')).maths.letters).toMatchObject({ dec: '\\theta', enc: '\\phi' });
    const letters = Object.values(compiled(drawing('latent-diffusion')).maths.letters);
    expect(new Set(letters)).toEqual(new Set(['\\theta', '\\phi', '\\psi']));
  });
  test('a network that both sides share has one of its own', () => {
    const { letters } = compiled(drawing('embedded-label-vae')).maths;
    expect(letters).toEqual({ enc: '\\phi', dec: '\\theta', emb: '\\psi' });
  });
});

const everything = (c: Compiled): ReadonlySet<string> =>
  new Set([
    ...[c.maths.p, c.maths.q].flatMap(nodesIn),
    ...c.maths.laws.flatMap((l) => l.statements.flatMap((s) => nodesIn(s.formula))),
    ...c.learn.players.flatMap((p) => [p.optimiser, ...p.losses.flatMap((l) => l.statements.flatMap((s) => nodesIn(s.formula)))]),
    ...c.maths.remarks.flatMap((r) => r.nodes),
  ]);
const learnable = DRAWINGS.filter((d) => compiled(d).learn.grade.fidelity !== 'impossible');

/** Data stand in formulas by the variables they clamp, optimisers by what they train. */
const QUIET: ReadonlySet<string> = new Set(['note', 'data', 'training']);

describe('every term knows its nodes', () => {
  test.each(learnable.map((d): [string, Drawn] => [d.name, d]))('%s', (_, d) => {
    const c = compiled(d);
    const found = everything(c);
    for (const id of found) expect(Object.keys(d.nodes), id).toContain(id);
    // each node of the model stands in some formula; of what is muted or unused there is nothing to say
    const model = c.models[0]!.filter((id) => !d.muted?.includes(id));
    const used = new Set(d.wires.split(/\s+/).flatMap((w) => w.split('>').map((e) => e.split('.')[0]!)));
    const silent = model.filter((id) => used.has(id) && !found.has(id) && !QUIET.has(NODES.get(d.nodes[id]![0])!.category));
    expect(silent).toEqual([]);
  });
});

describe('algorithms', () => {
  const lines = (name: string, task: 'sample' | 'score' | 'infer'): readonly string[] =>
    compiled(drawing(name)).maths.algorithms[task].map((l) => `${'  '.repeat(l.depth)}${plainLine(l.text)}`);
  test('a VAE learns by drawing codes and following the gradient', () => {
    const [{ lines: found } = { lines: [] }] = compiled(drawing('vae')).maths.algorithms.learn;
    expect(found.map((l) => plainLine(l.text))).toEqual([
      'repeat',
      'x ~ D, a batch of 256',
      'z ~ N(μ_ϕ(x), diagσ_ϕ²(x))',
      expect.stringMatching(/^L ← E_/),
      'g ← ∇_{θ,ϕ} L',
      'θ,ϕ ← Adam(θ,ϕ, g)',
    ]);
  });
  test('sampling goes from causes to effects', () => {
    expect(lines('hierarchical-vae', 'sample').map((l) => l.split(' ')[0])).toEqual(['z_2', 'z', 'x', 'return']);
  });
  test('a chain of noise levels is walked down', () => {
    expect(lines('ddpm', 'sample')).toEqual([
      'x_T ~ N(0, I)',
      expect.stringMatching(/^for t = \d+, …, 1$/),
      expect.stringMatching(/^ {2}x̂_0 ← 1\/α_t\(x_t − σ_t ε_θ\(x_t,t\)\)/),
      expect.stringMatching(/^ {2}x_\{t−1\} ~ N\(μ̃_t/),
      'x ← x_0',
      'return x',
    ]);
  });
  test('a task that is impossible has none', () => {
    expect(compiled(drawing('gan')).maths.algorithms.score).toEqual([]);
  });
});
