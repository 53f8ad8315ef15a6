/** What an objective node sees of the model. */
import type { Builder } from '../ir/builder.ts';
import { refuse } from '../ir/refusal.ts';
import type { Loss, MarginalOptions, ObjectiveContext } from '../nodes/define.ts';
import { binding } from './binding.ts';
import { latentsAbove, marginal } from './marginal.ts';
import { type Drawing, Trace } from './trace.ts';

export function lossesOf(d: Drawing, b: Builder, id: string): readonly Loss[] {
  const m = d.model;
  const { losses } = m.definition(id);
  if (!losses) return refuse(id, `${m.kind(id)} is no objective`, 'wire an objective to the Optimiser');
  let last: Trace | undefined;
  const c: ObjectiveContext = {
    b,
    id,
    variables: (port) => {
      const vs = m.into(id, port).map((w) => w.from.node);
      return vs.length ? vs : refuse(id, 'no variable is wired to it', `wire a variable to ${id}.${port}`);
    },
    marginal: (variables, o) => {
      last = dataSide(d, b, id, variables, o);
      return marginal(last, variables, o);
    },
    distribution: (v, port) =>
      (last ?? dataSide(d, b, id, [v], { regularise: false, hidden: [], holdLatents: false })).distribution(v, port),
    refuse: (why, mend) => refuse(id, why, mend),
  };
  return b.within({ node: id }, () => losses(c, m.params(id)));
}

function dataSide(d: Drawing, b: Builder, id: string, variables: readonly string[], o: MarginalOptions): Trace {
  const m = d.model;
  for (const v of o.hidden)
    if (m.kind(v) !== 'Observed') refuse(id, `it hides ${v}, which is no observed variable`, 'name observed variables under Hidden');
  const plates = o.samples ? [b.plate('K', o.samples)] : [];
  const bind = binding({ hidden: new Set(o.hidden), plates });
  for (const v of variables)
    if (!m.wired(v, 'p')) refuse(v, `${v} has no p: nothing wired to it generates ${v}`, `wire a distribution to ${v}.p`);
  for (const v of variables)
    if (m.kind(v) === 'Observed' && !m.wired(v, 'data')) refuse(v, `${v} has no data to learn from`, `wire a Dataset column to ${v}.data`);
  const t = new Trace(d, b, bind);
  for (const z of latentsAbove(t, variables))
    if (d.how(z) === 'q' && t.distribution(z, 'q').can.path === 'none')
      refuse(z, `${t.distribution(z, 'q').node} gives draws without a gradient`, `use a reparameterised q, or let ${z} be enumerated`);
  if (!o.holdLatents) return t;
  const held = variables.filter((v) => m.kind(v) === 'Latent').map((z) => [z, { val: b.stop(t.value(z).val) }] as const);
  return held.length ? t.under({ clamp: new Map(held) }) : t;
}
