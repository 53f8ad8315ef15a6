/** How the page knows that its worker lives. A worker that is ended from outside, or runs out of memory, dies without an event; but the lock it holds is let go. */

/** lock: its lock is held, and dies with it. free: there are no locks here. */
type Sign = { readonly sign: 'lock'; readonly name: string } | { readonly sign: 'free' | 'pong' };
const isSign = (data: unknown): data is Sign => typeof data === 'object' && data !== null && 'sign' in data;
const PING = 'wellspring-ping';

/** In the worker, before all else: holds a lock for as long as it lives, says so, and answers when it is not busy. */
export function keepAlive(): void {
  const say = (sign: Sign): void => self.postMessage(sign);
  self.addEventListener('message', (e: MessageEvent<unknown>) => {
    if (e.data === PING) say({ sign: 'pong' });
  });
  if (!('locks' in navigator)) {
    say({ sign: 'free' });
    return;
  }
  const name = `wellspring-engine-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  void navigator.locks.request(name, () => {
    say({ sign: 'lock', name });
    return new Promise(() => undefined);
  });
}

/** Between two questions whether the worker is there. */
const ASK_MS = 5000;
/** A worker may be busy for long: compiling kernels, or one step of a large model on a slow machine. */
const SILENT_MS = 60_000;
/** A worker has its lock as soon as its entry, a small file, has run: one that does not say so for so many seconds died before it could. */
const BIRTH_S = 8;
/** A second that took longer than this was one in which the machine was held up, and so was the worker. */
const PUNCTUAL_MS = 1500;

export interface LifeEvents {
  readonly onDead: (why: string) => void;
  /** No answer for a long time, though it is not known to be dead. */
  readonly onSilent: (seconds: number) => void;
}
/** In the page: tells when the worker is gone. Returns what stops watching. */
export function watchLife(worker: Worker, { onDead, onSilent }: LifeEvents): () => void {
  const stop = new AbortController();
  const dead = (why: string): void => {
    if (stop.signal.aborted) return;
    stop.abort();
    onDead(why);
  };
  const born = Date.now();
  let spoken = false;
  let heard = born;
  const { signal } = stop;
  worker.addEventListener(
    'error',
    (e) => {
      e.preventDefault();
      dead(e.message || 'the worker stopped');
    },
    { signal },
  );
  worker.addEventListener('messageerror', () => dead('a message from the worker could not be read'), { signal });
  worker.addEventListener(
    'message',
    (e: MessageEvent<unknown>) => {
      heard = Date.now();
      if (!isSign(e.data) || e.data.sign === 'pong') return;
      spoken = true;
      if (e.data.sign !== 'lock') return;
      // ours as soon as the worker no longer holds it
      navigator.locks.request(e.data.name, { signal }, () => dead('the worker was ended')).catch(() => undefined);
    },
    { signal },
  );
  let asked = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    // a page that was asleep has heard nothing either
    if (now - asked > 3 * ASK_MS) heard = now;
    asked = now;
    worker.postMessage(PING);
    if (now - heard < SILENT_MS) return;
    onSilent(Math.round((now - heard) / 1000));
    heard = now;
  }, ASK_MS);
  let waited = 0;
  let ticked = born;
  const birth = setInterval(() => {
    const now = Date.now();
    if (now - ticked < PUNCTUAL_MS) waited++;
    ticked = now;
    if (spoken) clearInterval(birth);
    else if (waited >= BIRTH_S) dead('the worker did not start');
  }, 1000);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    clearInterval(birth);
  });
  return () => stop.abort();
}
