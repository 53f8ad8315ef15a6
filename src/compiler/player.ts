/** One optimiser's turn as one program: losses, gradients, clipping, update rule and weight average. */
import { numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Program, Val } from '../ir/value.ts';
import { ZEROS } from '../ir/value.ts';
import type { Player, Vector } from './compiled.ts';
import type { Draft, Told } from './learn.ts';
import { averageName, packed, weightsName } from './pack.ts';

/** A draft whose losses are written down. */
type Written = Omit<Draft, 'losses'> & Pick<Player, 'losses'>;
/** Elements of a player's report about its optimiser. */
export const gradientName = (optimiser: string): string => `${optimiser}.gradient`;
export const rateName = (optimiser: string): string => `${optimiser}.rate`;

/** @param start its data-dependent starts (start.ts) */
export function playerOf(d: Written, vectors: readonly Vector[], start?: Program): Player {
  const { b, plan } = d;
  const mine = vectors.filter((v) => v.entries.some((e) => d.gradient.has(e.param)));
  const states: Record<string, number> = Object.fromEntries([...b.states.values()].map((s) => [s.name, numel(s.event)]));
  const next: Record<string, Val> = Object.fromEntries(d.updates);
  const read = (name: string, size: number): Val => {
    states[name] = size;
    return b.state(name, [size], ZEROS);
  };
  const watched = b.within({ node: d.optimiser }, (): readonly Told[] => {
    const flat = mine.map((v) => ({
      vector: v,
      gradient: b.concat(
        v.entries.map((e) => b.flat(d.gradient.get(e.param)!)),
        0,
      ),
    }));
    const norm = normOf(b, flat);
    for (const { vector, gradient } of clipped(d, flat, norm)) {
      const values = read(weightsName(vector.name), vector.size);
      const stateName = (name: string): string => `${d.optimiser}.${name}.${vector.name}`;
      const updated = plan.update({
        b,
        values,
        gradient,
        state: (name) => read(stateName(name), vector.size),
        next: (name, value) => void (next[stateName(name)] = value),
      });
      next[weightsName(vector.name)] = updated;
      if (plan.ema !== null) {
        const decay = b.host('average.decay', { kind: 'ema-decay', decay: plan.ema });
        const average = read(averageName(vector.name), vector.size);
        next[averageName(vector.name)] = b.add(average, b.mul(b.sub(1, decay), b.sub(updated, average)));
      }
    }
    return [
      { names: [gradientName(d.optimiser)], value: norm },
      { names: [rateName(d.optimiser)], value: plan.rate(b) },
    ];
  });
  const told = [...d.told, ...watched];
  const report = b.concat(
    told.map((t) => b.reshape(t.value, [t.names.length])),
    0,
  );
  const outputs = { report, ...Object.fromEntries(Object.entries(next).map(([k, v]) => [`next.${k}`, v])) };
  return {
    optimiser: d.optimiser,
    phase: plan.phase,
    every: plan.every,
    horizon: plan.horizon,
    batch: plan.batch,
    ema: plan.ema,
    losses: d.losses,
    report: told.flatMap((t) => t.names),
    trained: d.trained,
    held: d.held,
    program: packed(b.program(outputs), vectors),
    ...(start && { start }),
    states,
    updates: [...d.updates.keys()],
  };
}

interface Flat {
  readonly vector: Vector;
  readonly gradient: Val;
}
/** Squares of gradients are taken at this scale: those that a float can hold overflow only where the gradients nearly do. */
const SCALE = 1e-8;
const normOf = (b: Builder, flat: readonly Flat[]): Val =>
  b.mul(1 / SCALE, b.sqrt(b.total(...flat.map((f) => b.sumEvent(b.square(b.mul(SCALE, f.gradient)))))));
/** Scales the whole gradient to a norm of at most `clip` (Pascanu et al., 2013, algorithm 1). */
function clipped({ b, plan }: Pick<Draft, 'b' | 'plan'>, flat: readonly Flat[], norm: Val): readonly Flat[] {
  if (plan.clip === null) return flat;
  const scale = b.minimum(1, b.div(plan.clip, b.maximum(norm, 1e-12)));
  return flat.map((f) => ({ ...f, gradient: b.mul(f.gradient, scale) }));
}
