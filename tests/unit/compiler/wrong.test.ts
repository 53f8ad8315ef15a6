/** Mistakes that people make in each family: the node that is wrong is named, with what mends it. */
import { describe, expect, test } from 'vitest';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';

interface Mistake {
  readonly drawing: string;
  readonly code: string;
  readonly node: string;
  readonly mend: string;
}
const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a flow whose network is not invertible': {
    drawing: 'maf-not-causal',
    code: 'cannot-learn',
    node: 'f',
    mend: 'Wire a MADE.',
  },
  'a flow over a map that is not invertible': {
    drawing: 'dequantised-generator',
    code: 'cannot-learn',
    node: 'gen',
    mend: 'Learn it with an Adversarial objective, or use a distribution with a density.',
  },
  'a network that sees the future': {
    drawing: 'ar-not-causal',
    code: 'cannot-learn',
    node: 'ar',
    mend: 'Wire a MADE, a PixelCNN, a GPT or an LSTM.',
  },
  'an objective of epsilon on a network of velocities': {
    drawing: 'denoising-of-velocities',
    code: 'cannot-learn',
    node: 'obj',
    mend: 'Use Flow matching, or change what the network of diff gives.',
  },
  'an objective of velocities on a network of epsilon': {
    drawing: 'flow-matching-of-epsilon',
    code: 'cannot-learn',
    node: 'obj',
    mend: 'Use Denoising, or change what the network of diff gives.',
  },
  'a parameterisation that the path does not have': {
    drawing: 'epsilon-on-a-straight-path',
    code: 'cannot-learn',
    node: 'diff',
    mend: 'Let the network give x0, v or velocity, or change the path of sch.',
  },
  'a sampler that does not fit the schedule': {
    drawing: 'ancestral-on-a-straight-path',
    code: 'cannot-learn',
    node: 'diff',
    mend: 'Choose euler or heun, or change the path of sch.',
  },
  'Langevin steps on a path that shrinks x': {
    drawing: 'langevin-on-ddpm',
    code: 'cannot-learn',
    node: 'diff',
    mend: 'Choose ancestral, ddim, euler, heun or dpm-solver, or change the path of sch.',
  },
  'a discriminator nobody trains': {
    drawing: 'gan-whose-critic-nobody-trains',
    code: 'opponent-untrained',
    node: 'critic',
    mend: 'Wire adv.critic to an Optimiser.',
  },
  'a latent with neither p nor q': {
    drawing: 'no-p',
    code: 'latent-unbound',
    node: 'z',
    mend: 'Wire a Prior to z.p, and an Encoder to z.q where it is to be inferred.',
  },
  'a latent that its own value generates': {
    drawing: 'latent-that-generates-itself',
    code: 'cannot-learn',
    node: 'z',
    mend: 'Feed z.p from latents or from other columns.',
  },
  'a second phase with nothing to train': {
    drawing: 'phase-2-with-nothing-to-train',
    code: 'nothing-to-train',
    node: 'opt2',
    mend: 'Name what should go on learning under “thaw” in this Optimiser, or move it to an earlier phase.',
  },
  // its score is graded impossible for the same reason (games.test.ts)
  'a likelihood asked of an implicit distribution': {
    drawing: 'generator-learnt-by-likelihood',
    code: 'cannot-learn',
    node: 'gen',
    mend: 'Learn it with an Adversarial objective, or use a distribution with a density.',
  },
};

describe('what is wrong is said once, where it is, with its mend', () => {
  test.each(Object.entries(MISTAKES))('%s', (_, { drawing: name, code, node, mend }) => {
    const { diagnostics } = compiled(drawing(name));
    expect(diagnostics.map((d) => ({ code: d.code, node: d.node, mend: d.mend }))).toEqual([{ code, node, mend }]);
  });
});

test('a network is no distribution: a wire from one into the base of a flow is refused', () => {
  const wrong = altered(drawing('realnvp'), { nodes: { net: ['MLP'] }, wires: 'net.out>c1.base', without: 'prior.out>c1.base' });
  expect(compiled(wrong).diagnostics).toEqual(
    expect.arrayContaining([expect.objectContaining({ severity: 'error', node: 'c1', port: 'base' })]),
  );
});
