/**
 * The two models as one writes them in jax-js. Every function owns its arguments: what is used twice is passed as `.ref` first. Images and
 * filters have their channels first, as its convolutions want them.
 */
import { lax, nn, numpy as np } from '@jax-js/jax';

const dense = (w, name, x) => np.matmul(x, w[`${name}.w`]).add(w[`${name}.b`]);

/** A standard normal prior and a diagonal Gaussian posterior, drawn by reparameterisation. */
function posterior(parameters, noise) {
  const [mean, logScale] = np.split(parameters, 2, 1);
  const z = mean.ref.add(np.exp(logScale.ref).mul(noise));
  // half of exp(2s) + m^2 - 1 - 2s
  const twice = logScale.mul(2);
  const kl = np.exp(twice.ref).add(np.square(mean)).sub(twice.add(1)).sum(1).mul(0.5);
  return { z, kl };
}
const minusBound = (logLikelihood, kl) => np.mean(kl.sub(logLikelihood));

function mlp(w, x, noise) {
  const net = (name, input) => {
    const h = nn.relu(dense(w, `${name}.l0`, input));
    return dense(w, `${name}.l2`, nn.relu(dense(w, `${name}.l1`, h)));
  };
  const { z, kl } = posterior(net('encNet', x.ref), noise);
  const logScale = w['dec.logScale'];
  const residual = x.sub(net('decNet', z)).div(np.exp(logScale.ref));
  const perElement = np
    .square(residual)
    .mul(0.5)
    .add(logScale)
    .add(0.5 * Math.log(2 * Math.PI));
  return minusBound(perElement.sum(1).mul(-1), kl);
}

/** One zero on each side, as `same` gives for filters of 4 and stride 2. */
const PADS = [
  [1, 1],
  [1, 1],
];
const bias = (w, name) => w[`${name}.b`].reshape([-1, 1, 1]);
const down = (w, name, x) => lax.convGeneralDilated(x, w[`${name}.w`], [2, 2], PADS).add(bias(w, name));
const up = (w, name, x) => lax.convTranspose(x, w[`${name}.w`], [2, 2], PADS, { transposeKernel: true }).add(bias(w, name));

function convVae(w, x, noise) {
  const n = x.shape[0];
  const image = nn.relu(down(w, 'down.down1', nn.relu(down(w, 'down.down0', x.ref))));
  const hidden = nn.relu(dense(w, 'down.hidden', image.reshape([n, -1])));
  const { z, kl } = posterior(dense(w, 'down.last', hidden), noise);
  const first = nn.relu(dense(w, 'up.first', nn.relu(dense(w, 'up.hidden', z))));
  const middle = nn.relu(up(w, 'up.up0', first.reshape([n, 64, 7, 7])));
  const logits = up(w, 'up.up1', middle);
  const perPixel = x.mul(logits.ref).sub(nn.softplus(logits));
  return minusBound(perPixel.sum([1, 2, 3]), kl);
}
export const MODELS = {
  mlp: { latent: 2, image: (shape) => shape, loss: mlp },
  // one channel: the numbers lie the same way
  'conv-vae': { latent: 16, image: ([n, h, w, c]) => [n, c, h, w], loss: convVae },
};
