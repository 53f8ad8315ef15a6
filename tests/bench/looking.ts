/** How much of the time of a run goes into looking at it: the product's own engine trains, with every node in view. scripts/bench.mjs bundles and calls it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseFile } from '../../src/graph/file.ts';
import { nodeHost } from '../../src/runtime/backends/node.ts';
import { Probing } from '../../src/runtime/probing.ts';
import { Trainer } from '../../src/runtime/trainer.ts';
import { Cadence } from '../../src/workers/cadence.ts';
import { LocalEngine } from '../../src/workers/engine.ts';
import type { EngineEvents } from '../../src/workers/protocol.ts';

const TEMPLATES = ['vae-moons', 'realnvp-8gaussians', 'vae-digits', 'score-swissroll', 'ddpm-digits'];
/** Steps between pictures, as the studio asks for them. */
const EVERY = 100;

interface Clock {
  steps: number;
  probes: number;
  looks: number;
  frames: number;
  pictures: number;
}
let clock: Clock = { steps: 0, probes: 0, looks: 0, frames: 0, pictures: 0 };

/** Milliseconds of processor time: other work on the machine does not lengthen it. */
const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** Puts clocks on what the engine does between two messages. */
function timeEverything(): void {
  const take = Object.getOwnPropertyDescriptor(Trainer.prototype, 'take')!.value as Trainer['take'];
  const flush = Object.getOwnPropertyDescriptor(Trainer.prototype, 'flush')!.value as Trainer['flush'];
  const look = Object.getOwnPropertyDescriptor(Probing.prototype, 'look')!.value as Probing['look'];
  const due = Object.getOwnPropertyDescriptor(Cadence.prototype, 'due')!.value as Cadence['due'];
  const shown = Object.getOwnPropertyDescriptor(Cadence.prototype, 'shown')!.value as Cadence['shown'];
  Trainer.prototype.take = function (report) {
    const begun = processor();
    take.call(this, report);
    clock.steps += processor() - begun;
  };
  Trainer.prototype.flush = async function () {
    const begun = processor();
    const found = await flush.call(this);
    clock.steps += processor() - begun;
    return found;
  };
  Probing.prototype.look = async function (whole = false) {
    const begun = processor();
    const told = await look.call(this, whole);
    // with a frame it is counted there
    if (!whole) {
      clock.probes += processor() - begun;
      clock.looks++;
    }
    return told;
  };
  // a frame is drawn between these two
  let asked = 0;
  Cadence.prototype.due = function (moment) {
    asked = processor();
    return due.call(this, moment);
  };
  Cadence.prototype.shown = function (extent, begun, now, whole) {
    shown.call(this, extent, begun, now, whole);
    clock.frames += processor() - asked;
    clock.pictures++;
  };
}
const round = (x: number): number => Number(x.toPrecision(3));

async function measure(root: string, template: string, seconds: number) {
  const graph = readFileSync(join(root, 'templates', `${template}.wellspring.json`), 'utf8');
  clock = { steps: 0, probes: 0, looks: 0, frames: 0, pictures: 0 };
  let [step, first, begun] = [0, NaN, performance.now()];
  const events: EngineEvents = {
    onStatus: (s) => void (step = Math.max(step, s.step)),
    onMetrics: () => undefined,
    onViews: () => void (Number.isNaN(first) && (first = performance.now() - begun)),
    onProbes: () => undefined,
    onText: () => undefined,
    onExamined: () => undefined,
    onCheckpoint: () => undefined,
  };
  const engine = new LocalEngine(nodeHost());
  await engine.watch((parseFile(graph).graph?.nodes ?? []).map((n) => n.id));
  const { ok, diagnostics } = await engine.prepare(
    { graph, seed: 0, steps: 1e7, backend: 'wasm', viewEvery: EVERY, checkpointEvery: 0, data: {} },
    events,
  );
  if (!ok) throw new Error(diagnostics.map((d) => d.what).join('; '));
  begun = performance.now();
  const began = processor();
  await engine.train();
  await new Promise((done) => setTimeout(done, 1000 * seconds));
  await engine.pause();
  const ms = processor() - began;
  const passed = performance.now() - begun;
  await engine.stop();
  return {
    template,
    seconds: round(passed / 1000),
    steps: step,
    firstFrameMs: Math.round(first),
    frames: clock.pictures,
    looks: clock.looks,
    share: { steps: round(clock.steps / ms), frames: round(clock.frames / ms), probes: round(clock.probes / ms) },
  };
}
export async function main(args: readonly string[], root: string): Promise<number> {
  const { values } = parseArgs({
    args: args.filter((a) => a !== '--looking'),
    options: {
      out: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      template: { type: 'string', multiple: true, default: TEMPLATES },
    },
  });
  timeEverything();
  const rows = [];
  for (const template of values.template) rows.push(await measure(root, template, Number(values.seconds)));
  const machine = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, node: process.version };
  const text = `${JSON.stringify({ machine, backend: 'wasm', rows }, null, 2)}\n`;
  if (values.out !== undefined) writeFileSync(values.out, text);
  process.stdout.write(text);
  return 0;
}
