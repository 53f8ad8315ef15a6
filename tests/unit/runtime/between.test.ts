/** Ways between held-out examples, and between draws. */
import { describe, expect, test } from 'vitest';
import { Betweens, codesBetween } from '../../../src/runtime/between.ts';
import type { Between } from '../../../src/runtime/shown.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import type { Graph } from '../../../src/graph/model.ts';
import type { Nodes } from '../../drawings/notation.ts';
import { smallVae } from './drawings.ts';
import { drawing, losses, rig, template, thinned } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');
async function opened(graph: Graph, steps = 0) {
  const r = rig(graph, device());
  const trainer = r.trainer();
  if (steps > 0) await losses(trainer, steps);
  const { environment } = openWorld(graph, new Map());
  const betweens = new Betweens({ ...r, environment, state: () => trainer.state });
  const close = (): void => {
    betweens.close();
    trainer.close();
  };
  return { r, trainer, betweens, close };
}
const norm = (v: Float32Array): number => Math.hypot(...v);

describe('the way between two codes', () => {
  const [a, b] = [Float32Array.of(3, 0, 0), Float32Array.of(0, 3, 0)];
  test('straight: evenly, from the one to the other', () => {
    expect([...codesBetween(a, b, 3, 'straight')]).toEqual([3, 0, 0, 1.5, 1.5, 0, 0, 3, 0]);
  });
  test('spherical: as long as its ends, in even angles', () => {
    const way = codesBetween(a, b, 5, 'spherical');
    for (let k = 0; k < 5; k++) {
      const at = way.subarray(3 * k, 3 * k + 3);
      expect(norm(at)).toBeCloseTo(3, 5);
      expect(Math.atan2(at[1]!, at[0]!)).toBeCloseTo((k * Math.PI) / 8, 5);
    }
  });
  test('codes that point one way are joined by a straight line', () => {
    expect([...codesBetween(a, Float32Array.of(6, 0, 0), 3, 'spherical')]).toEqual([3, 0, 0, 4.5, 0, 0, 6, 0, 0]);
    expect(codesBetween(a, Float32Array.of(-3, 0, 0), 3, 'spherical').every(Number.isFinite)).toBe(true);
  });
});

test('a VAE goes by the mean of its posterior, and leaves nothing on the device', async () => {
  const before = device().memory().buffers;
  const { trainer, betweens, close } = await opened(smallVae());
  expect(betweens.offered && betweens.cheap).toBe(true);
  const way = (await betweens.look())!;
  expect(way).toMatchObject({ variable: 'x', code: 'z', path: 'straight', pair: 0 });
  expect(way.ends).toBe('data');
  expect([way.examples!.from.n, way.examples!.to.n, way.along.n]).toEqual([way.rows, way.rows, way.rows * way.steps]);
  // without noise, so the same again
  expect(await betweens.look()).toEqual(way);
  betweens.which = { pair: 1 };
  const other = (await betweens.look())!;
  expect(other.examples!.from.data).not.toEqual(way.examples!.from.data);
  trainer.take();
  betweens.which = { pair: 0 };
  expect((await betweens.look())!.along.data).not.toEqual(way.along.data);
  close();
  expect(device().memory().buffers).toBe(before);
});
test.each([
  ['realnvp-8gaussians', 1e-3],
  ['rectified-flow-moons', 0.05],
])('the ways of %s, by its noise, begin and end at the examples themselves', async (name, tolerance) => {
  const { betweens, close } = await opened(template(name), 5);
  const { code, examples, along, rows, steps, path } = (await betweens.look())!;
  const { from, to } = examples!;
  expect([code, path]).toEqual(['noise', 'straight']);
  for (let r = 0; r < rows; r++)
    for (const k of [0, 1]) {
      expect(Math.abs(along.data[2 * r * steps + k]! - from.data[2 * r + k]!)).toBeLessThan(tolerance);
      expect(Math.abs(along.data[2 * (r * steps + steps - 1) + k]! - to.data[2 * r + k]!)).toBeLessThan(tolerance);
    }
  close();
});
test('pictures with many Gaussian numbers behind them go along great circles', async () => {
  const { betweens, close } = await opened(thinned(template('vae-digits'), [2, 4]));
  const way = (await betweens.look())!;
  expect(way).toMatchObject({ path: 'spherical', rows: 4, steps: 8 });
  expect(way.along.data).toHaveLength((way.along.n * way.examples!.from.data.length) / 4);
  close();
});
test('a code without a distribution of its own is gone through in a straight line', async () => {
  const { betweens, close } = await opened(template('autoencoder'));
  expect(await betweens.look()).toMatchObject({ path: 'straight' });
  close();
});
test.each([
  ['char-lstm', 'x is made of symbols'],
  ['made-digits', 'Autoregressive draws x and is not inverted'],
  ['factor-analysis', 'this model has neither'],
  ['gaussian-mixture', 'Prior draws x and is not inverted'],
  ['rbm-digits', 'is not inverted'],
])('%s has no such way, and says why', async (name, why) => {
  const { betweens, close } = await opened(thinned(template(name), [2, 4]));
  expect(betweens.offered).toBe(false);
  expect(betweens.why).toContain(why);
  expect(await betweens.look()).toBeUndefined();
  close();
});
test('codes of a table: by the features before them, so that every picture is made of codes', async () => {
  const { r, trainer, betweens, close } = await opened(thinned(template('vq-vae-digits'), [2, 4]), 3);
  const way = (await betweens.look())!;
  expect(way).toMatchObject({ code: 'z', path: 'straight', snapped: true, moving: [] });
  // a way begins with its example as the model rebuilds it
  const tasks = r.tasks(trainer);
  const rebuilt = await tasks.run('reconstruct', 1, new Map([['data', { n: 1, columns: { x: way.examples!.from.data.slice(0, 256) } }]]));
  const first = way.along.data.subarray(0, 256);
  rebuilt['x.mean']!.data.forEach((v, i) => expect(first[i]!).toBeCloseTo(v, 4));
  tasks.close();
  close();
});

describe('where nothing finds codes, ways lead from draw to draw', () => {
  const ends = ({ along, rows, steps }: Between): Float32Array => {
    const width = along.data.length / along.n;
    const at = Array.from({ length: 2 * rows }, (_, i) => Math.floor(i / 2) * steps + (i % 2) * (steps - 1));
    return Float32Array.from(at.flatMap((i) => [...along.data.subarray(i * width, (i + 1) * width)]));
  };
  test.each([
    ['gan-8gaussians', { path: 'straight', rows: 12 }],
    ['dcgan-digits', { path: 'spherical', rows: 4, steps: 10 }],
  ] as const)('%s: the first are samples of the film, the same in every frame, and others can be had', async (name, shape) => {
    const { r, trainer, betweens, close } = await opened(thinned(template(name), [2, 4]), 2);
    expect([betweens.offered, betweens.cheap, betweens.ends, betweens.why]).toEqual([true, true, 'draws', undefined]);
    const way = (await betweens.look())!;
    expect(way).toMatchObject({ ends: 'draws', variable: 'x', code: 'noise', snapped: false, moving: [], pair: 0, ...shape });
    expect([way.examples, way.around === undefined]).toEqual([undefined, way.path === 'spherical']);
    expect(await betweens.look()).toEqual(way);
    const tasks = r.tasks(trainer);
    const sampled = (pass: number) => tasks.run('sample', 2 * way.rows, new Map(), { pass });
    const { x } = await sampled(0);
    ends(way).forEach((v, i) => expect(v).toBeCloseTo(x!.data[i]!, 4));
    betweens.which = { pair: 1 };
    const other = (await betweens.look())!;
    const { x: drawnAgain } = await sampled(1);
    ends(other).forEach((v, i) => expect(v).toBeCloseTo(drawnAgain!.data[i]!, 4));
    expect(ends(other)).not.toEqual(ends(way));
    // other weights, the same draws of the noise
    betweens.which = { pair: 0 };
    trainer.take();
    const later = (await betweens.look())!;
    expect(ends(later)).not.toEqual(ends(way));
    const { x: after } = await sampled(0);
    ends(later).forEach((v, i) => expect(v).toBeCloseTo(after!.data[i]!, 4));
    tasks.close();
    close();
  });
  const game = (nodes: Nodes, wires: string): Graph =>
    drawing(
      {
        data: ['Dataset', { source: 'two-classes' }],
        prior: ['Prior', { size: 3 }],
        net: ['MLP', { hidden: [8] }],
        x: ['Observed'],
        critic: ['MLP', { hidden: [8] }],
        adv: ['Adversarial'],
        optD: ['Optimiser', { batch: 16 }],
        optG: ['Optimiser', { batch: 16 }],
        ...nodes,
      },
      `data.x>x.data x.variable>adv.variables critic.out>adv.discriminator adv.critic>optD.objectives adv.generator>optG.objectives ${wires}`,
    );
  test('of a generator with a class: it holds along the way, and can be chosen while the noise stays', async () => {
    const { betweens, close } = await opened(
      game(
        { gen: ['Generator'], y: ['Given'] },
        'prior.out>gen.base net.out>gen.network gen.out>x.p data.y>y.data y.out>gen.condition y.variable>adv.variables',
      ),
      20,
    );
    const way = (await betweens.look())!;
    expect(way).toMatchObject({ ends: 'draws', code: 'noise', path: 'straight', classes: { variable: 'y', only: undefined } });
    expect(new Set(way.classes!.each)).toEqual(new Set([0, 1]));
    betweens.which = { pair: 0, only: 0 };
    const zeros = (await betweens.look())!;
    betweens.which = { pair: 0, only: 1 };
    const ones = (await betweens.look())!;
    expect(new Set(ones.classes!.each)).toEqual(new Set([1]));
    expect(ones.along.data).not.toEqual(zeros.along.data);
    // where every class is shown, a way of this class begins at the same noise
    const r = way.classes!.each.indexOf(1);
    const width = way.steps * 2;
    way.along.data.subarray(r * width, (r + 1) * width).forEach((v, i) => expect(v).toBeCloseTo(ones.along.data[r * width + i]!, 5));
    close();
  });
  test('of a latent that has no q: its draws, through a decoder', async () => {
    const { r, trainer, betweens, close } = await opened(
      game({ z: ['Latent'], dec: ['Decoder', { likelihood: 'deterministic' }] }, 'prior.out>z.p z.z>dec.x net.out>dec.network dec.out>x.p'),
      2,
    );
    const way = (await betweens.look())!;
    expect(way).toMatchObject({ ends: 'draws', code: 'z', path: 'straight' });
    const tasks = r.tasks(trainer);
    const { x } = await tasks.run('sample', 2 * way.rows, new Map());
    ends(way).forEach((v, i) => expect(v).toBeCloseTo(x!.data[i]!, 4));
    tasks.close();
    close();
  });
  test('not where the noise is discrete, nor where there is other noise besides the code', async () => {
    const bits = await opened(
      game(
        { prior: ['Prior', { family: 'bernoulli', size: 3 }], gen: ['Generator'] },
        'prior.out>gen.base net.out>gen.network gen.out>x.p',
      ),
    );
    expect(bits.betweens.why).toBe('The noise of Generator is discrete, and nothing lies between two of its values.');
    bits.close();
    const two = await opened(
      game(
        { z: ['Latent'], other: ['Prior', { size: 2 }], gen: ['Generator'] },
        'prior.out>z.p z.z>gen.condition other.out>gen.base net.out>gen.network gen.out>x.p',
      ),
    );
    expect(two.betweens.why).toContain('The code z does not give one x by itself');
    two.close();
  });
});

/** A VAE of points with a class, which both its networks are told. */
const conditional = (source: string, column: string): Graph =>
  drawing(
    {
      data: ['Dataset', { source }],
      encNet: ['MLP', { hidden: [8] }],
      enc: ['Encoder', { family: 'gaussian', size: 2 }],
      prior: ['Prior'],
      z: ['Latent'],
      decNet: ['MLP', { hidden: [8] }],
      dec: ['Decoder', { scale: 'shared', logScale: -1 }],
      x: ['Observed'],
      y: ['Given'],
      elbo: ['ELBO'],
      opt: ['Optimiser', { rate: 0.01, batch: 64 }],
    },
    `data.x>enc.x encNet.out>enc.network enc.out>z.q prior.out>z.p z.z>dec.x decNet.out>dec.network dec.out>x.p data.x>x.data
     data.${column}>y.data y.out>dec.condition y.out>enc.condition x.variable>elbo.variables elbo.out>opt.objectives`,
  );
test('with a condition both ends of a way are of one class, which can be chosen and holds along it', async () => {
  const { betweens, close } = await opened(conditional('two-classes', 'y'), 200);
  const way = (await betweens.look())!;
  expect(way).toMatchObject({ code: 'z', classes: { variable: 'y', names: expect.any(Array), only: undefined } });
  expect(new Set(way.classes!.each)).toEqual(new Set([0, 1]));
  betweens.which = { pair: 0, only: 1 };
  const ones = (await betweens.look())!;
  expect(ones.classes).toMatchObject({ only: 1 });
  expect(new Set(ones.classes!.each)).toEqual(new Set([1]));
  close();
});
test('guided diffusion of pictures goes by its noise, under the condition of the ends', async () => {
  const { betweens, close } = await opened(thinned(template('guided-digits'), [2, 4]));
  expect([betweens.offered, betweens.why]).toEqual([true, undefined]);
  betweens.which = { pair: 0, only: 7 };
  const way = (await betweens.look())!;
  expect(way).toMatchObject({ code: 'noise', path: 'spherical', rows: 4, classes: { variable: 'y', each: [7, 7, 7, 7], only: 7 } });
  close();
});
