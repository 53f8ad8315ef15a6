/** The network of a port nobody wired: convolutions where an image is read or made, else an MLP. Layouts choose defaults, never correctness. */
import type { Network } from '../../distributions/distribution.ts';
import { CONV_NET_DEFAULTS, convNet } from './conv-net.ts';
import { MLP_DEFAULTS, mlp } from './mlp.ts';

export function defaultNetwork(scope: string): Network {
  const small = mlp(scope, MLP_DEFAULTS);
  const image = convNet(scope, CONV_NET_DEFAULTS);
  const isImage = (e: readonly number[]): boolean => e.length === 3 && Math.min(e[0]!, e[1]!) >= 4;
  return {
    scope,
    causal: false,
    apply: (b, ins, out) => ([out, ...ins.x.map((v) => v.event)].some(isImage) ? image : small).apply(b, ins, out),
  };
}
