import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchLife } from '../../../src/workers/life.ts';

/** A worker of which nothing is known but what it says. */
class Quiet extends EventTarget {
  postMessage(): void {
    // nobody answers
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}
describe('the first word of a worker', () => {
  const deaths: string[] = [];
  let worker: Quiet;
  let unwatch: () => void;
  beforeEach(() => {
    vi.useFakeTimers();
    deaths.length = 0;
    worker = new Quiet();
    unwatch = watchLife(worker as unknown as Worker, { onDead: (why) => deaths.push(why), onSilent: () => undefined });
  });
  afterEach(() => {
    unwatch();
    vi.useRealTimers();
  });

  it('is waited for no longer than a few seconds', () => {
    vi.advanceTimersByTime(7000);
    expect(deaths).toEqual([]);
    vi.advanceTimersByTime(3000);
    expect(deaths).toEqual(['the worker did not start']);
  });
  it('may be followed by silence: a busy worker is not dead', () => {
    vi.advanceTimersByTime(2000);
    worker.say({ sign: 'free' });
    vi.advanceTimersByTime(50_000);
    expect(deaths).toEqual([]);
  });
  it('is that it holds its lock: one that answered and died before that is noticed', () => {
    worker.say({ sign: 'pong' });
    vi.advanceTimersByTime(10_000);
    expect(deaths).toEqual(['the worker did not start']);
  });
  it('is waited for longer where the machine is held up', () => {
    for (let i = 0; i < 30; i++) {
      // the page's own clock is late: so may the worker be
      vi.setSystemTime(Date.now() + 1500);
      vi.advanceTimersByTime(1000);
    }
    expect(deaths).toEqual([]);
    vi.advanceTimersByTime(9000);
    expect(deaths).toEqual(['the worker did not start']);
  });
});
