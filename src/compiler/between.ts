/** From examples to the codes behind them and back: what interpolation needs. By the latent of a model, or by the noise that an invertible one comes from. */
import type { Graph } from '../graph/model.ts';
import { type Space, numel } from '../graph/space.ts';
import { Builder } from '../ir/builder.ts';
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

export interface Between {
  /** The observed variable. */
  readonly variable: string;
  /** The latent's id, or "noise". */
  readonly code: string;
  readonly space: Space;
  /** Numbers of a code. */
  readonly width: number;
  /** Codes are drawn from a standard Gaussian. */
  readonly gaussian: boolean;
  /** From columns of data to CODE: [width]. */
  readonly encode: Program;
  /** From CODE to VALUE: the mean of x where that is known, else x. */
  readonly decode: Program;
}

/** Undefined where the model has no code of real numbers that gives one x. @param compiled what the drawing compiles to: weights are shared with it */
export function betweenOf(graph: Graph, env: Environment, compiled: Compiled): Between | undefined {
  const [ids] = compiled.models;
  if (!ids) return undefined;
  const m = new Model(graph, new Set(ids));
  const d = drawingOf(m, inferSpaces(m, env).spaces);
  const [x, ...others] = m.observed();
  if (x === undefined || others.length > 0 || !m.wired(x, 'data')) return undefined;
  const space = d.spaces.get(x, 'x');
  if (!space || !(space.layout === 'image' || space.shape.join() === '2') || space.values.kind === 'tokens') return undefined;
  return attempt(() => byLatent(d, compiled, x, space) ?? byNoise(d, compiled, x, space));
}

function made(
  compiled: Compiled,
  about: Pick<Between, 'variable' | 'code' | 'space' | 'width' | 'gaussian'>,
  encode: (b: Builder) => Val,
  decode: (b: Builder, code: Val) => Val,
): Between | undefined {
  const [up, down] = [new Builder('between.encode'), new Builder('between.decode')];
  const code = up.reshape(encode(up), [about.width]);
  const value = decode(down, down.input(CODE, [about.width]));
  // a code along other plates is not one code
  if ([code, value].some((v) => v.plates.some((p) => p !== 'B'))) return undefined;
  const programs = [
    joined(up.program({ [CODE]: up.expand(code, ['B'], []) }), compiled),
    joined(down.program({ [VALUE]: down.expand(value, ['B'], []) }), compiled),
  ] as const;
  return programs[0] && programs[1] && { ...about, encode: programs[0], decode: programs[1] };
}
/** The one latent above x, where infer can bind it. */
function byLatent(d: Drawing, compiled: Compiled, x: string, space: Space): Between | undefined {
  const m = d.model;
  const [z, ...others] = [...m.ancestors(x)];
  if (z === undefined || others.length > 0 || m.kind(z) !== 'Latent' || !['q', 'conjugate'].includes(d.how(z))) return undefined;
  const at = d.spaces.get(z, m.valuePort(z));
  if (at?.values.kind !== 'real') return undefined;
  const prior = m.into(z, m.wired(z, 'p') ? 'p' : 'regulariser')[0]?.from.node;
  return made(
    compiled,
    { variable: x, code: z, space, width: numel(at.shape), gaussian: prior !== undefined && isGaussian(m, prior) },
    (b) => {
      const t = new Trace(d, b, binding({ use: 'score' }));
      return (d.how(z) === 'q' ? t.distribution(z, 'q').mean?.(b) : undefined) ?? t.value(z).val;
    },
    (b, code) => {
      const clamp = new Map([[z, { val: b.reshape(code, at.shape) }]]);
      const p = new Trace(d, b, binding({ side: 'model', use: 'score', clamp })).distribution(x, 'p');
      return p.mean?.(b) ?? p.sample(b, ['B']).datum.val;
    },
  );
}
/** The noise that x comes from, through a flow or along the path of a diffusion. */
function byNoise(d: Drawing, compiled: Compiled, x: string, space: Space): Between | undefined {
  const m = d.model;
  if (m.ancestors(x).size > 0) return undefined;
  const node = m.into(x, 'p')[0]?.from.node;
  const { invert, cause } = new Trace(d, new Builder('between'), binding({ side: 'model', use: 'score' })).distribution(x, 'p');
  const event = invert?.event ?? (cause?.explain ? space.shape : undefined);
  if (!event || node === undefined) return undefined;
  const p = (b: Builder) => new Trace(d, b, binding({ side: 'model', use: 'score' })).distribution(x, 'p');
  return made(
    compiled,
    { variable: x, code: 'noise', space, width: numel(event), gaussian: isGaussian(m, node) },
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
  return (
    m.kind(node) === 'Diffusion' ||
    (m.kind(node) === 'Prior' && m.resolved(node)['family'] === 'gaussian' && m.resolved(node)['learn'] !== true)
  );
}
