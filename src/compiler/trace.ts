/** One trace: every variable gets one value under the binding, and everything downstream follows. Records ops; runs no tensor code. */
import { type Space, eventOf } from '../graph/space.ts';
import type { Datum, Distribution, Draw, Network } from '../distributions/distribution.ts';
import type { Schedule } from '../distributions/schedule.ts';
import type { Builder } from '../ir/builder.ts';
import { refuse } from '../ir/refusal.ts';
import type { Val } from '../ir/value.ts';
import type { BuildContext, Built, Given, LayerGraph } from '../nodes/define.ts';
import { defaultNetwork } from '../nodes/networks/default-network.ts';
import { NODES } from '../nodes/registry.ts';
import type { Binding } from './binding.ts';
import type { Model } from './model.ts';
import type { Spaces } from './spaces.ts';

/** How a latent gets its value beside data: by its q; by its p, since nothing observed descends from it; by summing its support; in closed form; or not at all. */
export type How = 'q' | 'child' | 'enumerate' | 'conjugate' | 'none';

/** A model whose spaces are known, and how its latents are bound: what a trace is made of (drawing.ts makes it). */
export interface Drawing {
  readonly model: Model;
  readonly spaces: Spaces;
  how(latent: string): How;
  /** Mean of the linear-Gaussian posterior of a latent that is bound in closed form. */
  posteriorMean(t: Trace, latent: string): Val;
}

export class Trace {
  private readonly values = new Map<string, Datum>();
  private readonly built = new Map<string, Readonly<Record<string, () => Built>>>();
  private readonly outputs = new Map<string, Built>();
  private readonly open = new Set<string>();
  readonly draws = new Map<string, Draw>();

  constructor(
    readonly drawing: Drawing,
    readonly b: Builder,
    readonly bind: Binding,
    /** The trace whose variables this one takes, to build what follows from them once more in another way. */
    private readonly of?: Trace,
  ) {}
  under(change: Partial<Binding>): Trace {
    return new Trace(this.drawing, this.b, { ...this.bind, ...change });
  }

  // ---- variables
  value(id: string): Datum {
    const known = this.of?.value(id) ?? this.values.get(id) ?? this.bind.clamp.get(id);
    if (known) return known;
    const { model: m } = this.drawing;
    if (this.open.has(id)) {
      const side = this.bind.side === 'data' && m.wired(id, 'q') ? 'q' : 'p';
      refuse(
        id,
        `${id} depends on itself: a path runs from ${id} or its data back to its own ${side}`,
        `break the cycle: take the wire that leads from ${id} back to its ${side} away`,
      );
    }
    this.open.add(id);
    const v = this.resolve(id);
    this.open.delete(id);
    this.values.set(id, v);
    return v;
  }
  private resolve(id: string): Datum {
    const { model: m } = this.drawing;
    const side = this.bind.inferred.has(id) ? 'data' : this.bind.side;
    const column = m.into(id, 'data')[0]?.from;
    if (m.kind(id) === 'Given') {
      if (!column && this.bind.use === 'learn') refuse(id, `${id} has no data to learn from`, `wire a Dataset column to ${id}.data`);
      return column ? this.column(column.node, column.port) : this.outside(id);
    }
    const hidden = this.bind.hidden.has(id);
    if (side === 'data' && column && !hidden) return this.column(column.node, column.port);
    if (side === 'data' && (hidden || m.kind(id) === 'Latent')) {
      switch (this.drawing.how(id)) {
        case 'q':
          return this.draw(id, this.distribution(id, 'q'));
        case 'enumerate':
          return { val: this.distribution(id, 'p').enumerate!(this.b, `E.${id}`) };
        case 'conjugate':
          return { val: this.drawing.posteriorMean(this, id) };
        case 'none':
          if (this.bind.use === 'learn')
            refuse(
              id,
              `${id} has no q, is too large to enumerate and is not linear-Gaussian, so nothing binds it to data`,
              `wire an Encoder to ${id}.q`,
            );
          break;
        case 'child':
          break;
      }
    }
    if (!m.wired(id, 'p')) {
      const round = m.wired(id, 'q') ? [...m.ancestors(id, 'q')].find((v) => m.isVariable(v) && m.ancestors(v).has(id)) : undefined;
      refuse(
        id,
        round === undefined
          ? `${id} has no p: nothing wired to it generates ${id}`
          : `${id} has no p, only a q that reads ${round}: to draw ${round}, ${round} would have to be there already`,
        `wire a distribution to ${id}.p`,
      );
    }
    return this.draw(id, this.distribution(id, 'p'));
  }
  private draw(id: string, d: Distribution): Datum {
    const draw = this.b.within({ node: d.node }, () => d.sample(this.b, ['B', ...this.bind.plates]));
    this.draws.set(id, draw);
    // the stand-in that carries a gradient is for learning only
    return this.bind.use === 'learn' ? draw.datum : { val: draw.datum.val };
  }
  /** A column of data; tokens arrive as indices and are made one-hot here. */
  private column(dataset: string, port: string): Datum {
    return this.arriving(`${dataset}.${port}`, this.space(dataset, port));
  }
  private outside(id: string): Datum {
    return this.arriving(id, this.space(id, this.drawing.model.valuePort(id)));
  }
  arriving(name: string, space: Space): Datum {
    const { b } = this;
    const raw = b.input(name, space.shape);
    if (space.values.kind !== 'tokens') return { val: raw };
    const symbols = b.constant(
      Array.from({ length: space.values.k }, (_, i) => i),
      [space.values.k],
    );
    return { val: b.eq(b.reshape(raw, [...space.shape, 1]), symbols) };
  }

  // ---- ports
  space(id: string, port: string): Space {
    return (
      this.drawing.spaces.get(id, port) ?? refuse(id, `the shape of ${id}.${port} is unknown`, 'set a size in one of the nodes wired to it')
    );
  }
  event(id: string): readonly number[] {
    return eventOf(this.space(id, this.drawing.model.valuePort(id)));
  }
  distribution(id: string, port: string): Distribution {
    return this.source(id, port) as Distribution;
  }
  schedule(id: string, port: string): Schedule {
    return this.source(id, port) as Schedule;
  }
  private source(id: string, port: string): Built {
    const w = this.drawing.model.into(id, port)[0] ?? refuse(id, `nothing is wired to ${id}.${port}`, `wire something to ${id}.${port}`);
    return this.output(w.from.node, w.from.port);
  }
  network(id: string, port: string): Network {
    const w = this.drawing.model.into(id, port)[0];
    if (!w) return defaultNetwork(`${id}.${port}`);
    const wired = this.output(w.from.node, w.from.port) as Network;
    // what a network computes is shown at the network, not at its user
    const there = <T>(b: Builder, f: () => T): T => b.within({ node: w.from.node }, f);
    const { steps } = wired;
    return {
      ...wired,
      apply: (b, ins, out) => there(b, () => wired.apply(b, ins, out)),
      ...(steps && {
        steps: (b, asked, plates) => {
          const { start, next } = there(b, () => steps(b, asked, plates));
          return { start, next: (carried, before, index) => there(b, () => next(carried, before, index)) };
        },
      }),
    };
  }
  output(id: string, port: string): Built {
    const { model: m } = this.drawing;
    const set = this.bind.outputs.get(`${id}.${port}`);
    if (set) return set;
    if (m.isVariable(id)) return this.value(id);
    if (m.kind(id) === 'Dataset') {
      const v = m.claimant(id, port);
      return v !== undefined ? this.value(v) : this.column(id, port);
    }
    const key = `${id}.${port}`;
    const hit = this.outputs.get(key);
    if (hit) return hit;
    let thunks = this.built.get(id);
    if (!thunks) {
      const { build } = m.definition(id);
      thunks = build ? build(this.context(id), m.params(id)) : {};
      this.built.set(id, thunks);
    }
    const thunk = thunks[port] ?? refuse(id, `it has no output ${port}`, 'wire another output');
    const made = this.b.within({ node: id, port }, thunk);
    this.outputs.set(key, made);
    return made;
  }
  private context(id: string): BuildContext {
    const { model: m } = this.drawing;
    return {
      b: this.b,
      id,
      use: this.bind.use,
      space: (port) => this.space(id, port),
      wired: (port) => m.wired(id, port),
      value: (port) => this.source(id, port) as Datum,
      distribution: (port) => this.distribution(id, port),
      distributions: (port) => m.into(id, port).map((w) => this.output(w.from.node, w.from.port) as Distribution),
      network: (port) => this.network(id, port),
      schedule: (port) => this.schedule(id, port),
      values: (port) => this.given(id, port),
      unconditioned: (port) => this.unconditioned(id, port),
      condition: this.bind.condition,
      subgraph: (name) => this.layers(id, name),
      refuse: (why, mend) => refuse(id, why, mend),
    };
  }
  private given(id: string, port: string): readonly Given[] {
    return this.drawing.model.into(id, port).map(({ from }) => ({
      space: this.space(from.node, from.port),
      datum: this.output(from.node, from.port) as Datum,
    }));
  }
  private unconditioned(id: string, port: string): readonly Given[] {
    const { model: m } = this.drawing;
    if (!m.wired(id, port))
      refuse(id, 'guidance leans towards a condition, and none is wired to it', `wire a condition to ${id}, or set its guidance to 0`);
    const dropped = (node: string, input: string): boolean =>
      m
        .into(node, input)
        .some(
          ({ from }) =>
            m.kind(from.node) === 'ConditionDropout' ||
            Object.keys(m.definition(from.node).inputs).some((p) => !m.isVariable(from.node) && dropped(from.node, p)),
        );
    if (!dropped(id, port))
      refuse(
        id,
        'guidance compares its network with and without the condition, but the network never learns to do without: no ConditionDropout stands before the condition',
        `put a ConditionDropout before the condition of ${id}, or set its guidance to 0`,
      );
    return new Trace(this.drawing, this.b, { ...this.bind, condition: 'nothing' }, this).given(id, port);
  }
  private layers(id: string, name: string): LayerGraph {
    const graph =
      this.drawing.model.graph.subgraphs[name] ?? refuse(id, 'it has no drawing of layers inside', 'open it and draw its layers');
    return {
      graph,
      layer: (kind) => {
        const { layerRule } = NODES.get(kind) ?? {};
        return layerRule && ((c) => layerRule(c, c.params));
      },
    };
  }
}
