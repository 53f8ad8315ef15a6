/** Training: takes steps, keeps the state on the device, reads losses back on a cadence, and finds where a non-finite value came from. */
import type { Compiled, Player } from '../compiler/compiled.ts';
import { gradientName } from '../compiler/player.ts';
import type { KernelProgram } from '../compiler/kernel-program.ts';
import { lower } from '../compiler/lower/lower.ts';
import { cost, overhead } from './budget.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Buffer, Device } from './execute/device.ts';
import type { Timer } from './execute/timing.ts';
import { type Sources, columnOf, feed, inputsOf } from './feed.ts';
import { nonFinite } from './messages.ts';
import { Soundness } from './soundness.ts';
import { initialVectors } from './weights.ts';

export interface LossPoint {
  /** Steps taken when these losses were found, from 1. */
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}
interface Seat {
  readonly player: Player;
  readonly program: KernelProgram;
  readonly inputs: readonly string[];
}
interface Pending {
  readonly step: number;
  readonly seat: Seat;
  readonly report: Buffer;
}
/** State as it was at a step, held by reference: states are never written in place. */
interface Snapshot {
  readonly step: number;
  readonly updates: Readonly<Record<string, number>>;
  readonly vectors: Readonly<Record<string, Buffer>>;
}
/** What training needs of a compiled drawing. */
export type Trainable = Pick<Compiled, 'params' | 'vectors' | 'states' | 'learn'>;
export interface TrainerOptions {
  readonly compiled: Trainable;
  readonly device: Device;
  readonly sources: Sources;
  readonly seed: number;
  /** The drawing's file text, for checkpoints. */
  readonly graph: string;
  readonly checkpoint?: Checkpoint | undefined;
  /** Examples a step; the optimisers' own where absent. */
  readonly batch?: number | undefined;
}

export class Trainer {
  private readonly seats: readonly Seat[];
  private vectors: Record<string, Buffer> = {};
  private updates: Record<string, number>;
  private pending: Pending[] = [];
  /** The state at the latest flush: where a search for a cause starts. */
  private last: Snapshot;
  /** The latest of those states that a finite loss has come from; `last` may have been thrown where every loss is infinite. */
  private good: Snapshot;
  private readonly soundness: Soundness;
  private taken: number;
  /** The one optimiser that steps, where it has a turn; all, if absent. Not to be changed between a step and its flush. */
  only: string | undefined;

  constructor(private readonly o: TrainerOptions) {
    const { compiled, device, checkpoint } = o;
    this.seats = compiled.learn.players.map((player) => ({
      player,
      inputs: inputsOf(player.program),
      program: lower(player.program, { target: device.target, batch: o.batch ?? player.batch }),
    }));
    this.taken = checkpoint?.step ?? 0;
    this.updates = Object.fromEntries(compiled.learn.players.map((p) => [p.optimiser, checkpoint?.updates[p.optimiser] ?? 0]));
    for (const [name, data] of checkpoint?.vectors ?? initialVectors(compiled, o.seed)) this.vectors[name] = device.upload(data);
    this.soundness = new Soundness(device, this.vectors);
    this.last = this.snapshot();
    this.good = this.snapshot();
  }
  /** Turns taken. */
  get step(): number {
    return this.taken;
  }
  /** The state vectors at this moment; the trainer keeps them. */
  get state(): Readonly<Record<string, Buffer>> {
    return this.vectors;
  }
  /** The players whose phase it is, and the turn it began with: a phase lasts its longest horizon, the last one has no end. */
  private phase(step: number): { readonly begin: number; readonly seats: readonly Seat[] } {
    const phases = [...new Set(this.seats.map((s) => s.player.phase))].sort((a, b) => a - b);
    let begin = 0;
    for (const phase of phases) {
      const seats = this.seats.filter((s) => s.player.phase === phase);
      const end = begin + Math.max(...seats.map((s) => s.player.horizon));
      if (step < end || phase === phases.at(-1)) return { begin, seats };
      begin = end;
    }
    return { begin, seats: [] };
  }
  private active(step: number): readonly Seat[] {
    const { seats } = this.phase(step);
    const alone = seats.filter((s) => s.player.optimiser === this.only);
    return alone.length > 0 ? alone : seats;
  }
  /** Data-dependent starts, when a phase begins: a function of the state and the step, so that a resumed or replayed run finds the same. */
  private starts(step: number): readonly Seat[] {
    const { device, batch } = this.o;
    const { begin, seats } = this.phase(step);
    if (step !== begin) return [];
    return seats.flatMap(({ player }) => {
      const { start } = player;
      if (!start) return [];
      return [{ player, inputs: inputsOf(start), program: lower(start, { target: device.target, batch: batch ?? player.batch }) }];
    });
  }
  private begin(): void {
    for (const seat of this.starts(this.taken)) {
      this.replace(this.o.device.run(seat.program, this.env(seat)));
      this.o.device.forget(seat.program);
    }
  }
  /** Enqueues one turn. @param report keep its losses for the next `flush` */
  take(report = true): void {
    this.begin();
    for (const seat of this.active(this.taken))
      for (let i = 0; i < seat.player.every; i++) this.update(seat, i, report && i === seat.player.every - 1);
    this.taken++;
  }
  /** @param step which of its steps of the turn: declared state moves in the first alone */
  private update(seat: Seat, step: number, keep: boolean): void {
    const { device } = this.o;
    const { report, ...next } = device.run(seat.program, this.env(seat));
    this.replace(next, step > 0 ? seat.player.updates : []);
    this.updates[seat.player.optimiser]!++;
    if (keep) this.pending.push({ step: this.taken + 1, seat, report: report! });
    else device.release(report!);
  }
  /** @param next states by "next.<name>" */
  /** @param held state that stays as it is */
  private replace(next: Readonly<Record<string, Buffer>>, held: readonly string[] = []): void {
    for (const [key, buffer] of Object.entries(next)) {
      const name = key.slice('next.'.length);
      const stays = held.includes(name);
      this.o.device.release(stays ? buffer : this.vectors[name]!);
      if (!stays) this.vectors[name] = buffer;
    }
  }
  private env(seat: Seat, clock?: Timer) {
    const { seed, sources, batch } = this.o;
    const step = this.updates[seat.player.optimiser]!;
    const inputs = feed(seat.inputs, (node) => {
      const made = sources.get(node)!.batch(seed, step, batch ?? seat.player.batch);
      clock?.spent({ node });
      return made;
    });
    return { vectors: this.vectors, inputs, seed, step, clock };
  }
  /** Operations of the next turn. */
  get work(): number {
    const of = ({ player: { every, batch, program } }: Seat): number =>
      every * ((this.o.batch ?? batch) * cost(program) + overhead(program));
    return this.active(this.taken).reduce((sum, seat) => sum + of(seat), 0);
  }
  /** The optimisers whose turn it is. */
  get stepping(): readonly string[] {
    return this.active(this.taken).map((s) => s.player.optimiser);
  }
  /** Does on the side what each optimiser's next step would do, for a clock: state stays as it is, and so do the steps to come. */
  rehearse(clock: Timer): void {
    for (const seat of this.active(this.taken)) {
      clock.times = seat.player.every;
      const out = this.o.device.run(seat.program, this.env(seat, clock));
      for (const b of Object.values(out)) this.o.device.release(b);
      clock.spent({ node: '' });
    }
  }
  /**
   * Reads the kept losses back. When one of them, or a number of the state, is not finite, says where it came from; the state is then the latest one
   * that gave a finite loss.
   */
  async flush(): Promise<{ readonly points: readonly LossPoint[]; readonly failure?: Diagnostic }> {
    const { device } = this.o;
    const pending = this.pending;
    this.pending = [];
    // a gradient can overflow while its loss does not
    const asked = this.soundness.ask(this.vectors);
    const [sound, ...reports] = await Promise.all([this.soundness.answer(asked), ...pending.map((p) => device.download(p.report))]);
    for (const p of pending) device.release(p.report);
    const byStep = new Map<number, Record<string, number>>();
    pending.forEach((p, i) => {
      const values = byStep.get(p.step) ?? {};
      p.seat.player.report.forEach((name, k) => (values[name] = reports[i]![k]!));
      byStep.set(p.step, values);
    });
    const points = [...byStep].map(([step, values]) => ({ step, values }));
    // the norm of a gradient overflows before anything is lost
    const norms = new Set(this.seats.map((s) => gradientName(s.player.optimiser)));
    const bad = points.findIndex((p) => Object.entries(p.values).some(([name, x]) => !Number.isFinite(x) && !norms.has(name)));
    if (points.length > 0 && bad !== 0) this.keep('good', this.last);
    if (bad < 0 && sound) {
      this.keep('last', this.now());
      return { points };
    }
    const { step, diagnostic } = await this.findCause(bad < 0 ? this.taken : points[bad]!.step);
    return { points: (bad < 0 ? points : points.slice(0, bad)).filter((p) => p.step <= step), failure: diagnostic };
  }
  /** Replays from the latest flush, value by value: draws and data are functions of the step, so the same thing happens again. */
  private async findCause(until: number): Promise<{ readonly step: number; readonly diagnostic: Diagnostic }> {
    this.restore(this.last);
    try {
      while (this.taken < until) {
        const step = this.taken + 1;
        for (const seat of this.starts(this.taken)) {
          const diagnostic = await this.causeIn(seat, step);
          if (diagnostic) return { step, diagnostic };
        }
        this.begin();
        for (const seat of this.active(this.taken))
          for (let i = 0; i < seat.player.every; i++) {
            const diagnostic = await this.causeIn(seat, step);
            if (diagnostic) return { step, diagnostic };
            this.update(seat, i, false);
          }
        this.taken++;
      }
      return { step: until, diagnostic: nonFinite('', '', until) };
    } finally {
      this.restore(this.good);
      this.keep('last', this.good);
    }
  }
  private async causeIn(seat: Seat, step: number): Promise<Diagnostic | undefined> {
    const cause = await this.o.device.firstNonFinite(seat.program, this.env(seat));
    if (!cause) return undefined;
    // what no node computed was read: a column of a Dataset
    const node = cause.origin.node || columnOf(cause.kernel.replace(/^input /, ''))?.node;
    return nonFinite(node ?? '', cause.kernel, step);
  }
  /** State as it is now, on loan from the trainer. */
  private now(): Snapshot {
    return { step: this.taken, updates: { ...this.updates }, vectors: { ...this.vectors } };
  }
  private snapshot(): Snapshot {
    return this.held(this.now());
  }
  private held(s: Snapshot): Snapshot {
    for (const b of Object.values(s.vectors)) this.o.device.retain(b);
    return s;
  }
  private keep(as: 'last' | 'good', s: Snapshot): void {
    const before = this[as];
    this[as] = this.held(s);
    for (const b of Object.values(before.vectors)) this.o.device.release(b);
  }
  private restore(s: Snapshot): void {
    const before = this.vectors;
    this.vectors = { ...this.held(s).vectors };
    for (const b of Object.values(before)) this.o.device.release(b);
    this.updates = { ...s.updates };
    this.taken = s.step;
  }
  async checkpoint(): Promise<Checkpoint> {
    const { device, seed, graph } = this.o;
    const held = Object.entries(this.vectors).map(([name, b]) => [name, device.retain(b)] as const);
    const at = { graph, seed, step: this.taken, updates: { ...this.updates } };
    const vectors = new Map<string, Float32Array>();
    for (const [name, b] of held) {
      vectors.set(name, await device.download(b));
      device.release(b);
    }
    return { ...at, vectors };
  }
  /** Frees what the run holds on the device. */
  close(): void {
    const { device } = this.o;
    for (const p of this.pending) device.release(p.report);
    for (const held of [this.vectors, this.last.vectors, this.good.vectors]) for (const b of Object.values(held)) device.release(b);
    for (const s of this.seats) device.forget(s.program);
    this.soundness.close();
    this.pending = [];
    this.vectors = {};
  }
}
