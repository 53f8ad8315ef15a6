/** The engine: one run at a time, from a drawing to a trained model. Knows neither page nor worker; a host opens its backends. */
import { compile } from '../compiler/compile.ts';
import type { Compiled } from '../compiler/compiled.ts';
import { importFiles } from '../data/import/import.ts';
import type { DataSource } from '../data/source.ts';
import type { Diagnostic } from '../graph/diagnostic.ts';
import { hasErrors } from '../graph/diagnostics.ts';
import { parseFile } from '../graph/file.ts';
import type { Graph } from '../graph/model.ts';
import { type Host, type OpenBackend, NoBackend } from '../runtime/backends/backend.ts';
import { openBackend } from '../runtime/backends/open.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, fit } from '../runtime/checkpoint.ts';
import { Device } from '../runtime/execute/device.ts';
import { badCheckpoint, dataMissing, deviceLost, noBackend, notTrainable } from '../runtime/messages.ts';
import { Tasks } from '../runtime/tasks.ts';
import { Trainer } from '../runtime/trainer.ts';
import { views } from '../runtime/views.ts';
import { initialVectors, parameterCount } from '../runtime/weights.ts';
import { openWorld } from '../runtime/world.ts';
import type { Engine, EngineEvents, ImportReply, MetricPoint, RunRequest, RunState, Views } from './protocol.ts';
import { Pace } from './pace.ts';

/** Everything one run holds. */
interface Run {
  readonly request: RunRequest;
  readonly events: EngineEvents;
  readonly graph: Graph;
  readonly compiled: Compiled;
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly opened: OpenBackend;
  readonly device: Device;
  readonly trainer: Trainer;
  readonly tasks: Tasks;
}
type Prepared = Awaited<ReturnType<Engine['prepare']>>;

export class LocalEngine implements Engine {
  private readonly imported = new Map<string, DataSource>();
  private run: Run | undefined;
  private state: RunState = 'idle';
  private loop: Promise<void> = Promise.resolve();
  private saved: Checkpoint | undefined;
  private pace = new Pace();

  constructor(private readonly host: Host) {}

  async importData(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<ImportReply> {
    const { source, diagnostics } = await importFiles(files);
    if (!source) return { diagnostics };
    const name = `${source.name}#${this.imported.size + 1}`;
    this.imported.set(name, source);
    const columns = Object.fromEntries(Object.entries(source.columns).map(([k, c]) => [k, c.space]));
    return { name, columns, diagnostics, ...(typeof source.size === 'number' && { size: source.size }) };
  }

  async prepare(request: RunRequest, events: EngineEvents): Promise<Prepared> {
    await this.stop();
    this.tell('preparing', events);
    const refused = (diagnostics: readonly Diagnostic[]): Prepared => {
      this.state = 'idle';
      return { ok: false, diagnostics, params: 0 };
    };
    const { graph, diagnostics: problems } = parseFile(request.graph);
    if (!graph) return refused(problems);
    const given = Object.entries(request.data).flatMap(([node, name]) =>
      this.imported.has(name) ? [[node, this.imported.get(name)!] as const] : [],
    );
    const { environment, sources } = openWorld(graph, new Map(given));
    const compiled = compile(graph, environment);
    const [ids = []] = compiled.models;
    const missing = graph.nodes.find((n) => n.kind === 'Dataset' && ids.includes(n.id) && !sources.has(n.id));
    if (missing) return refused([dataMissing(missing.id)]);
    if (compiled.learn.players.length === 0) {
      const errors = compiled.diagnostics.filter((d) => d.severity === 'error');
      return refused(hasErrors(errors) ? errors : [notTrainable(compiled.learn.grade.why.map((r) => r.text).join('; '))]);
    }
    const restored = request.checkpoint && restore(request.checkpoint, compiled, request.seed);
    if (restored && 'code' in restored) return refused([restored]);
    try {
      this.run = await this.open({ request, events, graph, compiled, sources }, restored);
    } catch (e) {
      if (e instanceof NoBackend) return refused([noBackend(e.message)]);
      throw e;
    }
    this.saved = restored;
    this.tell('paused');
    return { ok: true, diagnostics: compiled.diagnostics, params: parameterCount(compiled) };
  }
  private async open(
    base: Pick<Run, 'request' | 'events' | 'graph' | 'compiled' | 'sources'>,
    checkpoint: Checkpoint | undefined,
  ): Promise<Run> {
    const { request, compiled, sources } = base;
    const opened = await openBackend(request.backend, this.host);
    const device = new Device(opened.target, opened.backend);
    const trainer = new Trainer({ compiled, device, sources, seed: request.seed, graph: request.graph, checkpoint });
    const tasks = new Tasks({ compiled, device, seed: request.seed, state: () => trainer.state });
    this.pace = new Pace();
    const run = { ...base, opened, device, trainer, tasks };
    void opened.lost?.then((why) => (this.run === run ? this.recover(run, why) : undefined));
    return run;
  }

  async train(): Promise<void> {
    if (!this.run || this.state === 'training') return;
    await this.loop;
    this.tell('training');
    this.loop = this.keepTraining(this.run, this.run.request.steps);
  }
  async pause(): Promise<void> {
    if (this.state === 'training') this.state = 'paused';
    await this.loop;
    if (this.run && this.state === 'paused') this.tell('paused');
  }
  async step(n: number): Promise<void> {
    const { run } = this;
    if (!run) return;
    await this.pause();
    this.state = 'training';
    this.loop = this.keepTraining(run, run.trainer.step + n);
    await this.loop;
  }
  async stop(): Promise<void> {
    const { run } = this;
    this.state = 'idle';
    await this.loop;
    this.run = undefined;
    if (!run) return;
    run.tasks.close();
    run.trainer.close();
    run.opened.close();
    this.tell('idle', run.events);
  }
  async checkpoint(): Promise<Uint8Array | undefined> {
    const { run } = this;
    return run && encodeCheckpoint(await run.trainer.checkpoint(), run.compiled);
  }
  async views(): Promise<Views | undefined> {
    const { run } = this;
    return run && views({ ...run, seed: run.request.seed }, run.trainer.step);
  }

  /** Steps until `until`, a pause, a stop or a failure. Yields between short bursts so that messages get through; never waits on a timer, which a hidden tab would slow. */
  private async keepTraining(run: Run, until: number): Promise<void> {
    const { trainer, request, events } = run;
    try {
      while (this.state === 'training' && this.run === run && trainer.step < until) {
        const { taken, due } = this.pace.burst(
          () => trainer.step < until,
          (report) => trainer.take(report),
          trainer.step,
          [request.viewEvery, request.checkpointEvery],
        );
        const { points, failure } = await trainer.flush();
        this.pace.flushed(taken);
        if (this.run !== run) return;
        if (points.length) events.onMetrics(points satisfies readonly MetricPoint[]);
        if (failure) return this.fail(failure);
        if (due(request.checkpointEvery)) await this.save(run);
        if (due(request.viewEvery) || trainer.step >= request.steps)
          events.onViews(await views({ ...run, seed: request.seed }, trainer.step));
        this.tell(this.state);
        await Pace.yield();
      }
      if (this.run !== run || this.state === 'idle') return;
      if (trainer.step >= request.steps && request.checkpointEvery > 0) await this.save(run);
      this.tell(trainer.step >= request.steps ? 'done' : 'paused');
    } catch (e) {
      // a lost device makes calls fail; recovery takes over when the loss itself is reported
      if (run.opened.lost && (await Promise.race([run.opened.lost.then(() => true), Pace.yield(500).then(() => false)]))) return;
      this.fail({
        ...deviceLost(e instanceof Error ? e.message : String(e)),
        code: 'run-failed',
        what: 'Training stopped by a fault of ours.',
        mend: 'Please report it with the drawing; press Train to go on from the last checkpoint.',
      });
    }
  }
  private async save(run: Run): Promise<void> {
    this.saved = await run.trainer.checkpoint();
    run.events.onCheckpoint(encodeCheckpoint(this.saved, run.compiled), this.saved.step);
  }
  /** Opens the device again and goes on from the last checkpoint. */
  private async recover(run: Run, why: string): Promise<void> {
    const was = this.state;
    run.events.onStatus({ ...this.status('preparing', run), diagnostic: { ...deviceLost(why), severity: 'warning' } });
    this.run = undefined;
    await this.loop;
    try {
      const saved = this.saved ?? {
        graph: run.request.graph,
        seed: run.request.seed,
        step: 0,
        updates: {},
        vectors: initialVectors(run.compiled, run.request.seed),
      };
      this.run = await this.open(run, saved);
      this.state = 'paused';
      if (was === 'training') await this.train();
      else this.tell('paused');
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
  private status(state: RunState, run: Run) {
    const { target, reason, adapter } = run.opened;
    return {
      state,
      step: run.trainer.step,
      total: run.request.steps,
      msPerStep: this.pace.msPerStep,
      backend: { name: target, reason, adapter },
      memory: run.device.memory(),
    };
  }
}

/** A checkpoint's bytes as state for this drawing, or why they are none. */
function restore(bytes: Uint8Array, compiled: Compiled, seed: number): Checkpoint | Diagnostic {
  const raw = decodeCheckpoint(bytes);
  if ('malformed' in raw) return badCheckpoint(raw.malformed);
  const fitted = fit(raw, compiled, initialVectors(compiled, seed));
  return 'mismatch' in fitted ? badCheckpoint(fitted.mismatch) : fitted;
}
