/** What a run shows of itself: frames of the film, what its nodes hold, what is pointed at. A command calls off what is being drawn. */
import type { Extent } from '../runtime/views.ts';
import { Cancelled, type TaskWatch } from '../runtime/watching.ts';
import { frameDue, viewsOf } from './looks.ts';
import { ASKED_NOTHING, type Asked, type RunStatus, type Views } from './protocol.ts';
import type { Run } from './run.ts';

/** Milliseconds between two words on how far a task is. */
const PROGRESS_MS = 200;

export class Looking {
  private cancel = new AbortController();
  private told = 0;
  /** The step that was shown whole last. */
  private whole: number | undefined;
  private watched: readonly string[] = [];
  private asked: Asked = ASKED_NOTHING;
  /** How far the present task is. */
  task: RunStatus['task'];

  /**
   * @param current is it still the engine's run?
   * @param tell says where the run stands
   */
  constructor(
    private readonly current: (run: Run) => boolean,
    private readonly tell: () => void,
  ) {}

  /** What long tasks of a run go by. */
  watch(): TaskWatch {
    const signal = (): AbortSignal => this.cancel.signal;
    return {
      get signal() {
        return signal();
      },
      onProgress: ({ task, done }) => this.progress(task, done),
    };
  }
  /** A run that was opened anew is asked what the one before it was. */
  begin(run: Run): void {
    this.whole = undefined;
    run.probing.watch(this.watched);
    run.examining.ask(this.asked);
  }
  callOff(): void {
    this.cancel.abort();
  }
  watchNodes(run: Run | undefined, nodes: readonly string[]): void {
    this.watched = nodes;
    run?.probing.watch(nodes);
  }
  ask(run: Run | undefined, asked: Asked): void {
    this.asked = asked;
    run?.examining.ask(asked);
  }

  /** @param rested nothing else is to be done: there is time to be exact at once */
  async examine(run: Run, rested = false): Promise<void> {
    if (!run.examining.due()) return;
    const examined = await run.examining.look(rested);
    if (this.current(run)) run.events.onExamined(examined);
  }
  async probe(run: Run): Promise<void> {
    if (!run.probing.due()) return;
    const { step } = run.trainer;
    const probed = await run.probing.look();
    if (probed.length > 0 && this.current(run)) run.events.onProbes({ step, probed });
  }
  /** Undefined where a command called it off. */
  views(run: Run, extent?: Extent): Promise<Views | undefined> {
    return this.unlessCancelled(() => viewsOf(run, extent));
  }
  /** Between bursts: a frame of the film where it is time for one, else what nodes hold. @param due the number of steps says so */
  async show(run: Run, msPerStep: number, due: boolean): Promise<void> {
    const extent = frameDue(run, msPerStep, due);
    if (!extent) return this.probe(run);
    const begun = performance.now();
    const seen = await this.views(run, extent);
    run.cadence.shown(extent, begun, performance.now(), seen !== undefined);
    if (!seen) return;
    if (extent.judged) this.whole = run.trainer.step;
    run.events.onViews(seen);
  }
  /** A run that rests shows where it stands, however long that takes. False where a command called it off. */
  async atRest(run: Run): Promise<boolean> {
    const { step } = run.trainer;
    if (run.request.viewEvery === 0 || this.whole === step) return true;
    const seen = await this.views(run);
    if (!this.current(run)) return true;
    if (seen) {
      this.whole = step;
      run.events.onViews(seen);
    }
    this.tell();
    return seen !== undefined;
  }
  async unlessCancelled<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.cancel = new AbortController();
    try {
      return await work();
    } catch (e) {
      if (e instanceof Cancelled) return undefined;
      throw e;
    } finally {
      this.task = undefined;
    }
  }
  /** Says how far a long task is, a few times a second. */
  private progress(name: string, done: number): void {
    this.task = { name, done };
    const now = performance.now();
    if (now - this.told < PROGRESS_MS) return;
    this.told = now;
    this.tell();
  }
}
