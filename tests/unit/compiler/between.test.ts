/** What interpolation goes by: of every template a way, with its ends, or the reason why there is none. */
import { expect, test } from 'vitest';
import { betweenOf } from '../../../src/compiler/between.ts';
import { compile } from '../../../src/compiler/compile.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import { TEMPLATES, template } from '../runtime/rig.ts';

/** Nothing that draws x in one go, or number by number, tells of a code. */
const uninverted = (title: string): string =>
  `${title} draws x and is not inverted: no code is known that an example or a draw could start from.`;
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'data through z': [
    'autoencoder',
    'bigan-digits',
    'iwae-moons',
    'latent-diffusion-digits',
    'vae-8gaussians',
    'vae-digits',
    'vae-iaf-posterior',
    'vae-mixture-prior',
    'vae-moons',
    'vq-vae-digits',
  ],
  'data through noise': [
    'ddpm-8gaussians',
    'ddpm-digits',
    'diffusion-swissroll',
    'glow-digits',
    'guided-digits',
    'maf-moons',
    'realnvp-8gaussians',
    'rectified-flow-moons',
    'score-swissroll',
    'spline-checkerboard',
  ],
  'draws through noise': ['dcgan-digits', 'gan-8gaussians', 'wgan-gp-8gaussians'],
  'x is made of symbols, and nothing lies between two of them.': ['char-lstm', 'gpt-text'],
  'Ways are drawn between pictures and between points of the plane, and this model has neither.': ['factor-analysis'],
  [uninverted('Energy')]: ['ebm-moons'],
  [uninverted('Prior')]: ['gaussian-fit', 'gaussian-mixture'],
  [uninverted('Autoregressive')]: ['made-digits', 'pixelcnn-digits'],
  [uninverted('Product')]: ['product-of-experts'],
  [uninverted('RBM')]: ['rbm-digits'],
  [uninverted('Decoder')]: ['two-class-bayes'],
};
const EXPECTED = new Map(Object.entries(TOLD).flatMap(([told, names]) => names.map((name) => [name, told] as const)));

test.each(TEMPLATES)('%s', (name) => {
  const graph = template(name);
  const { environment } = openWorld(graph, new Map());
  const found = betweenOf(graph, environment, compile(graph, environment));
  const told = !found ? 'neither a way nor a reason' : 'why' in found ? found.why : `${found.ends} through ${found.code}`;
  expect(told).toBe(EXPECTED.get(name));
});
