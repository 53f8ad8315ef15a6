/** Update rules on flat vectors, written in ops so that the step is one program. */
import type { UpdateContext } from '../define.ts';
import type { Val } from '../../ir/value.ts';

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled weight decay (Loshchilov & Hutter, 2019, algorithm 2); 0: plain Adam. */
  readonly decay: number;
}
/** Adam (Kingma & Ba, 2015, algorithm 1). `rate` is a scalar. */
export function adam({ b, values, gradient, state, next }: UpdateContext, rate: Val, o: AdamOptions): Val {
  const m = b.add(b.mul(o.beta1, state('m')), b.mul(1 - o.beta1, gradient));
  const v = b.add(b.mul(o.beta2, state('v')), b.mul(1 - o.beta2, b.square(gradient)));
  next('m', m);
  next('v', v);
  const first = b.mul(rate, b.host('adam.first', { kind: 'bias-correction', decay: o.beta1 }));
  const second = b.host('adam.second', { kind: 'bias-correction', decay: o.beta2 });
  const move = b.div(b.mul(first, m), b.add(b.sqrt(b.mul(second, v)), o.epsilon));
  const kept = o.decay > 0 ? b.mul(values, b.sub(1, b.mul(rate, o.decay))) : values;
  return b.sub(kept, move);
}
/** Stochastic gradient descent with heavy-ball momentum. */
export function sgd({ b, values, gradient, state, next }: UpdateContext, rate: Val, momentum: number): Val {
  if (momentum === 0) return b.sub(values, b.mul(rate, gradient));
  const velocity = b.add(b.mul(momentum, state('velocity')), gradient);
  next('velocity', velocity);
  return b.sub(values, b.mul(rate, velocity));
}
/** RMSProp (Tieleman & Hinton, 2012): the gradient over the root of a running mean of its square. */
export function rmsprop({ b, values, gradient, state, next }: UpdateContext, rate: Val, decay: number, epsilon: number): Val {
  const v = b.add(b.mul(decay, state('v')), b.mul(1 - decay, b.square(gradient)));
  next('v', v);
  return b.sub(values, b.div(b.mul(rate, gradient), b.add(b.sqrt(v), epsilon)));
}
