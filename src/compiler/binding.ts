/** A program is one trace of the drawing under a binding (DESIGN rule 1). */
import type { Conditioning } from '../nodes/define.ts';
import type { Datum, Use } from '../distributions/distribution.ts';
import type { Plate } from '../ir/value.ts';

export interface Binding {
  /** data: variables with data are clamped to it, latents come from their q. model: everything is drawn from its p. */
  readonly side: 'data' | 'model';
  /** Values from outside. */
  readonly clamp: ReadonlyMap<string, Datum>;
  /** Outputs of nodes, by "node.port", that come from outside too. */
  readonly outputs: ReadonlyMap<string, Datum>;
  /** Variables with data that this query treats as latent. */
  readonly hidden: ReadonlySet<string>;
  /** On the model side, yet drawn as on the data side: ancestors of a clamp. */
  readonly inferred: ReadonlySet<string>;
  /** Plates besides the batch. */
  readonly plates: readonly Plate[];
  readonly use: Use;
  /** What becomes of conditions that a ConditionDropout stands before. */
  readonly condition: Conditioning;
}
export const binding = (o: Partial<Binding> = {}): Binding => ({
  side: 'data',
  clamp: new Map(),
  outputs: new Map(),
  hidden: new Set(),
  inferred: new Set(),
  plates: [],
  use: 'learn',
  condition: (o.use ?? 'learn') === 'learn' ? 'random' : 'keep',
  ...o,
});
