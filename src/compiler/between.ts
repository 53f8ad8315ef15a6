/**
 * From examples to the codes behind them and back: what interpolation needs. By the latent of a model, or by the noise that an invertible one comes
 * from; where nothing finds the code of an example, from codes that are drawn.
 */
import type { Graph } from '../graph/model.ts';
import type { Datum, Distribution } from '../distributions/distribution.ts';
import { type Space, numel } from '../graph/space.ts';
import { Builder } from '../ir/builder.ts';
import { topological } from '../ir/dependencies.ts';
import type { Program, Val } from '../ir/value.ts';
import { binding } from './binding.ts';
import type { Compiled, Environment } from './compiled.ts';
import { drawingOf } from './drawing.ts';
import { inferSpaces } from './infer-spaces.ts';
import { Model } from './model.ts';
import { attempt, joined } from './probes/probes.ts';
import { type Drawing, Trace } from './trace.ts';

/** What the decoding program reads, and what both programs give. */
export const CODE = 'code';
export const VALUE = 'value';

/** A column that both ends of a way have in common, or between whose values it leads. */
export interface Condition {
  readonly variable: string;
  readonly node: string;
  readonly column: string;
  readonly space: Space;
}
/** Ways lead from example to example, or from draw to draw. */
export type Ends = 'data' | 'draws';
export interface Between {
  readonly ends: Ends;
  /** The observed variable. */
  readonly variable: string;
  /** The latent's id, or "noise". */
  readonly code: string;
  readonly space: Space;
  /** Numbers of a code. */
  readonly width: number;
  /** Codes are drawn from a standard Gaussian. */
  readonly gaussian: boolean;
  /** What lies on the way are features, each put to the nearest code of a table. */
  readonly snapped: boolean;
  /** What x is conditioned on while it is decoded. */
  readonly conditions: readonly Condition[];
  /** To CODE, [width]: from columns of data; or drawn, by the very noise of the sample program. */
  readonly start: Program;
  /** From CODE, and the columns of its conditions, to VALUE: the mean of x where that is known, else x. */
  readonly decode: Program;
}
/** There is nothing to go between, and why: a sentence. */
export interface NoWay {
  readonly why: string;
}

/** Undefined where there is no model. @param compiled what the drawing compiles to: weights are shared with it */
export function betweenOf(graph: Graph, env: Environment, compiled: Compiled): Between | NoWay | undefined {
  const [ids] = compiled.models;
  if (!ids) return undefined;
  const m = new Model(graph, new Set(ids));
  const d = drawingOf(m, inferSpaces(m, env).spaces);
  const shown = m.observed().filter((x) => m.wired(x, 'data') && isShown(d.spaces.get(x, 'x')));
  const [x, ...others] = shown;
  if (x === undefined) {
    const [any] = m.observed();
    const symbols = any !== undefined && d.spaces.get(any, 'x')?.values.kind === 'tokens';
    return { why: symbols ? WHY.symbols(any) : WHY.unseen };
  }
  if (others.length > 0) return { why: WHY.several(shown) };
  const known = conditionsOf(d, x);
  if ('why' in known) return known;
  const space = d.spaces.get(x, 'x')!;
  const latents = [...m.ancestors(x)].filter((v) => m.kind(v) === 'Latent');
  if (latents.length > 1) return { why: WHY.latents(latents) };
  const [z] = latents;
  const found = attempt(() => (z === undefined ? byNoise(d, compiled, x, space, known) : byLatent(d, compiled, x, space, z, known)));
  const node = m.into(x, 'p')[0]?.from.node;
  return found ?? { why: z === undefined ? WHY.noNoise(x, node === undefined ? 'its p' : m.definition(node).title) : WHY.noCode(z) };
}
const isShown = (s: Space | undefined): boolean =>
  s !== undefined && (s.layout === 'image' || s.shape.join() === '2') && s.values.kind !== 'tokens';
const WHY = {
  symbols: (x: string): string => `${x} is made of symbols, and nothing lies between two of them.`,
  unseen: 'Ways are drawn between pictures and between points of the plane, and this model has neither.',
  several: (xs: readonly string[]): string => `Several variables are observed (${xs.join(', ')}), and no code gives one of them alone.`,
  latents: (zs: readonly string[]): string =>
    `Several latents are behind an example (${zs.join(', ')}), so a way has no single code to go through.`,
  discrete: (z: string): string => `${z} is discrete, and nothing lies between two of its values.`,
  noCode: (z: string): string => `The code ${z} does not give one x by itself, so no way leads through it.`,
  noNoise: (x: string, title: string): string =>
    `${title} draws ${x} and is not inverted: no code is known that an example or a draw could start from.`,
  discreteNoise: (title: string): string => `The noise of ${title} is discrete, and nothing lies between two of its values.`,
  condition: (x: string, v: string): string => `${x} is conditioned on ${v}, of which no value is at hand for a code.`,
} as const;

/** Variables with data that x is conditioned on. */
function conditionsOf(d: Drawing, x: string): readonly Condition[] | NoWay {
  const m = d.model;
  const found: Condition[] = [];
  for (const v of m.ancestors(x)) {
    if (m.kind(v) === 'Latent') continue;
    const from = m.isVariable(v) ? m.into(v, 'data')[0]?.from : undefined;
    const space = from && v !== x ? d.spaces.get(v, m.valuePort(v)) : undefined;
    if (!from || !space) return { why: WHY.condition(x, v) };
    found.push({ variable: v, node: from.node, column: from.port, space });
  }
  return found;
}

type About = Pick<Between, 'ends' | 'variable' | 'code' | 'space' | 'width' | 'gaussian' | 'snapped'>;
function made(
  compiled: Compiled,
  about: About,
  known: readonly Condition[],
  start: (b: Builder) => Val,
  decode: (b: Builder, code: Val) => Val,
): Between | undefined {
  // streams go by the names of programs: draws are those of the sample program
  const [up, down] = [new Builder(about.ends === 'draws' ? 'sample' : 'between.start'), new Builder('between.decode')];
  const code = up.reshape(start(up), [about.width]);
  const value = decode(down, down.input(CODE, [about.width]));
  // a code along other plates is not one code
  if ([code, value].some((v) => v.plates.some((p) => p !== 'B'))) return undefined;
  const programs = [
    joined(up.program({ [CODE]: up.expand(code, ['B'], []) }), compiled),
    joined(down.program({ [VALUE]: down.expand(value, ['B'], []) }), compiled),
  ] as const;
  const read = readBy(value);
  const conditions = known.filter((c) => read.has(`${c.node}.${c.column}`));
  // x is decoded from its code and its conditions alone
  if (read.size > conditions.length + 1) return undefined;
  // what has other noise besides its code is no way from a draw to a draw
  if (about.ends === 'draws' && topological([value]).some((v) => v.op === 'random')) return undefined;
  return programs[0] && programs[1] && { ...about, conditions, start: programs[0], decode: programs[1] };
}
const readBy = (value: Val): ReadonlySet<string> => new Set(topological([value]).flatMap((v) => (v.op === 'input' ? [v.at.name!] : [])));
/** Variables that are conditioned on, as their data. */
const clamped = (d: Drawing, b: Builder, known: readonly Condition[]): ReadonlyMap<string, Datum> => {
  const data = new Trace(d, b, binding({ use: 'score' }));
  return new Map(known.map((c) => [c.variable, data.value(c.variable)]));
};
/** The one latent above x: as infer binds it, else as its p draws it. */
function byLatent(
  d: Drawing,
  compiled: Compiled,
  x: string,
  space: Space,
  z: string,
  known: readonly Condition[],
): Between | NoWay | undefined {
  const m = d.model;
  const found = d.how(z) === 'q' || d.how(z) === 'conjugate';
  const at = d.spaces.get(z, m.valuePort(z));
  if (found && at?.values.kind === 'tokens') return byFeatures(d, compiled, x, space, z, known);
  if (at?.values.kind !== 'real') return { why: WHY.discrete(z) };
  const prior = m.into(z, m.wired(z, 'p') ? 'p' : 'regulariser')[0]?.from.node;
  const gaussian = prior !== undefined && isGaussian(m, prior);
  return made(
    compiled,
    { ends: found ? 'data' : 'draws', variable: x, code: z, space, width: numel(at.shape), gaussian, snapped: false },
    known,
    (b) => {
      if (!found) return new Trace(d, b, binding({ side: 'model', use: 'score', clamp: clamped(d, b, known) })).value(z).val;
      const t = new Trace(d, b, binding({ use: 'score' }));
      return (d.how(z) === 'q' ? t.distribution(z, 'q').mean?.(b) : undefined) ?? t.value(z).val;
    },
    (b, code) => {
      const clamp = new Map([...clamped(d, b, known), [z, { val: b.reshape(code, at.shape) }]]);
      const p = new Trace(d, b, binding({ side: 'model', use: 'score', clamp })).distribution(x, 'p');
      return p.mean?.(b) ?? p.sample(b, ['B']).datum.val;
    },
  );
}
/** Codes of a table: what lies between are the features that are put to the nearest of them. */
function byFeatures(
  d: Drawing,
  compiled: Compiled,
  x: string,
  space: Space,
  z: string,
  known: readonly Condition[],
): Between | NoWay | undefined {
  const m = d.model;
  const book = m.into(z, 'q')[0]?.from.node;
  const from = book !== undefined && m.kind(book) === 'Codebook' ? m.into(book, 'x')[0]?.from : undefined;
  const features = from && d.spaces.get(from.node, from.port);
  if (!from || features?.values.kind !== 'real') return { why: WHY.discrete(z) };
  return made(
    compiled,
    { ends: 'data', variable: x, code: z, space, width: numel(features.shape), gaussian: false, snapped: true },
    known,
    (b) => (new Trace(d, b, binding({ use: 'score' })).output(from.node, from.port) as Datum).val,
    (b, code) => {
      const outputs = new Map([[`${from.node}.${from.port}`, { val: b.reshape(code, features.shape) }]]);
      const codes = new Trace(d, b, binding({ use: 'score', outputs })).value(z);
      const clamp = new Map([...clamped(d, b, known), [z, codes]]);
      const p = new Trace(d, b, binding({ side: 'model', use: 'score', clamp })).distribution(x, 'p');
      return p.mean?.(b) ?? p.sample(b, ['B']).datum.val;
    },
  );
}
/** The noise that x comes from, through a flow or along the path of a diffusion. */
function byNoise(d: Drawing, compiled: Compiled, x: string, space: Space, known: readonly Condition[]): Between | NoWay | undefined {
  const m = d.model;
  const node = m.into(x, 'p')[0]?.from.node;
  const p = (b: Builder): Distribution =>
    new Trace(d, b, binding({ side: 'model', use: 'score', clamp: clamped(d, b, known) })).distribution(x, 'p');
  const { invert, cause, pushed } = p(new Builder('between'));
  const event = invert?.event ?? (cause?.explain ? space.shape : undefined);
  if (node === undefined) return undefined;
  if (!event && pushed && pushed.base.space.values.kind !== 'real') return { why: WHY.discreteNoise(m.definition(node).title) };
  if (!event && pushed)
    return made(
      compiled,
      {
        ends: 'draws',
        variable: x,
        code: 'noise',
        space,
        width: numel(pushed.base.event),
        gaussian: isStandard(m, pushed.base.node),
        snapped: false,
      },
      known,
      (b) => {
        const own = p(b);
        return b.within({ node: own.node }, () => own.pushed!.base.sample(b, ['B']).datum.val);
      },
      (b, code) => p(b).pushed!.forth(b, { val: b.reshape(code, pushed.base.event) }),
    );
  if (!event) return undefined;
  return made(
    compiled,
    { ends: 'data', variable: x, code: 'noise', space, width: numel(event), gaussian: isGaussian(m, node), snapped: false },
    known,
    (b) => {
      const data = new Trace(d, b, binding({ use: 'score' })).value(x);
      const own = p(b);
      return own.invert ? own.invert.back(b, data.val) : own.cause!.infer(b, data);
    },
    (b, code) => {
      const own = p(b);
      const noise = b.reshape(code, event);
      return own.invert ? own.invert.forth(b, noise) : own.cause!.explain!(b, noise);
    },
  );
}
/** Does it begin with a standard Gaussian: itself, or the base at the bottom of it? */
function isGaussian(m: Model, node: string): boolean {
  const below = Object.entries(m.definition(node).inputs).flatMap(([port, { kind }]) =>
    kind === 'distribution' ? m.into(node, port) : [],
  );
  const [base, ...others] = below;
  if (others.length > 0) return false;
  if (base) return isGaussian(m, base.from.node);
  // without one a diffusion begins with noise of its own
  return m.kind(node) === 'Diffusion' || isStandard(m, node);
}
const isStandard = (m: Model, node: string): boolean =>
  m.kind(node) === 'Prior' && m.resolved(node)['family'] === 'gaussian' && m.resolved(node)['learn'] !== true;
