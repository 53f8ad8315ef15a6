/** The page's end of the engine: owns the worker, and brings a dead one back where it was. */
import { type Remote, proxy, releaseProxy, wrap } from 'comlink';
import type { Engine, EngineEvents, ImportReply, RunRequest, Views } from './protocol.ts';

type Files = Parameters<Engine['importData']>[0];
type Prepared = Awaited<ReturnType<Engine['prepare']>>;

export interface ClientEvents extends EngineEvents {
  /** The worker died and a new one goes on from `step`; or it died too often, and the run is over. */
  onRestart(outcome: 'resumed' | 'given up', reason: string): void;
}
interface Wanted {
  readonly request: RunRequest;
  readonly training: boolean;
}
const MOST_RESTARTS = 3;
const PER_MS = 120_000;

export class EngineClient {
  private readonly events: ClientEvents;
  private worker: Worker | undefined;
  private engine: Remote<Engine> | undefined;
  /** Files given so far: a new worker needs them again. */
  private readonly imports = new Map<string, Files>();
  private wanted: Wanted | undefined;
  private checkpointBytes: Uint8Array | undefined;
  private restarts: number[] = [];
  private disposed = false;

  constructor(events: ClientEvents) {
    this.events = events;
  }

  async importData(files: Files): Promise<ImportReply> {
    const reply = await this.open().importData(files);
    if (reply.name !== undefined) this.imports.set(reply.name, files);
    return reply;
  }

  async prepare(request: RunRequest): Promise<Prepared> {
    this.checkpointBytes = request.checkpoint;
    this.wanted = { request, training: false };
    return this.open().prepare(request, this.listeners());
  }
  async train(): Promise<void> {
    this.want(true);
    await this.open().train();
  }
  async pause(): Promise<void> {
    this.want(false);
    await this.open().pause();
  }
  async step(n: number): Promise<void> {
    this.want(false);
    await this.open().step(n);
  }
  async stop(): Promise<void> {
    this.wanted = undefined;
    this.checkpointBytes = undefined;
    await this.engine?.stop();
  }
  async checkpoint(): Promise<Uint8Array | undefined> {
    return this.engine?.checkpoint();
  }
  async views(): Promise<Views | undefined> {
    return this.engine?.views();
  }

  /** Frees the device. React's strict mode mounts twice; without this it would hold two devices. */
  dispose(): void {
    this.disposed = true;
    this.close();
  }

  private want(training: boolean): void {
    if (this.wanted) this.wanted = { ...this.wanted, training };
  }
  private listeners(): EngineEvents {
    const { events } = this;
    return proxy<EngineEvents>({
      onStatus: (s) => {
        if (s.state === 'done' || s.state === 'paused') this.want(false);
        events.onStatus(s);
      },
      onMetrics: (points) => events.onMetrics(points),
      onViews: (v) => events.onViews(v),
      onCheckpoint: (bytes, step) => {
        this.checkpointBytes = bytes;
        events.onCheckpoint(bytes, step);
      },
    });
  }
  private open(): Remote<Engine> {
    if (this.engine) return this.engine;
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'wellspring-engine' });
    worker.addEventListener('error', (e) => {
      e.preventDefault();
      if (worker === this.worker) void this.restart(e.message || 'the worker stopped');
    });
    worker.addEventListener('messageerror', () => {
      if (worker === this.worker) void this.restart('a message from the worker could not be read');
    });
    this.worker = worker;
    this.engine = wrap<Engine>(worker);
    return this.engine;
  }
  private close(): void {
    this.engine?.[releaseProxy]();
    this.worker?.terminate();
    this.engine = undefined;
    this.worker = undefined;
  }
  private async restart(reason: string): Promise<void> {
    this.close();
    if (this.disposed) return;
    const now = Date.now();
    this.restarts = [...this.restarts.filter((t) => now - t < PER_MS), now];
    const { wanted } = this;
    if (!wanted || this.restarts.length > MOST_RESTARTS) {
      this.wanted = undefined;
      this.events.onRestart('given up', reason);
      return;
    }
    try {
      const engine = this.open();
      for (const files of this.imports.values()) await engine.importData(files);
      const { ok } = await engine.prepare({ ...wanted.request, checkpoint: this.checkpointBytes }, this.listeners());
      if (ok && wanted.training) await engine.train();
      this.events.onRestart(ok ? 'resumed' : 'given up', reason);
    } catch (error) {
      this.events.onRestart('given up', error instanceof Error ? error.message : String(error));
    }
  }
}
