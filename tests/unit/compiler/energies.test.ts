/** Words of what can be wrong with an energy, and what is derived where nothing is. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/graph/diagnostic.ts';
import { topological } from '../../../src/ir/dependencies.ts';
import { drawing } from '../../drawings/all.ts';
import { type Drawn, altered, compiled } from '../../drawings/notation.ts';

const only = (name: string | Drawn): Diagnostic => {
  const { diagnostics } = compiled(typeof name === 'string' ? drawing(name) : name);
  expect(diagnostics).toHaveLength(1);
  return diagnostics[0]!;
};

describe('a refusal names the node and what to do', () => {
  test.each([
    ['ebm-of-tokens', 'e', 'Set the values of the Dataset to real or binary, or use a distribution with a density.'],
    ['ebm-conditional-persistent', 'cd', 'Let the chains start from noise or from the data.'],
    ['product-of-nothing', 'prod', 'Wire two distributions or more to it.'],
    ['product-with-a-generator', 'prod', 'Wire a distribution with a density in place of gen.'],
    ['product-with-a-diffusion', 'prod', 'Wire a distribution with an exact density in place of diff.'],
    ['nll-on-an-energy', 'nll', 'Use contrastive divergence.'],
    ['vae-energy-prior', 'elbo', 'Wire a Prior to z.regulariser, and learn e by contrastive divergence on z in a later phase.'],
    ['contrastive-divergence-on-a-gaussian', 'cd', 'Use NLL, or an ELBO where there are latents.'],
    ['contrastive-divergence-on-a-generator', 'cd', 'Use an Energy, an RBM or a Product; learn a sampler with an Adversarial objective.'],
    ['contrastive-divergence-through-a-flow', 'cd', 'Wire the Energy itself to x.p.'],
  ])('%s', (name, node, mend) => {
    expect(only(name)).toMatchObject({ code: 'cannot-learn', severity: 'error', node, mend });
  });
  test('hidden bits without visible ones', () => {
    const d = only('rbm-hidden-without-visible');
    expect([d.node, d.why]).toEqual(['r', 'Its hidden bits answer to visible ones, and none are wired to it.']);
  });
  test('an objective over a column that the energy reads itself', () => {
    const d = only(altered(drawing('ebm-persistent'), { wires: 'd.x>e.condition' }));
    expect(d).toMatchObject({ code: 'cannot-learn', node: 'x', mend: 'Feed x.p from latents or from other columns.' });
  });
});

describe('programs', () => {
  const ops = (name: string): readonly string[] => topological([compiled(drawing(name)).sample.program!.outputs['x']!]).map((v) => v.op);
  test('of energies run chains, those of products of Gaussians do not', () => {
    expect(ops('product-of-two-energies')).toContain('loop');
    expect(ops('product-of-learnt-gaussians')).not.toContain('loop');
    expect(ops('tempered-gaussian')).not.toContain('loop');
  });
  test('that sample and score leave the chains of the objective alone', () => {
    const c = compiled(drawing('ebm-persistent'));
    const read = [c.sample, c.score].flatMap((t) => topological(Object.values(t.program!.outputs))).filter((v) => v.op === 'state');
    expect(read.filter((v) => v.at.name === 'cd.x')).toEqual([]);
    expect(c.states.map((s) => [s.name, s.event])).toEqual([['cd.x', [3, 2]]]);
  });
  test('watch the energies of data and of chains', () => {
    const [player] = compiled(drawing('ebm-persistent')).learn.players;
    expect(player!.report).toEqual(['loss.cd', 'cd.energy.data.x', 'cd.energy.chains.x', 'opt.gradient', 'opt.rate']);
  });
});
