/** Runs what the compiler derived, in float64, with parameters given by name. */
import type { Compiled, Player, TaskProgram } from '../../../src/compiler/compiled.ts';
import { numel } from '../../../src/graph/space.ts';
import type { Init, Program } from '../../../src/ir/value.ts';
import { type Dense, interpret } from '../../oracle/interpreter.ts';
import { draws, uniform } from '../../oracle/numbers.ts';

export interface Given {
  readonly batch: number;
  /** Parameters by name; the rest start as they are declared to. */
  readonly params?: Readonly<Record<string, ArrayLike<number>>>;
  readonly inputs?: Readonly<Record<string, ArrayLike<number>>>;
  /** State of the optimiser by name; zero where it is not given. */
  readonly state?: Readonly<Record<string, ArrayLike<number>>>;
  readonly seed?: number;
  readonly step?: number;
}

/** Standard normal numbers, the same for the same name (Box and Muller). */
export function normals(name: string, n: number): number[] {
  const u = uniform(`${name} radius`, n, 1e-7, 1);
  const v = uniform(`${name} angle`, n, 0, 2 * Math.PI);
  return Array.from({ length: n }, (_, i) => Math.sqrt(-2 * Math.log(u[i]!)) * Math.cos(v[i]!));
}
function start(name: string, init: Init, n: number): ArrayLike<number> {
  switch (init.kind) {
    case 'constant':
      return new Float64Array(n).fill(init.value);
    case 'normal':
      return normals(name, n).map((x) => init.scale * x);
    case 'uniform':
      return uniform(name, n, init.low, init.high);
    case 'values':
      return init.values;
    case 'data':
      return new Float64Array(n);
  }
}
/** The flat vectors of weights, and declared state at its start. A name that is no parameter is a mistake of the test. */
export function vectorsOf(c: Compiled, params: Given['params'] = {}): Record<string, Float64Array> {
  const inits = new Map(c.params.map((s) => [s.name, s.init]));
  for (const name of Object.keys(params))
    if (!inits.has(name)) throw new Error(`${name} is no parameter; there are ${[...inits.keys()].join(', ')}`);
  const state = c.states.map((s) => [s.name, Float64Array.from(start(s.name, s.init, numel(s.event)))] as const);
  const weights = c.vectors.map((v) => {
    const flat = new Float64Array(v.size);
    for (const e of v.entries) {
      const n = numel(e.shape);
      const values = params[e.param] ?? start(e.param, inits.get(e.param)!, n);
      if (values.length !== n) throw new Error(`${e.param} has ${n} numbers, not ${values.length}`);
      flat.set(Array.from(values), e.offset);
    }
    return [`weights.${v.name}`, flat] as const;
  });
  return Object.fromEntries([...weights, ...state]);
}
/** What a program of the drawing gives. */
export function run(c: Compiled, program: Program, g: Given): Record<string, Dense> {
  return interpret(program, {
    batch: g.batch,
    vectors: { ...vectorsOf(c, g.params), ...g.state },
    inputs: g.inputs ?? {},
    random: draws(g.seed ?? 1, g.step ?? 0),
    step: g.step ?? 0,
  });
}
export function runTask(c: Compiled, t: TaskProgram, g: Given): Record<string, Dense> {
  if (!t.program) throw new Error(`there is no program: ${t.grade.why.map((w) => w.text).join('; ')}`);
  return run(c, t.program, g);
}
/** Losses and monitors of a player, and its next states; `state` starts at zero. */
export function runPlayer(c: Compiled, p: Player, g: Given): { report: Record<string, number>; next: Record<string, Float64Array> } {
  const zero = Object.entries(p.states)
    .filter(([name]) => !name.startsWith('weights.') && !c.states.some((s) => s.name === name))
    .map(([name, n]) => [name, new Float64Array(n)] as const);
  const out = run(c, p.program, { ...g, state: { ...Object.fromEntries(zero), ...g.state } });
  return {
    report: Object.fromEntries(p.report.map((name, i) => [name, out.report!.data[i]!])),
    next: Object.fromEntries(Object.entries(out).flatMap(([k, v]) => (k.startsWith('next.') ? [[k.slice(5), v.data] as const] : []))),
  };
}
/** Elements of a result along its plates, in the order asked for, each with its flat event. */
export function along(d: Dense, ...plates: string[]): number[] {
  if (plates.length !== d.plates.length || plates.some((p) => !d.plates.includes(p))) throw new Error(`the plates are ${d.plates.join()}`);
  const sizes = d.shape.slice(0, plates.length);
  const event = numel(d.shape.slice(plates.length));
  const order = plates.map((p) => d.plates.indexOf(p));
  const out: number[] = [];
  const visit = (k: number, at: number[]): void => {
    if (k === order.length) {
      const flat = sizes.reduce((n, size, i) => n * size + at[i]!, 0);
      out.push(...d.data.slice(flat * event, (flat + 1) * event));
      return;
    }
    for (let i = 0; i < sizes[order[k]!]!; i++) visit(k + 1, at.with(order[k]!, i));
  };
  visit(0, Array<number>(plates.length).fill(0));
  return out;
}
