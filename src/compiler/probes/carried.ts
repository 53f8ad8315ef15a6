/** What a wire carries: a small program that gives the value of an output beside data, or where nothing binds it to data as the model draws it. */
import type { Datum } from '../../distributions/distribution.ts';
import { type Space, eventOf, sameShape } from '../../graph/space.ts';
import { Builder } from '../../ir/builder.ts';
import { topological } from '../../ir/dependencies.ts';
import { Refusal } from '../../ir/refusal.ts';
import type { Program } from '../../ir/value.ts';
import { type Binding, binding } from '../binding.ts';
import type { Compiled } from '../compiled.ts';
import { packed } from '../pack.ts';
import { simplify } from '../simplify.ts';
import { type Drawing, Trace } from '../trace.ts';
import { numbered } from './numbered.ts';

export interface Carried {
  readonly space: Space;
  /** data: as while learning. model: as drawn. */
  readonly side: Binding['side'];
  /** One output, "value": with the batch plate, tokens as their numbers, -1 for none of them. */
  readonly program: Program;
}

/** @param node, port an output that carries values, by the full name of its node; undefined where it has no value to look at */
export function carriedBy(d: Drawing, compiled: Compiled, node: string, port: string): Carried | { readonly why: string } {
  if (d.model.definition(node).outputs[port]?.kind !== 'value') return { why: 'it carries no values' };
  const space = d.spaces.get(node, port);
  if (!space) return { why: 'what it carries is not known yet' };
  let why = 'nothing binds it to data, and nothing draws it';
  for (const side of ['data', 'model'] as const)
    try {
      const b = new Builder('carried');
      const { val } = new Trace(d, b, binding({ side })).output(node, port) as Datum;
      const event = eventOf(space);
      if (val.plates.some((p) => p !== 'B') || !sameShape(val.event, event)) continue;
      const read = topological([val]).flatMap((v) => (v.op === 'input' ? [v.at.name!] : []));
      if (read.some((name) => !name.includes('.'))) {
        why = 'it is given from outside, when the model is used';
        continue;
      }
      const known = new Set(compiled.params.map((p) => p.name));
      if ([...b.params.keys()].some((p) => !known.has(p))) continue;
      const value = space.values.kind === 'tokens' ? numbered(b, val, space.values.k) : val;
      const program = b.program({ value: b.expand(value, ['B'], space.shape) });
      return { space, side, program: simplify(packed(program, compiled.vectors)) };
    } catch (e) {
      if (!(e instanceof Refusal)) throw e;
      why = e.why;
    }
  return { why };
}
