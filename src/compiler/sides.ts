/** The two sides of a random variable: the model's and the data's. An adversarial objective compares them. */
import { type Datum, soft } from '../distributions/distribution.ts';
import type { Builder } from '../ir/builder.ts';
import { leaves } from '../ir/dependencies.ts';
import { refuse } from '../ir/refusal.ts';
import { binding } from './binding.ts';
import { type Drawing, Trace } from './trace.ts';

/** One trace a side, so that the values of several variables belong together. */
export class Sides {
  readonly data: Trace;
  private readonly model: Trace;

  /** @param objective the node that asks */
  constructor(
    private readonly drawing: Drawing,
    b: Builder,
    private readonly objective: string,
  ) {
    this.data = new Trace(drawing, b, binding({ hidden: new Set(drawing.model.unseen()) }));
    this.model = new Trace(drawing, b, binding({ side: 'model' }));
  }
  /** With the batch plate. Refuses what has no such side, and draws that pass no gradient on to what makes them. */
  value(v: string, side: 'model' | 'data'): Datum {
    const { model: m } = this.drawing;
    const trace = side === 'model' ? this.model : this.data;
    if (m.kind(v) !== 'Given') this.check(v);
    const d = trace.value(v);
    const port = side === 'model' ? 'p' : 'q';
    if (leaves([d.val], 'param', false).size > 0 && leaves([soft(d)], 'param', true).size === 0)
      refuse(
        v,
        `${trace.distribution(v, port).node} gives draws without a gradient, so ${this.objective} cannot teach what makes ${v}`,
        `wire a distribution with reparameterised draws to ${v}.${port}`,
      );
    return { val: trace.b.expand(d.val, ['B'], []), ...(d.soft && { soft: trace.b.expand(d.soft, ['B'], []) }) };
  }
  private check(v: string): void {
    const { model: m } = this.drawing;
    if (!m.wired(v, 'p')) refuse(v, `${v} has no p: nothing wired to it generates ${v}`, `wire a distribution to ${v}.p`);
    if (m.kind(v) === 'Observed' && !m.wired(v, 'data')) refuse(v, `${v} has no data to learn from`, `wire a Dataset column to ${v}.data`);
    if (m.kind(v) === 'Latent' && !m.wired(v, 'q'))
      refuse(v, `${v} has no q, so there is nothing on its data side to compare with`, `wire an Encoder to ${v}.q`);
  }
}
