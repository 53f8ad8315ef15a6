/** Space inference: union-find over ports; layout, shape and values unify separately, in both directions, to a fixed point. */
import type { Diagnostic } from '../graph/diagnostic.ts';
import { type ArgsOf, diagnose } from '../graph/diagnostics.ts';
import { type Layout, type Space, type SpaceTerm, type Values, layoutOf, sameShape, showValues } from '../graph/space.ts';

interface Slot {
  parent?: Slot;
  layout?: Layout;
  shape?: readonly number[];
  values?: Values;
  /** The nodes that settled shape and values, to name both sides of a clash. */
  shapeFrom?: string;
  valuesFrom?: string;
}
export type PortKey = `${string}.${string}`;

export class Spaces {
  private readonly slots = new Map<string, Slot>();
  private readonly clashes = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];
  private changed = false;

  private slot(key: string): Slot {
    let s = this.slots.get(key);
    if (!s) this.slots.set(key, (s = {}));
    while (s.parent) s = s.parent;
    return s;
  }
  /** Do two ports carry the same Space by inference? */
  joined(a: PortKey, b: PortKey): boolean {
    return this.slot(a) === this.slot(b);
  }
  set(node: string, port: string, known: SpaceTerm): void {
    this.merge(this.slot(`${node}.${port}`), { ...known, shapeFrom: node, valuesFrom: node }, node, port);
  }
  /** Fills what a slot does not know yet; what contradicts it is a diagnostic at the port. */
  private merge(s: Slot, known: SpaceTerm & { shapeFrom?: string; valuesFrom?: string }, node: string, port: string): void {
    if (known.layout && !s.layout) {
      s.layout = known.layout;
      this.changed = true;
    }
    if (known.shape) {
      if (!s.shape) {
        s.shape = known.shape;
        s.shapeFrom = known.shapeFrom ?? node;
        this.changed = true;
      } else if (!sameShape(s.shape, known.shape))
        this.clash(
          { node, port },
          {
            aspect: 'shapes',
            left: showShape(s.shape),
            leftFrom: s.shapeFrom ?? node,
            right: showShape(known.shape),
            rightFrom: known.shapeFrom ?? node,
          },
        );
    }
    if (known.values) {
      const both = unifyValues(s.values, known.values);
      if (!both)
        this.clash(
          { node, port },
          {
            aspect: 'kinds of values',
            left: showValues(s.values),
            leftFrom: s.valuesFrom ?? node,
            right: showValues(known.values),
            rightFrom: known.valuesFrom ?? node,
          },
        );
      else if (both !== s.values && showValues(both) !== showValues(s.values)) {
        s.values = both;
        s.valuesFrom = known.valuesFrom ?? node;
        this.changed = true;
      }
    }
  }
  same(a: { node: string; port: string }, b: { node: string; port: string }): void {
    const x = this.slot(`${a.node}.${a.port}`);
    const y = this.slot(`${b.node}.${b.port}`);
    if (x === y) return;
    this.merge(y, x, b.node, b.port);
    x.parent = y;
    this.changed = true;
  }
  term(node: string, port: string): SpaceTerm {
    const { layout, shape, values } = this.slot(`${node}.${port}`);
    return { layout, shape, values };
  }
  get(node: string, port: string): Space | undefined {
    const s = this.slot(`${node}.${port}`);
    return s.shape && s.values ? { layout: s.layout ?? layoutOf(s.shape), shape: s.shape, values: s.values } : undefined;
  }
  /** Every port whose Space is known. */
  known(): ReadonlyMap<string, Space> {
    const found = new Map<string, Space>();
    for (const key of this.slots.keys()) {
      const dot = key.indexOf('.');
      const space = this.get(key.slice(0, dot), key.slice(dot + 1));
      if (space) found.set(key, space);
    }
    return found;
  }
  /** Runs the rules to a fixed point. Every rule only fills unknowns, so this ends. */
  solve(rules: readonly (() => void)[]): void {
    do {
      this.changed = false;
      for (const rule of rules) rule();
    } while (this.changed);
  }
  private clash(at: { node: string; port: string }, args: ArgsOf<'space-clash'>): void {
    const key = [args.left, args.right, args.leftFrom, args.rightFrom].sort().join(' ');
    if (this.clashes.has(key)) return;
    this.clashes.add(key);
    this.diagnostics.push(diagnose('space-clash', at, args));
  }
}
const showShape = (shape: readonly number[]): string => `[${shape.join('×')}]`;

/** Numbers in [0, 1] are real numbers, so the two meet as the narrower. Anything else must be equal. */
function unifyValues(a: Values | undefined, b: Values): Values | undefined {
  if (!a) return b;
  if (a.kind === 'real' && b.kind === 'unit') return b;
  if (a.kind === 'unit' && b.kind === 'real') return a;
  if (a.kind !== b.kind) return undefined;
  return 'k' in a && 'k' in b && a.k !== b.k ? undefined : a;
}
