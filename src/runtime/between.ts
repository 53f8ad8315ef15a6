/** Ways between held-out examples: their codes, what lies between them, and what the model makes of it. */
import { type Between as Programs, CODE, VALUE, betweenOf } from '../compiler/between.ts';
import type { Compiled, Environment } from '../compiler/compiled.ts';
import { EXACT } from '../distributions/grade.ts';
import type { Graph } from '../graph/model.ts';
import { numel } from '../graph/space.ts';
import { cost } from './budget.ts';
import { type Sources, columnOf, inputsOf } from './feed.ts';
import type { Picture } from './draws.ts';
import { Tasks, type TaskOptions } from './tasks.ts';

export interface Between {
  readonly variable: string;
  /** The latent's id, or "noise". */
  readonly code: string;
  /** spherical: along the great circle, through codes as long as those that are drawn. */
  readonly path: 'straight' | 'spherical';
  /** Which held-out examples: another number, other pairs. */
  readonly pair: number;
  /** Pairs, and steps from the one example of a pair to the other. */
  readonly rows: number;
  readonly steps: number;
  readonly from: Picture;
  readonly to: Picture;
  /** rows x steps examples. */
  readonly along: Picture;
}
export interface BetweenOptions extends TaskOptions {
  readonly graph: Graph;
  readonly environment: Environment;
  readonly compiled: Compiled;
  readonly sources: Sources;
}
const ROWS = 4;
const STEPS = 8;
/** In the plane a way is a line. */
const LINES = 12;
const LINE_STEPS = 24;
/** Of so many numbers nearly all of a Gaussian's draws are about equally long, and a straight way between two leads where none are. */
const HIGH = 8;
/** Operations that a frame of the film may spend on this: about a tenth of a second on one core. */
const OPERATIONS = 2e9;
const HELD_OUT = 512;

/** Points from one code to the other, both included. */
export function codesBetween(a: Float32Array, b: Float32Array, steps: number, path: Between['path']): Float32Array {
  const width = a.length;
  const out = new Float32Array(steps * width);
  const norm = (v: Float32Array): number => Math.sqrt(v.reduce((s, x) => s + x * x, 0));
  const cosine = a.reduce((s, x, i) => s + x * b[i]!, 0) / (norm(a) * norm(b) || 1);
  const angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
  // codes that point the same way or opposite ways have no great circle of their own
  const round = path === 'spherical' && Math.sin(angle) > 1e-4;
  for (let k = 0; k < steps; k++) {
    const t = steps > 1 ? k / (steps - 1) : 0;
    const [u, v] = round ? [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)] : [1 - t, t];
    for (let i = 0; i < width; i++) out[k * width + i] = u * a[i]! + v * b[i]!;
  }
  return out;
}

export class Betweens {
  private readonly programs: Programs | undefined;
  private readonly tasks: Tasks | undefined;
  /** Which pairs are looked at. */
  pair = 0;

  constructor(private readonly o: BetweenOptions) {
    const { graph, environment, compiled } = o;
    this.programs = betweenOf(graph, environment, compiled);
    if (!this.programs) return;
    const of = (program: Programs['encode']) => ({ grade: EXACT, needs: [], program });
    this.tasks = new Tasks({ ...o, compiled: { ...compiled, infer: of(this.programs.encode), sample: of(this.programs.decode) } });
  }
  /** Has the model codes to go between? */
  get offered(): boolean {
    return this.programs !== undefined;
  }
  /** Is it little enough work for every frame of the film? */
  get cheap(): boolean {
    if (!this.programs) return false;
    const { rows, steps } = this.size();
    return 2 * rows * cost(this.programs.encode) + rows * steps * cost(this.programs.decode) <= OPERATIONS;
  }
  private size(): Pick<Between, 'rows' | 'steps'> {
    return this.programs?.space.layout === 'image' ? { rows: ROWS, steps: STEPS } : { rows: LINES, steps: LINE_STEPS };
  }
  /** @throws Cancelled when it was called off */
  async look(): Promise<Between | undefined> {
    const { programs, tasks } = this;
    if (!programs || !tasks) return undefined;
    const { variable, code, space, width, gaussian, encode } = programs;
    const { rows, steps } = this.size();
    const wire = this.o.graph.wires.find((w) => w.to.node === variable && w.to.port === 'data')!;
    const nodes = [...new Set([wire.from.node, ...inputsOf(encode).flatMap((i) => columnOf(i)?.node ?? [])])];
    const all = new Map(nodes.map((id) => [id, this.o.sources.get(id)!.heldOut(this.o.seed, HELD_OUT)]));
    const n = Math.min(...[...all.values()].map((b) => b.n));
    const picked = Array.from({ length: 2 * rows }, (_, i) => (2 * rows * this.pair + i) % n);
    const batches = new Map(
      [...all].map(([id, b]) => [
        id,
        { n: 2 * rows, columns: Object.fromEntries(Object.entries(b.columns).map(([name, v]) => [name, rowsOf(v, b.n, picked)])) },
      ]),
    );
    const { [CODE]: codes } = await tasks.run('infer', 2 * rows, batches);
    const at = (i: number): Float32Array => codes!.data.subarray(i * width, (i + 1) * width);
    const path = gaussian && width >= HIGH ? 'spherical' : 'straight';
    const way = new Float32Array(rows * steps * width);
    for (let r = 0; r < rows; r++) way.set(codesBetween(at(2 * r), at(2 * r + 1), steps, path), r * steps * width);
    const { [VALUE]: values } = await tasks.run('sample', rows * steps, new Map(), { given: { [CODE]: way } });
    const data = batches.get(wire.from.node)!.columns[wire.from.port]!;
    const ends = (second: 0 | 1): Picture => ({
      space,
      n: rows,
      data: rowsOf(
        data,
        2 * rows,
        Array.from({ length: rows }, (_, r) => 2 * r + second),
      ),
    });
    return {
      variable,
      code,
      path,
      pair: this.pair,
      rows,
      steps,
      from: ends(0),
      to: ends(1),
      along: { space, data: values!.data.slice(0, rows * steps * numel(space.shape)), n: rows * steps },
    };
  }
  close(): void {
    this.tasks?.close();
  }
}
function rowsOf(data: Float32Array, n: number, picked: readonly number[]): Float32Array {
  const width = data.length / n;
  const out = new Float32Array(picked.length * width);
  picked.forEach((i, k) => out.set(data.subarray(i * width, (i + 1) * width), k * width));
  return out;
}
