/** The two models as one writes them in TF.js. */
import * as tf from '@tensorflow/tfjs-core';

export type Weights = Readonly<Record<string, tf.Variable>>;
export interface Model {
  readonly latent: number;
  /** Minus the ELBO in nats, averaged over the batch. */
  loss(w: Weights, x: tf.Tensor, noise: tf.Tensor2D, dense: Dense): tf.Scalar;
}
type Activation = 'relu' | 'linear';
type Dense = (w: Weights, name: string, x: tf.Tensor2D, activation: Activation) => tf.Tensor2D;

const rank2 = (t: tf.Tensor): tf.Tensor2D => tf.reshape<tf.Rank.R2>(t, [t.shape[0]!, t.size / t.shape[0]!]);
/** As the layers of TF.js do it. */
export const fusedDense: Dense = (w, name, x, activation) =>
  rank2(tf.fused.matMul({ a: x, b: w[`${name}.w`]!, bias: w[`${name}.b`]!, activation }));

/** The product with explicit transposes in its gradient instead of the flags of TF.js's own. @param both or only that of the right operand */
const productOf = (both: boolean) =>
  tf.customGrad((a, b, save) => {
    const [x, w] = [a as tf.Tensor2D, b as tf.Tensor2D];
    (save as tf.GradSaveFunc)([x, w]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [left, right] = saved as [tf.Tensor2D, tf.Tensor2D];
      return [tf.matMul(dy, tf.transpose(right)), both ? tf.matMul(tf.transpose(left), dy) : tf.matMul(left, dy, true)];
    };
    return { value: tf.matMul(x, w), gradFunc };
  });
const denseBy =
  (product: (x: tf.Tensor, w: tf.Tensor) => tf.Tensor): Dense =>
  (w, name, x, activation) => {
    const y: tf.Tensor2D = tf.add(product(x, w[`${name}.w`]!), w[`${name}.b`]!);
    return activation === 'relu' ? tf.relu(y) : y;
  };
/** For wasm, where the flags are slow. */
export const tunedDense: Dense = denseBy(productOf(true));
const unflagged: Dense = denseBy(productOf(false));
/** For WebGPU, where the flag of the right operand gives wrong numbers in products over 2000 terms and more: the gradient of a layer as wide. */
export const correctDense: Dense = (w, name, x, activation) =>
  (w[`${name}.w`]!.shape[1]! >= 2000 ? unflagged : fusedDense)(w, name, x, activation);

/** A standard normal prior and a diagonal Gaussian posterior, drawn by reparameterisation. */
function posterior(parameters: tf.Tensor2D, noise: tf.Tensor2D): { readonly z: tf.Tensor2D; readonly kl: tf.Tensor } {
  const [mean, logScale] = tf.split(parameters, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
  const z: tf.Tensor2D = tf.add(mean, tf.mul(tf.exp(logScale), noise));
  // half of exp(2s) + m^2 - 1 - 2s
  const twice = tf.mul(logScale, 2);
  const kl = tf.mul(tf.sum(tf.sub(tf.add(tf.exp(twice), tf.square(mean)), tf.add(twice, 1)), 1), 0.5);
  return { z, kl };
}
const minusBound = (logLikelihood: tf.Tensor, kl: tf.Tensor): tf.Scalar => tf.mean(tf.sub(kl, logLikelihood));

/** VAE of points in the plane: three dense layers down, three up, one learnt scale. */
const mlp: Model = {
  latent: 2,
  loss: (w, x, noise, dense) => {
    const net = (name: string, input: tf.Tensor2D): tf.Tensor2D => {
      const h = dense(w, `${name}.l0`, input, 'relu');
      return dense(w, `${name}.l2`, dense(w, `${name}.l1`, h, 'relu'), 'linear');
    };
    const { z, kl } = posterior(net('encNet', rank2(x)), noise);
    const logScale = w['dec.logScale']!;
    const residual = tf.div(tf.sub(x, net('decNet', z)), tf.exp(logScale));
    const perElement = tf.add(tf.add(tf.mul(tf.square(residual), 0.5), logScale), 0.5 * Math.log(2 * Math.PI));
    return minusBound(tf.neg(tf.sum(perElement, 1)), kl);
  },
};
/** VAE of binary images of 28 by 28: two strided convolutions and two dense layers down, the mirror image up. */
const convVae: Model = {
  latent: 16,
  loss: (w, x, noise, dense) => {
    const down = (name: string, h: tf.Tensor4D): tf.Tensor4D => {
      const [filter, bias] = [w[`${name}.w`] as tf.Tensor4D, w[`${name}.b`]!];
      return tf.fused.conv2d({ x: h, filter, strides: 2, pad: 'same', bias, activation: 'relu' });
    };
    const up = (name: string, h: tf.Tensor4D, shape: [number, number, number, number]): tf.Tensor4D =>
      tf.add(tf.conv2dTranspose(h, w[`${name}.w`] as tf.Tensor4D, shape, 2, 'same'), w[`${name}.b`]!);
    const n = x.shape[0]!;
    const image = down('down.down1', down('down.down0', x as tf.Tensor4D));
    const code = dense(w, 'down.last', dense(w, 'down.hidden', rank2(image), 'relu'), 'linear');
    const { z, kl } = posterior(code, noise);
    const first = dense(w, 'up.first', dense(w, 'up.hidden', z, 'relu'), 'relu');
    const middle = tf.relu(up('up.up0', tf.reshape<tf.Rank.R4>(first, [n, 7, 7, 64]), [n, 14, 14, 32]));
    const logits = up('up.up1', middle, [n, 28, 28, 1]);
    return minusBound(tf.sum(tf.sub(tf.mul(x, logits), tf.softplus(logits)), [1, 2, 3]), kl);
  },
};
export const MODELS = { mlp, 'conv-vae': convVae } as const;
