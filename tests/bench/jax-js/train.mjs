/** jax-js: loss, gradient and Adam in one jitted function. Plain JavaScript, because the library is not installed with the project. */
import { defaultDevice, init, jit, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax';
import { MODELS } from './models.mjs';

const [BETA1, BETA2] = [0.9, 0.999];

/** WebGPU through Dawn, where the library looks for it. */
async function startDawn() {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]), userAgent: 'node' }, configurable: true });
}

/** @param target wasm or webgpu @param f the fixture, with weights channels first */
export async function openJax(target, f) {
  if (target === 'webgpu') await startDawn();
  const found = await init(target);
  if (!found.includes(target)) throw new Error(`jax-js has no ${target} here`);
  defaultDevice(target);

  const model = MODELS[f.program];
  const array = ({ shape, data }) => np.array(data, { shape: [...shape] });
  const start = [...f.weights];
  const zeros = () => Object.fromEntries(start.map(([name, { shape }]) => [name, np.zeros([...shape])]));
  let state = { w: Object.fromEntries(start.map(([name, a]) => [name, array(a)])), m: zeros(), v: zeros() };

  // the two factors hold the learning rate and Adam's bias corrections
  const train = jit(function train({ w, m, v }, x, noise, first, second) {
    const [loss, gradient] = valueAndGrad(model.loss)(tree.ref(w), x, noise);
    const next = { w: {}, m: {}, v: {} };
    for (const name of Object.keys(w)) {
      const g = gradient[name];
      const mean = m[name].mul(BETA1).add(g.ref.mul(1 - BETA1));
      const square = v[name].mul(BETA2).add(np.square(g).mul(1 - BETA2));
      const root = np.sqrt(square.ref.mul(second.ref)).add(f.epsilon);
      next.w[name] = w[name].sub(mean.ref.mul(first.ref).div(root));
      next.m[name] = mean;
      next.v[name] = square;
    }
    first.dispose();
    second.dispose();
    return [loss, next];
  });
  const normal = jit((key) => random.normal(key, [f.batches[0].shape[0], model.latent]));

  let taken = 0;
  const step = (given) => {
    const { shape, data } = f.batches[taken % f.batches.length];
    taken++;
    const noise = given ? array(given) : normal(random.key(taken));
    const first = f.rate / (1 - BETA1 ** taken);
    const second = 1 / (1 - BETA2 ** taken);
    const x = np.array(data, { shape: model.image(shape) });
    const [loss, next] = train(state, x, noise, np.array(first), np.array(second));
    state = next;
    return loss;
  };
  const read = async (loss) => (await loss.data())[0];
  return {
    losses: async () => {
      const losses = [];
      for (const noise of f.noise) losses.push(await read(step(noise)));
      return losses;
    },
    run: async (steps) => {
      for (let i = 1; i < steps; i++) step().dispose();
      if (!Number.isFinite(await read(step()))) throw new Error('the loss is not finite');
    },
  };
}
