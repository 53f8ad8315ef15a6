/** Answers what is asked of nodes and wires between steps: what the time of a step goes into, and what wires carry. Reads state, never writes it. */
import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { Compiled, Environment } from '../compiler/compiled.ts';
import { drawingOf } from '../compiler/drawing.ts';
import { inferSpaces } from '../compiler/infer-spaces.ts';
import type { KernelProgram } from '../compiler/kernel-program.ts';
import { lower } from '../compiler/lower/lower.ts';
import { Model } from '../compiler/model.ts';
import { type Carried, carriedBy } from '../compiler/probes/carried.ts';
import { statisticsOf } from '../data/statistics.ts';
import type { Graph } from '../graph/model.ts';
import { affordable, cost } from './budget.ts';
import type { Device } from './execute/device.ts';
import { type Spent, type Timing, byNode, timingOf } from './execute/timing.ts';
import { type Sources, columnOf, feed, inputsOf } from './feed.ts';
import type { Asked, Examined, StepTimes } from './shown.ts';
import type { Trainer } from './trainer.ts';

export interface ExaminingOptions {
  readonly graph: Graph;
  readonly environment: Environment;
  readonly compiled: Compiled;
  readonly device: Device;
  readonly backend: KernelBackend;
  readonly sources: Sources;
  readonly seed: number;
  readonly trainer: Trainer;
}
/** What is done besides takes at least so many times as long. */
const SHARE = 40;
const APART_MS = 400;
/** Milliseconds and turns of one look, while training and at rest; one turn at least. */
const LOOK = { ms: 40, turns: 8 };
const RESTED = { ms: 250, turns: 32 };
/** Turns after which old ones count half: the figure follows the run. */
const MEMORY = 96;
/** Operations a look at a wire may take, and programs of wires that are kept. */
const OPERATIONS = 2e8;
const KEPT = 4;

interface Wire {
  readonly carried: Carried;
  readonly program: KernelProgram;
  readonly inputs: readonly string[];
  readonly n: number;
}

export class Examining {
  private asked: Asked = { times: false, outputs: [] };
  private next = 0;
  private readonly timing: ReturnType<typeof timingOf>;
  private tally = new Tally('');
  private readonly wires = new Map<string, Wire | { readonly why: string }>();
  private drawing: ReturnType<typeof drawingOf> | undefined;

  constructor(private readonly o: ExaminingOptions) {
    this.timing = timingOf(o.device.target, o.backend);
  }
  ask(asked: Asked): void {
    this.asked = asked;
    this.next = 0;
  }
  due(now = performance.now()): boolean {
    return (this.asked.times || this.asked.outputs.length > 0) && now >= this.next;
  }
  /** @param rested there is time to be exact at once */
  async look(rested = false): Promise<Examined> {
    const begun = performance.now();
    const { times: timed, outputs } = this.asked;
    const { step } = this.o.trainer;
    const times = timed ? await this.times(rested) : undefined;
    const carried: Examined['carried'][number][] = [];
    for (const output of outputs) carried.push(await this.carrying(output));
    const now = performance.now();
    this.next = now + Math.max(APART_MS, SHARE * (now - begun));
    return { step, times, carried };
  }

  // ---- time
  private async times(rested: boolean): Promise<NonNullable<Examined['times']>> {
    const { timing } = this;
    if ('unmeasured' in timing) return timing;
    const { trainer } = this.o;
    const key = trainer.stepping.join();
    // kernels that have not run yet are made on the way, which is no part of a step
    if (trainer.step === 0 && this.tally.turns === 0) await timing.time((timer) => trainer.rehearse(timer));
    if (this.tally.key !== key) this.tally = new Tally(key);
    const begun = performance.now();
    const most = rested ? RESTED : LOOK;
    for (let n = 0; n === 0 || (n < most.turns && performance.now() - begun < most.ms); n++) {
      const laps = await timing.time((timer) => trainer.rehearse(timer));
      this.tally.add(
        byNode(laps),
        laps.some((l) => l.parts !== undefined && new Set(l.parts.map((p) => p.node)).size > 1),
      );
    }
    return this.tally.told(timing.by);
  }

  // ---- wires
  private async carrying(output: string): Promise<Examined['carried'][number]> {
    const wire = this.wire(output);
    if ('why' in wire) return { output, why: wire.why };
    const { device, trainer, sources, seed } = this.o;
    const { carried, program, n } = wire;
    const { step } = trainer;
    const inputs = feed(wire.inputs, (node) => sources.get(node)!.batch(seed, step, n));
    const { value } = device.run(program, { vectors: trainer.state, inputs, seed, step });
    const numbers = await device.download(value!);
    device.release(value!);
    const { side, space } = carried;
    return { output, side, space, examples: n, statistics: statisticsOf(numbers, space.values) };
  }
  private wire(output: string): Wire | { readonly why: string } {
    const known = this.wires.get(output);
    if (known) return known;
    const made = this.derive(output);
    this.wires.set(output, made);
    const [oldest] = this.wires.keys();
    if (this.wires.size > KEPT && oldest !== undefined) this.forget(oldest);
    return made;
  }
  private derive(output: string): Wire | { readonly why: string } {
    const { compiled, device, sources } = this.o;
    const at = columnOf(output);
    const [ids] = compiled.models;
    if (!at || !ids?.includes(at.node)) return { why: 'it is not part of the model that learns' };
    const carried = carriedBy(this.drawn(ids), compiled, at.node, at.column);
    if ('why' in carried) return carried;
    const inputs = inputsOf(carried.program);
    if (inputs.some((i) => !sources.has(columnOf(i)?.node ?? ''))) return { why: 'its data are not at hand' };
    const batch = compiled.learn.players[0]?.batch ?? 1;
    const n = affordable(batch, 1, cost(carried.program), OPERATIONS);
    return { carried, inputs, n, program: lower(carried.program, { target: device.target, batch: n }) };
  }
  private drawn(ids: readonly string[]): ReturnType<typeof drawingOf> {
    const { graph, environment } = this.o;
    const model = new Model(graph, new Set(ids));
    return (this.drawing ??= drawingOf(model, inferSpaces(model, environment).spaces));
  }
  private forget(output: string): void {
    const wire = this.wires.get(output);
    if (wire && 'program' in wire) this.o.device.forget(wire.program);
    this.wires.delete(output);
  }
  /** Frees what the programs keep on the device. */
  close(): void {
    for (const output of this.wires.keys()) this.forget(output);
  }
}

/** Sums of turns, the older ones fading. */
class Tally {
  private readonly sums = new Map<string, { value: number; gradient: number }>();
  private weight = 0;
  private shared = false;
  turns = 0;
  /** @param key what steps in these turns */
  constructor(readonly key: string) {}

  add(turn: ReadonlyMap<string, Spent>, shared: boolean): void {
    if (this.weight >= MEMORY) this.fade();
    this.weight++;
    this.turns++;
    this.shared ||= shared;
    for (const [node, { value, gradient }] of turn) {
      const at = this.sums.get(node) ?? { value: 0, gradient: 0 };
      this.sums.set(node, { value: at.value + value, gradient: at.gradient + gradient });
    }
  }
  private fade(): void {
    this.weight /= 2;
    for (const [node, { value, gradient }] of this.sums) this.sums.set(node, { value: value / 2, gradient: gradient / 2 });
  }
  told(by: Timing['by']): StepTimes {
    const nodes = Object.fromEntries(
      [...this.sums].map(([node, s]) => [node, { value: s.value / this.weight, gradient: s.gradient / this.weight }]),
    );
    const ms = Object.values(nodes).reduce((sum, s) => sum + s.value + s.gradient, 0);
    return { turns: this.turns, ms, by, nodes, shared: this.shared };
  }
}
