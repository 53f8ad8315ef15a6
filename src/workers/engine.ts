/** The engine: one run at a time, from a drawing to a trained model. Knows neither page nor worker; a host opens its backends. */
import type { DataSource } from '../data/source.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import { type Host, NoBackend } from '../runtime/backends/backend.ts';
import { type Checkpoint, encodeCheckpoint } from '../runtime/checkpoint.ts';
import { deviceLost, noBackend, runFailed } from '../runtime/messages.ts';
import { breathe } from '../runtime/breathe.ts';
import { initialVectors, parameterCount } from '../runtime/weights.ts';
import {
  type Asked,
  type Between,
  type Drawn,
  type Engine,
  type EngineEvents,
  type ImportReply,
  type MetricPoint,
  type RunRequest,
  type RunState,
  type RunStatus,
  type Steering,
  UNSTEERED,
  type Views,
  type WhichWays,
} from './protocol.ts';
import { drawn } from './looks.ts';
import { dawdle } from './dawdle.ts';
import { importInto } from './imported.ts';
import { Looking } from './looking.ts';
import { openRun } from './opening.ts';
import { Pace } from './pace.ts';
import { type Ready, ready } from './ready.ts';
import { type Run, free, statusOf } from './run.ts';
import { SaveClock } from './save-clock.ts';
import { Target } from './target.ts';
import { Turns } from './turns.ts';

type Prepared = Awaited<ReturnType<Engine['prepare']>>;

/** Devices lost one after the other, without a checkpoint between them, after which the run is given up. */
const MOST_LOSSES = 3;
/** Milliseconds a call on a lost device is waited for. */
const LOST_MS = 2000;

export class LocalEngine implements Engine {
  private readonly imported = new Map<string, DataSource>();
  private run: Run | undefined;
  private state: RunState = 'idle';
  private loop: Promise<void> = Promise.resolve();
  /** Where the loop ends; single steps may be asked for beyond the end of the run. */
  private until = 0;
  private stepping = false;
  private readonly saving = new SaveClock();
  private readonly looking = new Looking(
    (run) => this.run === run,
    () => this.tell(this.state),
  );
  /** The loop holds no turn: commands interrupt it. */
  private readonly turns = new Turns(() => this.looking.callOff());
  private saved: Checkpoint | undefined;
  private lost = 0;
  private pace = new Pace();
  private steering: Steering = UNSTEERED;
  private target: Target | undefined;

  constructor(private readonly host: Host) {}

  importData(files: Parameters<Engine['importData']>[0]): Promise<ImportReply> {
    return importInto(this.imported, files);
  }

  prepare(request: RunRequest, events: EngineEvents): Promise<Prepared> {
    this.interrupt('idle');
    return this.turns.take(async () => {
      await this.end();
      return this.make(request, events);
    });
  }
  /** When the loop has ended; a call on a lost device may never come back. */
  private ended(lost = this.run?.opened.lost): Promise<void> {
    return lost ? Promise.race([this.loop, lost.then(() => breathe(LOST_MS))]) : this.loop;
  }
  /** Makes the loop end after its present burst. */
  private interrupt(as: 'paused' | 'idle'): void {
    this.looking.callOff();
    if (this.state === 'training') this.state = as;
  }
  private async make(wanted: RunRequest, events: EngineEvents): Promise<Prepared> {
    this.tell('preparing', events);
    const refused = (diagnostics: readonly Diagnostic[]): Prepared => {
      this.state = 'idle';
      return { ok: false, diagnostics, params: 0 };
    };
    const made = ready(wanted, this.imported);
    if ('refused' in made) return refused(made.refused);
    const { restored, ...base } = made;
    try {
      this.run = await this.open({ ...base, events }, restored);
    } catch (e) {
      if (e instanceof NoBackend) return refused([noBackend(e.message)]);
      this.state = 'idle';
      throw e;
    }
    this.saved = restored;
    this.lost = 0;
    this.tell('paused');
    return { ok: true, diagnostics: base.compiled.diagnostics, params: parameterCount(base.compiled) };
  }
  private async open(base: Ready & Pick<Run, 'events'>, checkpoint: Checkpoint | undefined): Promise<Run> {
    const run = await openRun(base, checkpoint, this.host, this.looking.watch());
    this.pace = new Pace();
    this.looking.begin(run);
    void run.opened.lost?.then((why) => this.turns.take(async () => (this.run === run ? this.recover(run, why) : undefined)));
    return run;
  }

  train(): Promise<void> {
    return this.turns.take(async () => this.start());
  }
  private async start(): Promise<void> {
    const { run } = this;
    if (!run) return;
    this.until = run.request.steps;
    this.stepping = false;
    this.turns.meanwhile(undefined);
    if (this.state === 'training') return;
    await this.ended();
    this.saving.begin();
    this.tell('training');
    this.loop = this.keepTraining(run);
  }
  pause(): Promise<void> {
    this.interrupt('paused');
    return this.turns.take(async () => {
      this.interrupt('paused');
      await this.ended();
      if (this.run && this.state === 'paused') this.tell('paused');
    });
  }
  async step(n: number): Promise<void> {
    // a run in full swing is paused for its single steps; steps asked for while others are being taken add up
    if (!this.stepping) this.interrupt('paused');
    const loop = await this.turns.take(async () => {
      const { run } = this;
      if (!run) return { done: Promise.resolve() };
      if (this.state === 'training' && this.stepping) this.until += n;
      else {
        this.interrupt('paused');
        await this.ended();
        this.until = run.trainer.step + n;
        this.stepping = true;
        this.state = 'training';
        this.loop = this.keepTraining(run);
      }
      return { done: this.loop };
    });
    await loop.done;
  }
  stop(): Promise<void> {
    this.interrupt('idle');
    return this.turns.take(() => this.end());
  }
  private async end(): Promise<void> {
    const { run } = this;
    this.state = 'idle';
    await this.ended();
    this.run = undefined;
    if (!run) return;
    free(run);
    this.tell('idle', run.events);
  }
  checkpoint(): Promise<Uint8Array | undefined> {
    return this.turns.take(async () => {
      const { run } = this;
      return run && encodeCheckpoint(await run.trainer.checkpoint(), run.compiled);
    });
  }
  views(): Promise<Views | undefined> {
    return this.turns.take(async () => this.run && this.looking.views(this.run));
  }
  steer(s: Steering): Promise<void> {
    this.steering = s;
    this.target = s.target ? new Target(s.target) : undefined;
    return Promise.resolve();
  }
  watch(nodes: readonly string[]): Promise<void> {
    this.looking.watchNodes(this.run, nodes);
    return this.turns.take(async () => {
      // the loop looks by itself
      if (this.run && this.state !== 'training') await this.looking.probe(this.run);
    });
  }
  examine(asked: Asked): Promise<void> {
    this.looking.ask(this.run, asked);
    return this.turns.take(async () => {
      if (this.run && this.state !== 'training') await this.looking.examine(this.run, true);
    });
  }
  private async lookAtRest(run: Run): Promise<boolean> {
    if (this.run !== run || this.state !== 'paused') return true;
    try {
      return await this.looking.atRest(run);
    } catch (e) {
      await this.broke(run, e);
      return true;
    }
  }
  draw(pass: number): Promise<Drawn | undefined> {
    return this.aside((run) => drawn(run, pass));
  }
  between(which: WhichWays): Promise<Between | undefined> {
    if (this.run) this.run.betweens.which = which;
    return this.aside((run) => run.betweens.look());
  }
  /** Looks at a run that rests; one in full swing shows what it is by itself. */
  private aside<T>(work: (run: Run) => Promise<T>): Promise<T | undefined> {
    return this.turns.take(async () => {
      const { run } = this;
      if (!run || this.state === 'training') return undefined;
      const found = await this.looking.unlessCancelled(() => work(run));
      this.tell(this.state);
      return found;
    });
  }
  /** Steps until `until`, a pause, a stop or a failure. Yields between short bursts so that messages get through; never waits on a timer, which a hidden tab would slow. */
  private async keepTraining(run: Run): Promise<void> {
    const { trainer, request, events } = run;
    try {
      while (this.state === 'training' && this.run === run && trainer.step < this.until) {
        const begun = performance.now();
        const slow = this.steering.stepsPerSecond !== null && !this.stepping;
        trainer.only = this.steering.only ?? undefined;
        const { taken, due } = this.pace.burst(
          () => trainer.step < this.until && !slow,
          (report) => trainer.take(report),
          trainer.step,
          [request.viewEvery, request.checkpointEvery],
        );
        const { points, failure } = await trainer.flush();
        this.pace.flushed(taken);
        if (this.run !== run) return;
        if (points.length) events.onMetrics(points satisfies readonly MetricPoint[]);
        if (failure) {
          // what was saved last may be where every loss is infinite
          if (this.saved && this.saved.step > trainer.step) await this.save(run);
          return this.fail(failure);
        }
        if (request.checkpointEvery > 0 && (due(request.checkpointEvery) || this.saving.isOver())) await this.save(run);
        if (this.state === 'training') await this.looking.show(run, this.pace.msPerStep, due(request.viewEvery));
        if (this.state === 'training') await this.looking.examine(run);
        const reached = this.state === 'training' && trainer.step < this.until ? this.target?.reached(points) : undefined;
        if (reached !== undefined) {
          this.target = undefined;
          this.state = 'paused';
          run.events.onStatus({ ...this.status('paused', run), reached });
          this.turns.meanwhile(() => this.lookAtRest(run));
          return;
        }
        this.tell(this.state);
        await dawdle(begun, () => (this.state === 'training' && !this.stepping ? this.steering.stepsPerSecond : null));
      }
      if (this.run !== run || this.state === 'idle') return;
      const done = trainer.step >= request.steps;
      this.state = done ? 'done' : 'paused';
      // whoever pauses may close the page next
      if (request.checkpointEvery > 0 && this.saved?.step !== trainer.step) await this.save(run);
      if (this.run !== run) return;
      this.tell(this.state);
      if (!done) this.turns.meanwhile(() => this.lookAtRest(run));
    } catch (e) {
      await this.broke(run, e);
    }
  }
  private async broke(run: Run, e: unknown): Promise<void> {
    // a lost device makes calls fail; recovery takes over when the loss itself is reported
    if (this.run !== run) return;
    if (run.opened.lost && (await Promise.race([run.opened.lost.then(() => true), breathe(500).then(() => false)]))) return;
    this.fail(runFailed(e instanceof Error ? e.message : String(e)));
  }
  private async save(run: Run): Promise<void> {
    const began = performance.now();
    this.saved = await run.trainer.checkpoint();
    this.lost = 0;
    run.events.onCheckpoint(encodeCheckpoint(this.saved, run.compiled), this.saved.step);
    this.saving.saved(began);
  }
  /** Opens the device again and goes on from the last checkpoint. */
  private async recover(run: Run, why: string): Promise<void> {
    const was = this.state;
    run.events.onStatus({ ...this.status('preparing', run), diagnostic: { ...deviceLost(why), severity: 'warning' } });
    this.run = undefined;
    this.state = 'preparing';
    await this.ended(run.opened.lost);
    // TF.js would hand the dead backend out again
    free(run);
    if (++this.lost > MOST_LOSSES)
      return this.fail({ ...deviceLost(why), mend: 'It was lost time and again: choose another backend or a smaller batch.' }, run.events);
    try {
      const saved = this.saved ?? {
        graph: run.request.graph,
        seed: run.request.seed,
        step: 0,
        updates: {},
        vectors: initialVectors(run.compiled, run.request.seed),
      };
      this.run = await this.open(run, saved);
      const { until, stepping } = this;
      this.tell('paused');
      if (was !== 'training') return;
      await this.start();
      if (stepping) [this.until, this.stepping] = [until, stepping];
    } catch (e) {
      this.fail(noBackend(e instanceof Error ? e.message : String(e)), run.events);
    }
  }
  private fail(diagnostic: Diagnostic, events = this.run?.events): void {
    this.state = 'failed';
    events?.onStatus({
      ...(this.run ? this.status('failed', this.run) : { state: 'failed', step: 0, total: 0, msPerStep: 0 }),
      diagnostic,
    });
  }
  private tell(state: RunState, events = this.run?.events): void {
    this.state = state;
    events?.onStatus(this.run ? this.status(state, this.run) : { state, step: 0, total: 0, msPerStep: 0 });
  }
  private status(state: RunState, run: Run): RunStatus {
    return statusOf(run, { state, msPerStep: this.pace.msPerStep, task: this.looking.task });
  }
}
