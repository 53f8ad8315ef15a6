/** The page's end of the engine: owns the worker, and brings a dead one back where it was. */
import { type Remote, proxy, releaseProxy, wrap } from 'comlink';
import { watchLife } from './life.ts';
import {
  ASKED_NOTHING,
  type Asked,
  type Engine,
  type EngineEvents,
  type ImportReply,
  type RunRequest,
  type RunStatus,
  type Steering,
  UNSTEERED,
  type Views,
  type WhichWays,
} from './protocol.ts';

type Files = Parameters<Engine['importData']>[0];
type Prepared = Awaited<ReturnType<Engine['prepare']>>;

export interface ClientEvents extends EngineEvents {
  /** The worker died and a new one goes on from the last checkpoint; or it died again and again without getting further, and the run waits. */
  onRestart(outcome: 'resumed' | 'given up', reason: string): void;
  /** The worker does not answer, though it is not known to be dead. */
  onSilent(seconds: number): void;
}
interface Wanted {
  readonly request: RunRequest;
  readonly training: boolean;
}
/** Deaths in a row in which the run got no further. */
const MOST_FRUITLESS = 3;

class Died extends Error {}

/** One worker, from its start to its end. */
interface Life {
  readonly worker: Worker;
  readonly engine: Remote<Engine>;
  /** Rejects when the worker dies: a call to a dead worker would wait for ever. */
  readonly death: Promise<never>;
  readonly end: () => void;
}

export class EngineClient {
  private readonly events: ClientEvents;
  private life: Life | undefined;
  /** Files given so far: a new worker needs them again. */
  private readonly imports = new Map<string, Files>();
  private wanted: Wanted | undefined;
  private checkpointBytes: Uint8Array | undefined;
  private fruitless = 0;
  /** The furthest step of the run at hand. */
  private furthest = 0;
  /** The newest restart, and what it prepared. */
  private restarted: Promise<Prepared | undefined> = Promise.resolve(undefined);
  private disposed = false;
  private last: RunStatus | undefined;
  /** Nodes that are looked at: a new worker is told again. */
  private watched: readonly string[] = [];
  private asked: Asked = ASKED_NOTHING;
  private steering: Steering = UNSTEERED;

  constructor(events: ClientEvents) {
    this.events = events;
  }

  async importData(files: Files): Promise<ImportReply> {
    const reply = await this.call((e) => e.importData(files));
    if (reply.name !== undefined) this.imports.set(reply.name, files);
    return reply;
  }

  async prepare(request: RunRequest): Promise<Prepared> {
    this.checkpointBytes = request.checkpoint;
    this.wanted = { request, training: false };
    this.fruitless = 0;
    this.furthest = 0;
    try {
      return await this.call((e, life) => e.prepare(request, this.listeners(life)));
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      const again = await this.restarted;
      if (again) return again;
      throw error;
    }
  }
  async train(): Promise<void> {
    this.want(true);
    await this.survive((e) => e.train());
  }
  async pause(): Promise<void> {
    this.want(false);
    await this.survive((e) => e.pause());
  }
  async step(n: number): Promise<void> {
    this.want(false);
    await this.survive((e) => e.step(n));
  }
  async stop(): Promise<void> {
    this.wanted = undefined;
    this.checkpointBytes = undefined;
    if (this.life) await this.survive((e) => e.stop());
  }
  /** What a run that failed can go on from. */
  get lastCheckpoint(): Uint8Array | undefined {
    return this.checkpointBytes;
  }
  async checkpoint(): Promise<Uint8Array | undefined> {
    if (!this.life) return this.checkpointBytes;
    try {
      return await this.call((e) => e.checkpoint());
    } catch (error) {
      if (error instanceof Died) return this.checkpointBytes;
      throw error;
    }
  }
  steer(steering: Steering): void {
    this.steering = steering;
    void this.life?.engine.steer(steering);
  }
  /** A worker that dies meanwhile is no matter: the next one is told. */
  watch(nodes: readonly string[]): void {
    this.watched = nodes;
    void this.life?.engine.watch(nodes);
  }
  examine(asked: Asked): void {
    this.asked = asked;
    void this.life?.engine.examine(asked);
  }
  async views(): Promise<Views | undefined> {
    return this.life && this.call((e) => e.views());
  }
  async draw(pass: number): ReturnType<Engine['draw']> {
    return this.life && this.call((e) => e.draw(pass));
  }
  async between(which: WhichWays): ReturnType<Engine['between']> {
    return this.life && this.call((e) => e.between(which));
  }
  /** Ends the worker and its run at once; the next call begins another. */
  abandon(): void {
    this.wanted = undefined;
    this.checkpointBytes = undefined;
    this.close();
  }
  /** Ends a worker that does not answer; the run goes on from its last checkpoint in a new one. */
  revive(): void {
    if (this.life) this.died(this.life, 'the worker did not answer');
  }

  /** Frees the device. React's strict mode mounts twice; without this it would hold two devices. */
  dispose(): void {
    this.disposed = true;
    this.close();
  }

  /** Asks the worker; throws Died where it ends before it answers. */
  private async call<T>(ask: (engine: Remote<Engine>, life: Life) => Promise<T>): Promise<T> {
    const life = await this.open();
    return Promise.race([ask(life.engine, life), life.death]);
  }
  /** What the new worker does after a death follows from `wanted`: there is nothing to ask again. */
  private async survive(ask: (engine: Remote<Engine>) => Promise<void>): Promise<void> {
    try {
      await this.call(ask);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      await this.restarted;
    }
  }
  private want(training: boolean): void {
    if (this.wanted) this.wanted = { ...this.wanted, training };
  }
  /** What a worker said before it ended may arrive after its end: by then it is no news of the run. */
  private listeners(life: Life): EngineEvents {
    const { events } = this;
    const alive =
      <A extends readonly unknown[]>(tell: (...said: A) => void) =>
      (...said: A): void => {
        if (this.life === life) tell(...said);
      };
    return proxy<EngineEvents>({
      onStatus: alive((s: RunStatus) => {
        // What it does by itself. A pause on its way to training is none, and may be told of after the answer to a call.
        if (s.state === 'done' || s.reached !== undefined) this.want(false);
        if (s.state === 'training' && s.step > this.furthest) {
          this.furthest = s.step;
          this.fruitless = 0;
        }
        this.last = s;
        events.onStatus(s);
      }),
      onMetrics: alive((points) => events.onMetrics(points)),
      onViews: alive((v) => events.onViews(v)),
      onProbes: alive((p) => events.onProbes(p)),
      onText: alive((t) => events.onText(t)),
      onExamined: alive((e) => events.onExamined(e)),
      onCheckpoint: alive((bytes, step) => {
        this.checkpointBytes = bytes;
        events.onCheckpoint(bytes, step);
      }),
    });
  }
  private async open(): Promise<Life> {
    if (this.life) return this.life;
    const life = this.begin();
    for (const files of this.imports.values()) await Promise.race([life.engine.importData(files), life.death]);
    return life;
  }
  private begin(): Life {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'wellspring-engine' });
    const engine = wrap<Engine>(worker);
    let fail: (reason: Died) => void = () => undefined;
    const death = new Promise<never>((_, reject) => {
      fail = reject;
    });
    death.catch(() => undefined);
    const unwatch = watchLife(worker, {
      onDead: (why) => this.died(life, why),
      onSilent: (seconds) => {
        if (this.life === life) this.events.onSilent(seconds);
      },
    });
    const life: Life = {
      worker,
      engine,
      death,
      end: () => {
        unwatch();
        engine[releaseProxy]();
        worker.terminate();
        fail(new Died('the worker ended before it answered'));
      },
    };
    this.life = life;
    if (this.watched.length > 0) void engine.watch(this.watched);
    if (this.asked !== ASKED_NOTHING) void engine.examine(this.asked);
    if (this.steering !== UNSTEERED) void engine.steer(this.steering);
    return life;
  }
  private close(): void {
    const { life } = this;
    this.life = undefined;
    life?.end();
  }
  private died(life: Life, reason: string): void {
    if (this.life !== life) return;
    // first, so that whoever waited for the dead worker finds the new one
    this.restarted = this.restart(reason);
    life.end();
  }
  private async restart(reason: string): Promise<Prepared | undefined> {
    this.life = undefined;
    const { wanted } = this;
    // without a run there is nothing to bring back: the next call begins a worker
    if (this.disposed || !wanted) return undefined;
    if (++this.fruitless > MOST_FRUITLESS) {
      this.wanted = undefined;
      this.events.onRestart('given up', reason);
      return undefined;
    }
    // until the new one trains, nobody does
    if (this.last) this.events.onStatus({ ...this.last, state: 'preparing', task: undefined });
    try {
      const prepared = await this.call((e, life) =>
        e.prepare({ ...wanted.request, checkpoint: this.checkpointBytes }, this.listeners(life)),
      );
      // the run may have been paused or stopped meanwhile
      if (!this.wanted) return prepared;
      if (prepared.ok && this.wanted.training) await this.call((e) => e.train());
      this.events.onRestart(prepared.ok ? 'resumed' : 'given up', reason);
      return prepared;
    } catch (error) {
      // another restart has begun
      if (error instanceof Died) return this.disposed ? undefined : this.restarted;
      this.events.onRestart('given up', error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}
