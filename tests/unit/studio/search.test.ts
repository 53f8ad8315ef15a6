import { describe, expect, test } from 'vitest';
import { NODES } from '../../../src/nodes/registry.ts';
import { found, matches } from '../../../src/studio/palette/search.ts';

const all = [...NODES.values()].filter((d) => d.layer !== true && d.border !== true);
const titles = (typed: string): readonly string[] => found(all, typed).map((f) => f.title);

test('titles come first, then other words for it, then what is said of it', () => {
  expect(titles('enc')[0]).toBe('Encoder');
  expect(titles('iwae')).toContain('ELBO');
  expect(titles('')).toHaveLength(all.length);
  expect(matches('Latent z', 'z lat')).toBe(true);
});

describe('the words a newcomer types', () => {
  test.each([
    ['vae', ['Latent', 'Observed', 'Prior', 'Encoder', 'Decoder', 'ELBO']],
    ['gan', ['Generator', 'Adversarial', 'Observed']],
    ['loss', ['ELBO', 'NLL', 'Adversarial', 'Denoising']],
    ['discriminator', ['MLP', 'ConvNet', 'Adversarial']],
    ['input', ['Dataset']],
    ['posterior', ['Encoder']],
    ['attention', ['GPT']],
    ['transformer', ['GPT']],
    ['mse', ['Reconstruction']],
    ['optimizer', ['Optimiser']],
    ['dense', ['MLP']],
    ['label', ['Given', 'Embedding']],
    ['gmm', ['Mixture', 'Prior: Mixture of Gaussians (learnt)']],
    ['mnist', ['Dataset: Drawn digits 28×28', 'Dataset: Drawn digits 8×8']],
    ['moons', ['Dataset']],
    ['bernoulli', ['Prior: Bernoulli', 'Decoder']],
  ])('%s', (typed, wanted) => {
    const offered = titles(typed);
    for (const title of wanted) expect(offered).toContain(title);
  });
  test('the most common ones lead straight to the node that is meant', () => {
    const first = (typed: string): string | undefined => titles(typed)[0];
    expect([first('kl'), first('data'), first('noise'), first('adam'), first('likelihood'), first('digits')]).toEqual([
      'ELBO',
      'Dataset',
      'Noise schedule',
      'Optimiser',
      'Decoder',
      'Dataset: Drawn digits 28×28',
    ]);
  });
});

test('a setting that is named comes with the node', () => {
  const digits = found(all, 'digits').find((f) => f.title === 'Dataset: Drawn digits 8×8');
  expect(digits?.params).toEqual({ source: 'digits-8' });
  expect(found(all, 'dataset').every((f) => f.definition.kind !== 'Dataset' || Object.keys(f.params).length === 0)).toBe(true);
});
