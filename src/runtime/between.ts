/** Ways between held-out examples, or between draws: their codes, what lies between them, and what the model makes of it. */
import { type Condition, type Ends, type Between as Programs, CODE, type NoWay, VALUE, betweenOf } from '../compiler/between.ts';
import type { Compiled, Environment } from '../compiler/compiled.ts';
import { EXACT } from '../distributions/grade.ts';
import type { Graph } from '../graph/model.ts';
import type { Batch } from '../data/source.ts';
import { numel } from '../graph/space.ts';
import { cost } from './budget.ts';
import { type Sources, columnOf, inputsOf } from './feed.ts';
import type { Between, Picture, WhichWays } from './shown.ts';
import { Tasks, type TaskOptions } from './tasks.ts';

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

const numbered = ({ space: { values } }: Condition): readonly string[] =>
  Array.from({ length: values.kind === 'tokens' ? values.k : 0 }, (_, i) => String(i));
/** Conditions of finitely many values hold along a way; others change along it. */
const isHeld = ({ space }: Condition): boolean => space.values.kind !== 'real' && space.values.kind !== 'unit';

/** From the first of each two rows to the second. @param path held: as at the first */
function waysOf(ends: Float32Array, rows: number, steps: number, path: Between['path'] | 'held'): Float32Array {
  const width = ends.length / (2 * rows);
  const at = (i: number): Float32Array => ends.subarray(i * width, (i + 1) * width);
  const out = new Float32Array(rows * steps * width);
  for (let r = 0; r < rows; r++)
    if (path === 'held') for (let k = 0; k < steps; k++) out.set(at(2 * r), (r * steps + k) * width);
    else out.set(codesBetween(at(2 * r), at(2 * r + 1), steps, path), r * steps * width);
  return out;
}

export class Betweens {
  private readonly programs: Programs | undefined;
  private readonly tasks: Tasks | undefined;
  /** Why there are none, in a sentence. */
  readonly why: string | undefined;
  which: WhichWays = { pair: 0 };

  constructor(private readonly o: BetweenOptions) {
    const { graph, environment, compiled } = o;
    const found: Programs | NoWay | undefined = betweenOf(graph, environment, compiled);
    if (found && 'why' in found) this.why = found.why;
    else this.programs = found;
    if (!this.programs) return;
    const of = (program: Programs['start']) => ({ grade: EXACT, needs: [], program });
    this.tasks = new Tasks({ ...o, compiled: { ...compiled, infer: of(this.programs.start), sample: of(this.programs.decode) } });
  }
  /** Has the model codes to go between? */
  get offered(): boolean {
    return this.programs !== undefined;
  }
  get ends(): Ends {
    return this.programs?.ends ?? 'data';
  }
  /** Is it little enough work for every frame of the film? */
  get cheap(): boolean {
    if (!this.programs) return false;
    const { rows, steps } = this.size();
    return 2 * rows * cost(this.programs.start) + rows * steps * cost(this.programs.decode) <= OPERATIONS;
  }
  private size(): Pick<Between, 'rows' | 'steps'> {
    if (this.programs?.space.layout !== 'image') return { rows: LINES, steps: LINE_STEPS };
    // beside the steps stand the examples at both ends
    return { rows: ROWS, steps: this.ends === 'data' ? STEPS : STEPS + 2 };
  }
  /** @throws Cancelled when it was called off */
  async look(): Promise<Between | undefined> {
    const { programs, tasks } = this;
    if (!programs || !tasks) return undefined;
    const { ends, variable, code, space, width, gaussian, snapped, start, conditions } = programs;
    const { steps } = this.size();
    const wire = this.o.graph.wires.find((w) => w.to.node === variable && w.to.port === 'data')!;
    const nodes = new Set([wire.from.node, ...inputsOf(start).flatMap((i) => columnOf(i)?.node ?? []), ...conditions.map((c) => c.node)]);
    const all = new Map([...nodes].map((id) => [id, this.o.sources.get(id)!.heldOut(this.o.seed, HELD_OUT)]));
    const picked = this.picked(all);
    const rows = picked.length / 2;
    if (rows === 0) return undefined;
    const batches = new Map(
      [...all].map(([id, b]) => [
        id,
        { n: 2 * rows, columns: Object.fromEntries(Object.entries(b.columns).map(([name, v]) => [name, rowsOf(v, b.n, picked)])) },
      ]),
    );
    // a pass draws anew: the first pairs are the first samples of the film
    const { [CODE]: codes } = await tasks.run('infer', 2 * rows, batches, { pass: ends === 'draws' ? this.which.pair : 0 });
    const path = gaussian && width >= HIGH ? 'spherical' : 'straight';
    const way = waysOf(codes!.data, rows, steps, path);
    const along = new Map<string, { n: number; columns: Record<string, Float32Array> }>();
    for (const c of conditions) {
      const values = waysOf(batches.get(c.node)!.columns[c.column]!, rows, steps, isHeld(c) ? 'held' : 'straight');
      along.set(c.node, { n: rows * steps, columns: { ...along.get(c.node)?.columns, [c.column]: values } });
    }
    const { [VALUE]: values } = await tasks.run('sample', rows * steps, along, { given: { [CODE]: way } });
    const every = (second: 0 | 1): readonly number[] => Array.from({ length: rows }, (_, r) => 2 * r + second);
    const data = (of: ReadonlyMap<string, Batch>): Float32Array => of.get(wire.from.node)!.columns[wire.from.port]!;
    const end = (second: 0 | 1): Picture => ({ space, n: rows, data: rowsOf(data(batches), 2 * rows, every(second)) });
    const held = this.held();
    const classes = held && {
      variable: held.variable,
      names: this.o.sources.get(held.node)?.labels?.[held.column] ?? numbered(held),
      each: [...rowsOf(batches.get(held.node)!.columns[held.column]!, 2 * rows, every(0))],
      only: this.which.only,
    };
    return {
      ends,
      variable,
      code,
      path,
      snapped,
      pair: this.which.pair,
      ...(classes && { classes }),
      moving: conditions.filter((c) => !isHeld(c)).map((c) => c.variable),
      rows,
      steps,
      along: { space, data: values!.data.slice(0, rows * steps * numel(space.shape)), n: rows * steps },
      ...(ends === 'data' && { examples: { from: end(0), to: end(1) } }),
      ...(ends === 'draws' && space.layout !== 'image' && { around: { space, n: all.get(wire.from.node)!.n, data: data(all) } }),
    };
  }
  /** The condition whose value can be chosen: a class. */
  private held(): Condition | undefined {
    return this.programs?.conditions.find((c) => c.space.values.kind === 'tokens' && c.space.shape.length === 0);
  }
  /** Rows of both ends of each way, one after the other: of one class, and of all else that holds along a way. Of draws they are those of the conditions. */
  private picked(all: ReadonlyMap<string, Batch>): readonly number[] {
    const { pair, only } = this.which;
    const { rows } = this.size();
    const n = Math.min(...[...all.values()].map((b) => b.n));
    const held = this.programs!.conditions.filter(isHeld).map((c) => ({
      column: all.get(c.node)!.columns[c.column]!,
      of: all.get(c.node)!.n,
    }));
    if (held.length === 0) return Array.from({ length: 2 * rows }, (_, i) => (2 * rows * pair + i) % n);
    const chosen = this.held();
    const classes = chosen && all.get(chosen.node)!.columns[chosen.column]!;
    const open = new Map<string, number>();
    const pairs: (readonly [number, number])[] = [];
    for (let i = 0; i < n; i++) {
      if (only !== undefined && classes && classes[i] !== only) continue;
      const key = held.map(({ column, of }) => column.subarray((i * column.length) / of, ((i + 1) * column.length) / of).join()).join(';');
      const first = open.get(key);
      if (first === undefined) open.set(key, i);
      else {
        pairs.push([first, i]);
        open.delete(key);
      }
    }
    return Array.from({ length: Math.min(rows, pairs.length) }, (_, r) => pairs[(rows * pair + r) % pairs.length]!).flat();
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
