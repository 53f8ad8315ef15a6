/** What every flow node has in common: a base distribution over real numbers, mapped to another. */
import type { InputPort, OutputPort } from '../../graph/vocabulary.ts';
import { isDiscrete } from '../../graph/space.ts';
import type { Distribution, Network } from '../../distributions/distribution.ts';
import { type Bijection, transformed } from '../../distributions/bijection.ts';
import type { BuildContext, Infer } from '../define.ts';
import type { Activation } from '../networks/activations.ts';
import { couplingNet } from '../networks/coupling-net.ts';
import { mlp } from '../networks/mlp.ts';

export const FLOW_INPUTS = {
  base: { kind: 'distribution', arity: 'one', meaning: 'the distribution it transforms' },
} as const satisfies Readonly<Record<string, InputPort>>;
export const FLOW_OUTPUTS = {
  out: { kind: 'distribution', meaning: 'the distribution of f(z), z from the base' },
} as const satisfies Readonly<Record<string, OutputPort>>;

/** The base and the result lie in one space. */
export const sameSpace = (i: Infer): void => i.same('base', 'out');
/** They have one shape, though their values mean something else. */
export function sameShapes(i: Infer): void {
  const { shape: above, layout } = i.get('base');
  const { shape: below, layout: known } = i.get('out');
  i.set('out', { shape: above, layout });
  i.set('base', { shape: below, layout: known });
}
/** Their values mean the same, though their shapes differ. */
export function sameValues(i: Infer): void {
  const { values: above } = i.get('base');
  const { values: below } = i.get('out');
  if (above) i.set('out', { values: above });
  if (below) i.set('base', { values: below });
}

/** What is wired to `network`, or one of its own: convolutions where the event is an image, else an MLP. @param channels of the convolutions */
export function flowNetwork(
  c: BuildContext,
  event: readonly number[],
  o: { readonly activation: Activation; readonly channels: number },
): Network {
  if (c.wired('network')) return c.network('network');
  const scope = `${c.id}.network`;
  if (event.length === 3 && event[0]! * event[1]! > 1) return couplingNet(scope, o.channels);
  return mlp(scope, { hidden: [128, 128], activation: o.activation, norm: 'none', lastGain: 0.1 });
}

/** The base of a map over real numbers. @param least numbers an event must have for the map to do anything */
export function flowBase(c: BuildContext, least: number): Distribution {
  const { values } = c.space('out');
  const base = c.distribution('base');
  if (isDiscrete(values))
    c.refuse(
      `a flow maps real numbers to real numbers, but what it explains is ${values.kind}`,
      'set the values of the Dataset to real numbers, or put a Dequantise between it and the data',
    );
  if (base.event.reduce((n, k) => n * k, 1) < least)
    c.refuse(`it needs at least ${least} numbers, one part to read and one to move`, 'use data of more dimensions');
  return base;
}
export function flow(c: BuildContext, least: number, f: (event: readonly number[]) => Bijection): Distribution {
  const base = flowBase(c, least);
  return transformed(c.id, c.space('out'), base, f(base.event));
}
