/** The engine on Node's own host, whose backends really close: each run opens its own. */
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../src/runtime/backends/backend.ts';
import { nodeHost } from '../../../src/runtime/backends/node.ts';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { smallVae } from '../runtime/drawings.ts';
import { contents, listener, request, straight } from './rig.ts';

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  test('a run after a stopped one begins afresh', async () => {
    const engine = new LocalEngine(nodeHost());
    const ends: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const heard = listener();
      expect(await engine.prepare(request(smallVae(), { backend }), heard)).toMatchObject({ ok: true });
      // weights and Adam's two moments, and nothing of the runs before
      expect(heard.statuses.at(-1)!.memory!.buffers).toBe(3);
      await engine.step(5);
      ends.push(contents(await engine.checkpoint()));
      await engine.stop();
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
  });
  test('a lost device is replaced by a new one', async () => {
    const inner = nodeHost();
    let lose: (why: string) => void = () => undefined;
    const backends = new Set<object>();
    const host: Host = {
      order: inner.order,
      open: async (target, explicit) => {
        const got = await inner.open(target, explicit);
        if ('refused' in got) return got;
        backends.add(got.backend);
        return { ...got, lost: new Promise((done) => (lose = done)) };
      },
    };
    const r = request(smallVae(), { backend, steps: 60, checkpointEvery: 10 });
    const engine = new LocalEngine(host);
    const heard = listener();
    await engine.prepare(r, heard);
    await engine.train();
    await heard.until((s) => s.step >= 20);
    const done = heard.state('done');
    lose('gone');
    await done;
    const end = contents(await engine.checkpoint());
    await engine.stop();
    expect(backends.size).toBe(2);
    expect(end).toEqual((await straight(nodeHost(), r)).end);
  });
});
