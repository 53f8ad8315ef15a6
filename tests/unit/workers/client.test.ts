/** The page's end of the engine, with workers whose engines say what a test has them say. */
import { expose } from 'comlink';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineClient, type ClientEvents } from '../../../src/workers/client.ts';
import type { EngineEvents, RunRequest, RunStatus } from '../../../src/workers/protocol.ts';

const nothing = (): void => undefined;
const status = (state: RunStatus['state'], more: Partial<RunStatus> = {}): RunStatus =>
  ({ state, step: 5, total: 100, msPerStep: 1, ...more }) as RunStatus;

/** A thread as the page sees it; its engine lives on the other end of a channel. */
class FakeWorker {
  static all: FakeWorker[] = [];
  readonly asked: string[] = [];
  events: EngineEvents | undefined;
  private readonly channel = new MessageChannel();
  private readonly failed: ((e: unknown) => void)[] = [];
  constructor() {
    FakeWorker.all.push(this);
    const prepare = (_: RunRequest, events: EngineEvents) => {
      this.events = events;
      this.asked.push('prepare');
      return { ok: true, diagnostics: [], params: 1 };
    };
    const heard = (what: string) => () => void this.asked.push(what);
    expose({ prepare, train: heard('train'), pause: heard('pause') }, this.channel.port2 as never);
    this.channel.port2.postMessage({ sign: 'free' });
  }
  addEventListener(kind: string, listener: (e: unknown) => void): void {
    if (kind === 'message') this.channel.port1.addEventListener('message', listener as never);
    else this.failed.push(listener);
    this.channel.port1.start();
  }
  removeEventListener(kind: string, listener: (e: unknown) => void): void {
    if (kind === 'message') this.channel.port1.removeEventListener('message', listener as never);
  }
  postMessage(data: unknown, transfer: readonly MessagePort[] = []): void {
    this.channel.port1.postMessage(data, transfer as never);
  }
  terminate(): void {
    this.channel.port1.close();
    this.channel.port2.close();
  }
  die(): void {
    for (const f of this.failed) f({ message: 'ended by a test', preventDefault: nothing });
  }
}
const restarts: string[] = [];
const events: ClientEvents = {
  onStatus: nothing,
  onMetrics: nothing,
  onViews: nothing,
  onProbes: nothing,
  onText: nothing,
  onExamined: nothing,
  onCheckpoint: nothing,
  onSilent: nothing,
  onRestart: (outcome) => void restarts.push(outcome),
};
let client: EngineClient;
beforeEach(() => {
  FakeWorker.all = [];
  restarts.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
  client = new EngineClient(events);
});
afterEach(() => {
  client.dispose();
  vi.unstubAllGlobals();
});

/** A run that trains, of which its engine then says something; and what the next worker is asked when that one dies. */
async function afterDeath(said: RunStatus): Promise<readonly string[]> {
  await client.prepare({} as RunRequest);
  await client.train();
  const [first] = FakeWorker.all;
  expect(first!.asked).toEqual(['prepare', 'train']);
  // over a channel of its own, which nothing keeps in step with the answers to calls
  await first!.events!.onStatus(said);
  first!.die();
  await vi.waitFor(() => expect(restarts).toEqual(['resumed']));
  return FakeWorker.all[1]!.asked;
}
test('a run goes on in a new worker though word of the pause before its training came late', async () => {
  expect(await afterDeath(status('paused'))).toEqual(['prepare', 'train']);
});
test('one that has come to its end or its target rests in the new worker, too', async () => {
  expect(await afterDeath(status('done'))).toEqual(['prepare']);
  restarts.length = 0;
  FakeWorker.all = [];
  client = new EngineClient(events);
  expect(await afterDeath(status('paused', { reached: 1.5 }))).toEqual(['prepare']);
});
