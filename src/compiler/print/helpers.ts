/** Small functions a printed module carries along when it needs them. */

export type HelperName = 'draw' | 'filterGradient' | 'loop';

export const HELPERS: Readonly<Record<HelperName, string>> = {
  draw: `
/** Counter-based random numbers (Threefry-2x32, 20 rounds; Salmon et al., 2011), keyed by seed, the name of the stream and the step. */
function draw(law, seed, stream, step, shape) {
  const n = shape.reduce((m, d) => m * d, 1);
  let key = 0x811c9dc5;
  for (let i = 0; i < stream.length; i++) key = Math.imul(key ^ stream.charCodeAt(i), 0x01000193);
  const ks = [seed | 0, key | 0, 0x1bd11bda ^ seed ^ key];
  const turns = [13, 15, 26, 6, 17, 29, 16, 24];
  const out = new Float32Array(n);
  for (let i = 0; i < n; i += 2) {
    let a = ((i >>> 1) + ks[0]) | 0;
    let b = (step + ks[1]) | 0;
    for (let round = 0; round < 20; round++) {
      const r = turns[round % 8];
      a = (a + b) | 0;
      b = ((b << r) | (b >>> (32 - r))) ^ a;
      if (round % 4 === 3) {
        const j = (round + 1) / 4;
        a = (a + ks[j % 3]) | 0;
        b = (b + ks[(j + 1) % 3] + j) | 0;
      }
    }
    const words = [a >>> 0, b >>> 0];
    if (law === 'uniform') {
      out[i] = ((words[0] >>> 9) + 0.5) / 8388608;
      if (i + 1 < n) out[i + 1] = ((words[1] >>> 9) + 0.5) / 8388608;
    } else {
      const radius = Math.sqrt(-2 * Math.log((words[0] + 0.5) / 4294967296));
      const angle = (2 * Math.PI * (words[1] + 0.5)) / 4294967296;
      out[i] = radius * Math.cos(angle);
      if (i + 1 < n) out[i + 1] = radius * Math.sin(angle);
    }
  }
  return tf.tensor(out, shape);
}`,
  filterGradient: `
/** Gradient of a convolution in its filter: for every place in the filter, the pixels it met times the gradients there. */
function filterGradient(x, dy, [height, width, channels, outputs], [stride], pad) {
  const [rows, oh, ow] = dy.shape;
  const padded = tf.pad(x, pad);
  const gradients = tf.reshape(dy, [rows * oh * ow, outputs]);
  const parts = [];
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++) {
      const end = [rows, i + stride * (oh - 1) + 1, j + stride * (ow - 1) + 1, channels];
      const met = tf.stridedSlice(padded, [0, i, j, 0], end, [1, stride, stride, 1]);
      parts.push(tf.matMul(tf.transpose(tf.reshape(met, [rows * oh * ow, channels])), gradients));
    }
  return tf.reshape(tf.concat(parts, 0), [height, width, channels, outputs]);
}`,
  loop: `
/**
 * Runs a body once a turn: values carried from turn to turn, a member of each value gone over, and what each turn leaves.
 * Gives the carried values after the last turn, then what was left, then the tapes: carried values as they were before each turn.
 */
function loop({ turns, backwards, tapes }, first, over, body) {
  let carried = first.map((x) => tf.clone(x));
  const kept = [];
  for (let n = 0; n < turns; n++) {
    const turn = backwards ? turns - 1 - n : n;
    const before = carried;
    const { carried: next, left } = tf.tidy(() => {
      const members = over.map((x) => tf.reshape(tf.slice(x, [turn], [1]), x.shape.slice(1)));
      return body(turn, before, members);
    });
    kept[turn] = [...left, ...tapes.map((k) => before[k])];
    before.forEach((x, k) => tapes.includes(k) || tf.dispose(x));
    carried = next;
  }
  return [...carried, ...kept[0].map((_, k) => tf.stack(kept.map((turn) => turn[k])))];
}`,
};
