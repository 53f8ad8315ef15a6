/** Looks at what nodes hold while they learn: runs probes between steps, seldom enough that nobody notices. */
import type { Compiled, Environment } from '../compiler/compiled.ts';
import type { KernelProgram } from '../compiler/kernel-program.ts';
import { lower } from '../compiler/lower/lower.ts';
import type { Probe } from '../compiler/probes/probe.ts';
import { probesOf } from '../compiler/probes/probes.ts';
import type { Graph } from '../graph/model.ts';
import type { Shows } from '../graph/vocabulary.ts';
import { affordable, cost } from './budget.ts';
import type { Buffer, Device } from './execute/device.ts';
import { feed, inputsOf, type Sources } from './feed.ts';
import { FEEDS } from './probe-feeds.ts';
import type { Fed } from './probe-rows.ts';
import type { Probed } from './shown.ts';
import { averaged } from './weights.ts';

export interface ProbingOptions {
  readonly graph: Graph;
  readonly environment: Environment;
  readonly compiled: Compiled;
  readonly device: Device;
  readonly sources: Sources;
  readonly seed: number;
  /** The state vectors at this moment. */
  readonly state: () => Readonly<Record<string, Buffer>>;
}
/** What is done besides looking takes at least so many times as long. */
const SHARE = 20;
/** Milliseconds between two looks, at least. */
const APART_MS = 400;
/** Operations a probe may take: about a tenth of a second on one core. */
const OPERATIONS = 1e9;
/** Kinds too large to be told between steps: they come with the frames of the film. */
const SELDOM: ReadonlySet<Shows> = new Set(['manifold']);

interface Ready {
  readonly probe: Probe;
  readonly fed: Fed;
  readonly program: KernelProgram;
  runs: number;
}

export class Probing {
  private ready: readonly Ready[] | undefined;
  private watched: ReadonlySet<string> = new Set();
  private next = 0;

  constructor(private readonly o: ProbingOptions) {}

  watch(nodes: Iterable<string>): void {
    this.watched = new Set(nodes);
    this.next = 0;
  }
  /** Is it time for another look? */
  due(now = performance.now()): boolean {
    return this.watched.size > 0 && now >= this.next;
  }
  /** What the watched nodes hold. @param whole what all nodes hold, with what is too large to be told between steps: a frame of the film */
  async look(whole = false): Promise<readonly Probed[]> {
    const begun = performance.now();
    let warm = true;
    const told: Probed[] = [];
    for (const r of this.prepared()) {
      const wanted = whole || (!SELDOM.has(r.probe.shows) && r.probe.spots.some((s) => this.watched.has(s.node)));
      if (!wanted) continue;
      // the first run of a program makes its kernels
      warm &&= r.runs++ > 0;
      told.push(...(await this.run(r)).filter((t) => whole || this.watched.has(t.node)));
    }
    const now = performance.now();
    this.next = now + Math.max(APART_MS, warm ? SHARE * (now - begun) : 0);
    return told;
  }
  private prepared(): readonly Ready[] {
    if (this.ready) return this.ready;
    const { graph, environment, compiled, device } = this.o;
    this.ready = probesOf(graph, environment, compiled).flatMap((probe): readonly Ready[] => {
      const fed = FEEDS[probe.shows](probe, this.o, affordable(4096, 64, cost(probe.program), OPERATIONS));
      return fed ? [{ probe, fed, program: lower(probe.program, { target: device.target, batch: fed.n }), runs: 0 }] : [];
    });
    return this.ready;
  }
  private async run({ probe, fed, program }: Ready): Promise<readonly Probed[]> {
    const { device, compiled, seed, state } = this.o;
    const inputs = { ...fed.inputs, ...feed(inputsOf(probe.program), (node) => fed.batch(node)) };
    // the same step each time: draws come from the same noise, so that they are seen to move
    const out = device.run(program, { vectors: averaged(compiled, state()), inputs, seed, step: 0 });
    const numbers = new Map<string, Float32Array>();
    for (const [name, buffer] of Object.entries(out)) {
      numbers.set(name, await device.download(buffer));
      device.release(buffer);
    }
    return probe.spots.map(({ node, about }) => {
      const mine = [...numbers]
        .filter(([name]) => name.startsWith(`${node}/`))
        .map(([name, v]) => [name.slice(node.length + 1), v] as const);
      return fed.told({ shows: probe.shows, node, ...about }, Object.fromEntries(mine));
    });
  }
  /** Frees what the programs keep on the device. */
  close(): void {
    for (const r of this.ready ?? []) this.o.device.forget(r.program);
    this.ready = undefined;
  }
}
