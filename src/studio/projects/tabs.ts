/** Two tabs on one drawing: a Web Lock says whose it is, a channel tells the others what was saved. The lock goes when its tab does, however it ends. */
import { newId } from '../../storage/projects.ts';

type Word =
  | { readonly type: 'saved'; readonly project: string; readonly revision: number }
  /** Another tab asks for the drawing. */
  | { readonly type: 'give'; readonly project: string; readonly from: string }
  /** Everything is saved; take it. */
  | { readonly type: 'given'; readonly project: string; readonly to: string };

export interface TabEvents {
  /** The drawing is this tab's now, because the tab that had it let go. */
  readonly onOwned: () => void;
  /** Another tab took it over. */
  readonly onLost: () => void;
  /** Another tab saved it. */
  readonly onSaved: (revision: number) => void;
  /** Another tab wants it: save everything first. */
  readonly onAsked: () => Promise<void>;
}
const me = newId();
const PATIENCE_MS = 4000;
const nameOf = (project: string): string => `wellspring-drawing-${project}`;
/** Missing where the page came over plain http from another machine: then each tab owns what it opens, and revisions keep them apart. */
const locks = (): LockManager | undefined => ('locks' in navigator ? navigator.locks : undefined);

/** No tab has the drawing. */
export async function isFree(project: string): Promise<boolean> {
  const held = (await locks()?.query())?.held ?? [];
  return held.every((lock) => lock.name !== nameOf(project));
}

/** This tab's place in line for one drawing. */
export class Claim {
  private release: (() => void) | undefined;
  private waiting = new AbortController();
  private readonly channel: BroadcastChannel | undefined;
  private given: (() => void) | undefined;
  private closed = false;

  constructor(
    readonly project: string,
    private readonly events: TabEvents,
  ) {
    this.channel = 'BroadcastChannel' in window ? new BroadcastChannel('wellspring') : undefined;
    this.channel?.addEventListener('message', (e: MessageEvent<Word>) => void this.hear(e.data));
  }

  /** True if the drawing is this tab's; else it waits in line, and `onOwned` tells when its turn has come. */
  async open(): Promise<boolean> {
    const got = await this.request({ ifAvailable: true });
    if (!got && !this.closed) this.wait();
    return got;
  }
  saved(revision: number): void {
    this.channel?.postMessage({ type: 'saved', project: this.project, revision } satisfies Word);
  }
  /** Takes the drawing from the tab that has it, once that has saved or does not answer. */
  async takeOver(): Promise<boolean> {
    const answered = new Promise<void>((resolve) => {
      this.given = resolve;
      window.setTimeout(resolve, PATIENCE_MS);
    });
    this.channel?.postMessage({ type: 'give', project: this.project, from: me } satisfies Word);
    await answered;
    if (this.release) return true;
    this.waiting.abort();
    return this.request({ steal: true });
  }
  close(): void {
    this.closed = true;
    this.waiting.abort();
    this.release?.();
    this.release = undefined;
    this.channel?.close();
  }

  private async hear(word: Word): Promise<void> {
    if (this.closed || word.project !== this.project) return;
    if (word.type === 'saved') this.events.onSaved(word.revision);
    else if (word.type === 'given' && word.to === me) this.given?.();
    else if (word.type === 'give' && this.release) {
      await this.events.onAsked();
      this.channel?.postMessage({ type: 'given', project: this.project, to: word.from } satisfies Word);
    }
  }
  /** Resolves when it is known whether the lock was got; holds it until `release`. */
  private request(options: LockOptions): Promise<boolean> {
    const manager = locks();
    if (!manager) return Promise.resolve(true);
    return new Promise((resolve) => {
      let mine = false;
      manager
        .request(nameOf(this.project), options, (lock) => {
          resolve(lock !== null);
          if (!lock || this.closed) return undefined;
          mine = true;
          return new Promise<void>((release) => {
            this.release = release;
          });
        })
        .catch(() => {
          resolve(false);
          if (!mine || this.closed) return;
          // stolen
          this.release = undefined;
          this.events.onLost();
          this.wait();
        });
    });
  }
  private wait(): void {
    this.waiting = new AbortController();
    void this.request({ signal: this.waiting.signal }).then((got) => {
      if (got && !this.closed) this.events.onOwned();
    });
  }
}
