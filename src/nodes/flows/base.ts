/** What every flow node has in common: a base distribution over real numbers, mapped to another. */
import type { InputPort, OutputPort } from '../../graph/vocabulary.ts';
import { isDiscrete } from '../../graph/space.ts';
import type { Distribution, Network } from '../../distributions/distribution.ts';
import { type Bijection, transformed } from '../../distributions/bijection.ts';
import type { BuildContext, Infer } from '../define.ts';
import type { Activation } from '../networks/activations.ts';
import { mlp } from '../networks/mlp.ts';

export const FLOW_INPUTS = {
  base: { kind: 'distribution', arity: 'one', meaning: 'the distribution it transforms' },
} as const satisfies Readonly<Record<string, InputPort>>;
export const FLOW_OUTPUTS = {
  out: { kind: 'distribution', meaning: 'the distribution of f(z), z from the base' },
} as const satisfies Readonly<Record<string, OutputPort>>;

/** The base and the result lie in one space. */
export const sameSpace = (i: Infer): void => i.same('base', 'out');

/** What is wired to `network`, or one of its own. */
export const flowNetwork = (c: BuildContext, activation: Activation): Network =>
  c.wired('network') ? c.network('network') : mlp(`${c.id}.network`, { hidden: [128, 128], activation, norm: 'none', lastGain: 0.1 });

/** @param least numbers an event must have for the map to do anything */
export function flow(c: BuildContext, least: number, f: (event: readonly number[]) => Bijection): Distribution {
  const base = c.distribution('base');
  const space = c.space('out');
  const { values } = space;
  if (isDiscrete(values))
    c.refuse(
      `a flow maps real numbers to real numbers, but what it explains is ${values.kind}`,
      'set the values of the Dataset to real numbers',
    );
  if (base.event.reduce((n, k) => n * k, 1) < least)
    c.refuse(`it needs at least ${least} numbers, one part to read and one to move`, 'use data of more dimensions');
  return transformed(c.id, space, base, f(base.event));
}
