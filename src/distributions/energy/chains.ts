/** Markov chains that follow an energy, and running them. */
import type { Builder } from '../../ir/builder.ts';
import { gradients } from '../../ir/differentiate.ts';
import { loop } from '../../ir/loop.ts';
import type { Val } from '../../ir/value.ts';

export type Energy = (b: Builder, x: Val) => Val;

/** Runs `steps` steps of a chain. @param name of the plate of turns, and of the frames a viewer may follow */
export function chain(b: Builder, name: string, of: { step(b: Builder, x: Val): Val }, start: Val, steps: number): Val {
  const turns = b.turns(name, steps);
  const { carried } = loop(b, turns, { carried: [start], frames: { name, of: 0 } }, (t) => ({ carried: [of.step(b, t.carried[0]!)] }));
  return carried[0]!;
}
const slope = (b: Builder, e: Val, x: Val): Val => gradients(b, e, [x])[0]!;
/** A number a chain, against the event of x. */
const beside = (b: Builder, v: Val, x: Val): Val =>
  b.reshape(
    v,
    x.event.map(() => 1),
  );
const logUniform = (b: Builder, x: Val): Val => b.log(b.random('uniform', x.plates, []));

/**
 * One unadjusted Langevin step: x - size ∇E(x) + noise √(2 size) ξ (Roberts & Tweedie, 1996, eq. 4). Its own limit is wider than exp(-E) by a
 * share of about `size` times half the curvature of E; with less noise it is narrower.
 */
export function langevin(b: Builder, energy: Energy, x: Val, size: number, noise: number): Val {
  const down = b.sub(x, b.mul(size, slope(b, energy(b, x), x)));
  return noise === 0 ? down : b.add(down, b.mul(noise * Math.sqrt(2 * size), b.random('normal', x.plates, x.event)));
}

/**
 * One Hamiltonian step (Neal, 2011, MCMC using Hamiltonian dynamics, figure 2): `leaps` leapfrogs of length `size`, then accepted or not, so that
 * exp(-E) is left exactly as it is. One leapfrog is a Metropolis-adjusted Langevin step of size² / 2.
 * @param size a number, or one a chain (event [])
 */
export function hamiltonian(b: Builder, energy: Energy, x: Val, size: Val | number, leaps: number): Val {
  const h = beside(b, b.of(size), x);
  const before = energy(b, x);
  const momentum = b.random('normal', x.plates, x.event);
  const leap = (at: Val, p: Val, g: Val): readonly [Val, Val, Val] => {
    const half = b.sub(p, b.mul(b.mul(0.5, h), g));
    const to = b.add(at, b.mul(h, half));
    const next = slope(b, energy(b, to), to);
    return [to, b.sub(half, b.mul(b.mul(0.5, h), next)), next];
  };
  const first: readonly Val[] = [x, momentum, slope(b, before, x)].map((v) => b.expand(v, [...x.plates, ...before.plates], x.event));
  const [to, end] =
    leaps === 1
      ? leap(first[0]!, first[1]!, first[2]!)
      : loop(b, b.turns('leapfrog', leaps), { carried: first }, ({ carried: [at, p, g] }) => ({ carried: leap(at!, p!, g!) })).carried;
  const kinetic = (p: Val): Val => b.mul(0.5, b.sumEvent(b.square(p)));
  const gain = b.sub(b.add(before, kinetic(momentum)), b.add(energy(b, to!), kinetic(end!)));
  // a proposal that is no number any more is greater than nothing, so it is not accepted
  return b.where(beside(b, b.greater(gain, logUniform(b, x)), x), to!, x);
}

/**
 * One step on bits: a bit is chosen by how much its flip would lower the energy, to first order, and flipped or not, so that exp(-E) is left
 * exactly as it is (Grathwohl et al., 2021, Oops I took a gradient, algorithm 1).
 */
export function flip(b: Builder, energy: Energy, x: Val): Val {
  const law = (e: Val, at: Val): Val => {
    const gain = b.mul(b.sub(b.mul(2, at), 1), slope(b, e, at));
    return b.logSoftmax(b.flat(b.mul(0.5, gain)));
  };
  const before = energy(b, x);
  const to = law(before, x);
  const noise = b.neg(b.log(b.neg(b.log(b.random('uniform', to.plates, to.event)))));
  const chosen = b.argmaxHot(b.add(to, noise));
  const which = b.reshape(chosen, x.event);
  const y = b.add(x, b.mul(which, b.sub(1, b.mul(2, x))));
  const after = energy(b, y);
  const back = law(after, y);
  const gain = b.add(b.sub(before, after), b.sumEvent(b.mul(chosen, b.sub(back, to))));
  return b.where(beside(b, b.greater(gain, logUniform(b, x)), x), y, x);
}
