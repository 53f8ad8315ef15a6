/** What an objective node sees of the model. */
import type { Builder } from '../ir/builder.ts';
import { refuse } from '../ir/refusal.ts';
import type { Datum } from '../distributions/distribution.ts';
import type { Loss, MarginalOptions, ObjectiveContext } from '../nodes/define.ts';
import { legible } from '../nodes/distributions/reading.ts';
import { binding } from './binding.ts';
import { latentsAbove, marginal, refuseCycles } from './marginal.ts';
import { Sides } from './sides.ts';
import { type Drawing, Trace } from './trace.ts';

/** @param output the objective's output whose losses are wanted */
export function lossesOf(d: Drawing, b: Builder, id: string, output: string): readonly Loss[] {
  const m = d.model;
  const { losses } = m.definition(id);
  if (!losses) return refuse(id, `${m.kind(id)} is no objective`, 'wire an objective to the Optimiser');
  let last: Trace | undefined;
  const sides = new Sides(d, b, id);
  const c: ObjectiveContext = {
    b,
    id,
    output,
    isGiven: (v) => m.kind(v) === 'Given',
    value: (v, side) => sides.value(v, side),
    space: (v) => sides.data.space(v, m.valuePort(v)),
    read: (port) => {
      const { from } = m.into(id, port)[0] ?? refuse(id, `nothing is wired to its ${port}`, `wire a value to ${id}.${port}`);
      return b.expand(legible(b, sides.data.space(from.node, from.port), sides.data.output(from.node, from.port) as Datum), ['B'], []);
    },
    network: (port) => sides.data.network(id, port),
    variables: (port) => {
      const vs = m.into(id, port).map((w) => w.from.node);
      return vs.length ? vs : refuse(id, 'no variable is wired to it', `wire a variable to ${id}.${port}`);
    },
    marginal: (variables, o) => {
      last = dataSide(d, b, id, variables, o);
      return marginal(last, variables, o);
    },
    explained: (v) => {
      refuseCycles(m, [v]);
      const o = { regularise: false, hidden: [], holdLatents: true };
      last = dataSide(d, b, id, [v], o);
      const above = latentsAbove(last, [v], false)[0];
      if (above !== undefined)
        refuse(id, `${v} depends on the latent ${above}, which this objective would not take into account`, 'use an ELBO');
      return { p: last.distribution(v, 'p'), datum: last.value(v) };
    },
    rebuilt: (v) => {
      last = dataSide(d, b, id, [v], { regularise: false, hidden: [], holdLatents: true });
      const codes = latentsAbove(last, [v], false);
      checkCode(d, id, v, codes);
      const p = last.distribution(v, 'p');
      const { draws } = last;
      const penalties = [...draws.values()].flatMap((draw) => draw.penalty ?? []);
      return { p, datum: last.value(v), penalties, codes };
    },
    dreamt: (z, hold) => {
      if (m.kind(z) !== 'Latent') refuse(id, `${z} is no latent: its q would have nothing to guess`, 'wire a Latent to it');
      if (!m.wired(z, 'q')) refuse(z, `${z} has no q to be taught`, `wire an Encoder to ${z}.q`);
      const { clamp, datum } = dream(d, b, z, hold);
      const awake = new Trace(d, b, binding({ side: 'model', clamp }));
      return { q: awake.distribution(z, 'q'), datum };
    },
    distribution: (v, port) =>
      (last ?? dataSide(d, b, id, [v], { regularise: false, hidden: [], holdLatents: false })).distribution(v, port),
    refuse: (why, mend) => refuse(id, why, mend),
  };
  return b.within({ node: id }, () => losses(c, m.params(id)));
}

/** Every variable that has a p, drawn from it: values that q may read in place of data. */
function dream(d: Drawing, b: Builder, z: string, hold: boolean): { readonly clamp: ReadonlyMap<string, Datum>; readonly datum: Datum } {
  const m = d.model;
  const asleep = new Trace(d, b, binding({ side: 'model' }));
  const stopped = (x: Datum): Datum => ({ val: b.stop(x.val) });
  const datum = stopped(asleep.value(z));
  const drawn = m.variables().filter((v) => v !== z && m.kind(v) !== 'Given' && m.wired(v, 'p'));
  const others = drawn.map((v): readonly [string, Datum] => [v, hold ? stopped(asleep.value(v)) : asleep.value(v)]);
  return { clamp: new Map([...others, [z, datum]]), datum };
}
function dataSide(d: Drawing, b: Builder, id: string, variables: readonly string[], o: MarginalOptions): Trace {
  const m = d.model;
  for (const v of o.hidden) {
    if (m.kind(v) !== 'Observed') refuse(id, `it hides ${v}, which is no observed variable`, 'name observed variables under Hidden');
    if (variables.includes(v)) refuse(id, `${v} is both hidden and wired to it`, `take ${v} out of Hidden, or take its wire away`);
  }
  const plates = o.samples ? [b.plate('K', o.samples)] : [];
  const bind = binding({ hidden: new Set([...o.hidden, ...m.unseen()]), plates });
  for (const v of variables)
    if (!m.wired(v, 'p')) refuse(v, `${v} has no p: nothing wired to it generates ${v}`, `wire a distribution to ${v}.p`);
  for (const v of variables)
    if (m.kind(v) === 'Observed' && !m.wired(v, 'data')) refuse(v, `${v} has no data to learn from`, `wire a Dataset column to ${v}.data`);
  for (const z of variables) if (m.kind(z) === 'Latent') checkLatent(d, id, z, variables);
  const t = new Trace(d, b, bind);
  for (const z of latentsAbove(t, variables, o.regularise)) if (d.how(z) === 'q') checkPath(t, z);
  if (!o.holdLatents) return t;
  const held = variables.filter((v) => m.kind(v) === 'Latent').map((z) => [z, { val: b.stop(t.value(z).val) }] as const);
  return held.length ? t.under({ clamp: new Map(held) }) : t;
}

/** Draws of a q must carry the whole gradient to its parameters: with a part of it the bound would be followed in a wrong direction. */
function checkPath(t: Trace, z: string): void {
  const { node, can } = t.distribution(z, 'q');
  if (can.path === 'none') refuse(z, `${node} gives draws without a gradient`, `use a reparameterised q, or let ${z} be enumerated`);
  // a hard choice with a stand-in carries a gradient of its own
  if (can.path === 'partial' && t.value(z).soft === undefined)
    refuse(
      z,
      `a draw of ${node} carries no gradient to how often each of its parts is chosen, so its weights would be learnt wrongly`,
      `set the weights of ${node} to equal, or use a flow as the q`,
    );
}
/** What a variable is rebuilt from is a code of its own data: by the wires into its p, or by a latent whose q reads it. */
function checkCode({ model: m, how }: Drawing, id: string, v: string, above: readonly string[]): void {
  const bare = above.find((z) => how(z) !== 'q');
  if (bare !== undefined) refuse(id, `${bare} has no q, so ${v} has no code there to be rebuilt from`, `wire an Encoder to ${bare}.q`);
  if (!m.cyclic(v) && !above.some((z) => m.ancestors(z, 'q').has(v)))
    refuse(id, `nothing that ${v} is drawn from reads ${v} itself, so there is no code to rebuild it from`, 'use NLL');
}
/** A latent stands for data where its q draws it from data, and where nothing that is explained with it depends on it. */
function checkLatent({ model: m }: Drawing, id: string, z: string, variables: readonly string[]): void {
  const below = variables.find((v) => m.ancestors(v).has(z));
  if (below !== undefined)
    refuse(id, `${z} is latent, so explaining ${below} takes ${z} into account already`, `take the wire from ${z} to ${id} away`);
  if (!m.wired(z, 'q'))
    refuse(
      id,
      `${z} has neither data nor a q, so there is nothing to explain`,
      `wire an Encoder to ${z}.q, or an Observed variable to ${id}`,
    );
}
