/** The network of a coupling on images: image in, image of the same size out, and the last layer starts at zero, so that a step starts by moving nothing. */
import type { Network } from '../../distributions/distribution.ts';
import { refuse } from '../../ir/refusal.ts';
import { convolve } from './conv-net.ts';
import { dense } from './dense.ts';

/** Filters of 3×3, 1×1 and 3×3 with rectifiers between them (Kingma & Dhariwal, 2018, Glow, section 3.3 and appendix B). */
export function couplingNet(scope: string, channels: number): Network {
  return {
    scope,
    causal: false,
    apply: (b, { x, condition }, out) => {
      const [height, width] = out;
      const all = [...x, ...condition];
      const isImage = (e: readonly number[]): boolean => e.length === 3 && e[0] === height && e[1] === width;
      const images = all.filter((v) => isImage(v.event));
      const rest = all.filter((v) => !isImage(v.event)).map((v) => b.flat(v));
      if (out.length !== 3 || images.length === 0)
        return refuse(scope.split('.')[0]!, 'its own network convolves images, and it is given none', 'wire an MLP to its network');
      let h = convolve(b, `${scope}.first`, b.concat(images, 2), channels, 3, 1);
      // what is no image says the same everywhere
      if (rest.length > 0) h = b.add(h, b.reshape(dense(b, `${scope}.condition`, b.concat(rest, 0), channels), [1, 1, channels]));
      h = b.relu(convolve(b, `${scope}.middle`, b.relu(h), channels, 1, 1));
      return convolve(b, `${scope}.last`, h, out[2]!, 3, 1, 0);
    },
  };
}
