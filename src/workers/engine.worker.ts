/** The worker's entry, behind comlink. Small, so that the page hears at once that it lives; compiler and backends follow, and calls wait for them. */
import { expose } from 'comlink';
import { keepAlive } from './life.ts';
import type { Engine } from './protocol.ts';

keepAlive();
const loaded = import('./browser-engine.ts').then((m) => m.engine);
// a worker without its engine is of no use: the page is told as of any other death
loaded.catch(reportError);

const engine: Engine = {
  importData: async (files) => (await loaded).importData(files),
  prepare: async (request, events) => (await loaded).prepare(request, events),
  train: async () => (await loaded).train(),
  pause: async () => (await loaded).pause(),
  step: async (n) => (await loaded).step(n),
  stop: async () => (await loaded).stop(),
  checkpoint: async () => (await loaded).checkpoint(),
  views: async () => (await loaded).views(),
  draw: async (pass) => (await loaded).draw(pass),
  between: async (which) => (await loaded).between(which),
  watch: async (nodes) => (await loaded).watch(nodes),
  examine: async (asked) => (await loaded).examine(asked),
  steer: async (steering) => (await loaded).steer(steering),
};
expose(engine);
