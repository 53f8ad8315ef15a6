/**
 * When a run shows a frame of its film, and how much of one: the first after its first steps, then ever more seldom by the clock until pictures come
 * by the number of steps; and always for a fifth of the time at most, however long a frame takes.
 */
import { type Extent, WHOLE } from '../runtime/views.ts';

/** Everything else takes at least so many times as long as frames: they are a fifth of the time at most. */
const SHARE = 4;
/** Milliseconds that frames may take at once: those of the first moments, which are waited for. */
const CREDIT_MS = 2000;
/** Milliseconds of training after the first frame until there is another one; from then on twice as many each time. */
const APART_MS = 1000;
const LONGEST_MS = 60_000;
/** Of the usual number of samples, where all of them would take too long: in a first sketch, and in a whole frame at least. */
const SKETCHED = 1 / 8;
const LEAST = 1 / 4;
/** Operations a millisecond: no device is slower, once there is enough to do. */
const SLOWEST = 5e6;

/** Operations. */
export interface Work {
  readonly drawn: number;
  readonly judged: number;
  /** Of one turn of training. */
  readonly turn: number;
}
export interface Moment {
  readonly now: number;
  /** Milliseconds of one turn of training. */
  readonly msPerStep: number;
  /** Steps between pictures, and whether they are over. */
  readonly every: number;
  readonly due: boolean;
}
export class Cadence {
  private saved = CREDIT_MS;
  private at: number;
  /** Milliseconds that drawing all samples and judging take: as far as is known. */
  private cost: { readonly drawn: number; readonly judged: number } | undefined;
  private share: number | undefined;
  /** Milliseconds of the newest whole frames. */
  private recent: readonly number[] = [];
  private sketch = 0;
  private frames = 0;
  private next = 0;
  private apart = APART_MS;

  constructor(
    private readonly work: () => Work,
    now = performance.now(),
  ) {
    this.at = now;
  }
  /** The frame that it is time for. Asked between bursts of steps. */
  due({ now, msPerStep, every, due }: Moment): Extent | undefined {
    this.cost ??= this.estimate(msPerStep);
    const whole = this.whole();
    this.saved = Math.min(Math.max(CREDIT_MS, whole.ms), this.saved + (now - this.at) / SHARE);
    this.at = now;
    // where steps are quick, their number says when
    const clocked = this.frames === 0 || (now >= this.next && every * msPerStep > this.apart);
    if (!due && !clocked) return undefined;
    if (whole.ms <= this.saved) return whole.extent;
    // sketches come until a whole frame is half paid for
    const sketched = this.share === undefined && this.sketch <= this.saved && (this.frames === 0 || 2 * this.saved < whole.ms);
    return sketched ? { share: SKETCHED, judged: false } : undefined;
  }
  /** It has been shown. @param ended false: it was called off on the way, which says nothing of what it costs */
  shown(extent: Extent, begun: number, now: number, ended = true): void {
    const ms = now - begun;
    this.at = now;
    // no first frame, for which kernels are made, holds back the others for long
    this.saved = Math.max(-CREDIT_MS, this.saved - ms);
    if (!ended) return;
    if (this.frames++ > 0) this.apart = Math.min(LONGEST_MS, 2 * this.apart);
    this.next = now + this.apart;
    if (!this.cost) return;
    const { drawn, judged } = this.cost;
    if (extent.judged) {
      const cold = this.share === undefined;
      this.share = extent.share;
      const most = this.usual(cold ? Math.min(ms, this.whole().ms) : ms);
      this.cost = { drawn: Math.max(0, most - judged) / extent.share, judged: Math.min(most, judged) };
    } else {
      this.sketch = ms;
      // a part of the samples may take as long as all of them, where it is turns that take long
      this.cost = { drawn: Math.min(ms / extent.share, Math.max(ms, drawn)), judged };
    }
  }
  /** One that was slow for once, on a busy machine perhaps, does not hold back the next. */
  private usual(ms: number): number {
    this.recent = [...this.recent, ms].slice(-3);
    const sorted = this.recent.toSorted((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)]!;
  }
  private estimate(msPerStep: number): NonNullable<Cadence['cost']> {
    const { drawn, judged, turn } = this.work();
    const speed = Math.max(SLOWEST, turn / Math.max(msPerStep, 1e-3));
    return { drawn: drawn / speed, judged: judged / speed };
  }
  /** A whole frame has fewer samples where all of them take too long; always as many. */
  private whole(): { readonly extent: Extent; readonly ms: number } {
    const { drawn, judged } = this.cost!;
    const share = this.share ?? Math.max(LEAST, Math.min(1, (CREDIT_MS - judged) / Math.max(1, drawn)));
    return { extent: { ...WHOLE, share }, ms: share * drawn + judged };
  }
}
