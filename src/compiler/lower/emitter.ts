/** Emits kernel calls: arithmetic with broadcasting, movement, reductions and products, as each target does them best. */
import { numel, sameShape } from '../../graph/space.ts';
import { broadcast } from '../../ir/ops.ts';
import type { KernelAttributes } from '../kernel-program.ts';
import { mergeAxes } from './merge-axes.ts';
import { type Register, type Shape, Registers } from './registers.ts';

/** Kernels that our own loops replace where the target asks for it. */
const LOOPS: ReadonlySet<string> = new Set(['Equal', 'NotEqual', 'Greater', 'Maximum', 'Minimum']);
/** Terms that one invocation of our own sums adds up in a row. */
const SHORT_SUM = 64;
/** Terms of a product's sum that are worth an invocation, and 4 by 4 tiles of results that keep a card busy. */
const LEAST_TERMS = 128;
const ENOUGH_TILES = 8192;
const withoutLeadingOnes = (s: Shape): Shape => {
  const first = s.findIndex((n) => n !== 1);
  return first < 0 ? [] : s.slice(first);
};

export class Emitter extends Registers {
  /** 0/1 float register -> the bool register it was cast from. */
  private readonly truth = new Map<Register, Register>();

  // ---- arithmetic
  unary(kernel: string, x: Register, attributes: KernelAttributes = {}): Register {
    if (kernel === 'Tanh' && this.traits.tanhBySigmoid) {
      const half = this.unary('Sigmoid', this.binary('Multiply', x, this.constant(2)));
      return this.binary('Sub', this.binary('Multiply', half, this.constant(2)), this.constant(1));
    }
    return this.call(kernel, { x }, attributes, this.shape(x));
  }
  /** Broadcasting binary kernel; axes that broadcast alike are merged, so that the rank stays small. */
  binary(kernel: string, a: Register, b: Register): Register {
    if (this.traits.ownKernels && LOOPS.has(kernel)) return this.native('WellspringBinary', { a, b }, { name: kernel });
    const shape = broadcast(this.shape(a), this.shape(b));
    const known = this.folded(kernel, a, b, shape);
    if (known !== undefined) return known;
    const merged = shape.length > this.traits.rank ? mergeAxes([this.shape(a), this.shape(b)], shape) : undefined;
    if (!merged) return this.call(kernel, { a, b }, {}, shape);
    if (merged.shape.length > this.traits.rank) return this.binary(kernel, this.tile(a, shape), this.tile(b, shape));
    const [sa, sb] = merged.operands.map(withoutLeadingOnes) as [Shape, Shape];
    return this.reshape(this.call(kernel, { a: this.reshape(a, sa), b: this.reshape(b, sb) }, {}, merged.shape), shape);
  }
  /** Arithmetic that is known here and was not before: the size of the batch is a number now. */
  private folded(kernel: string, a: Register, b: Register, shape: Shape): Register | undefined {
    const [x, y] = [this.scalar(a), this.scalar(b)];
    if (x !== undefined && y !== undefined) {
      const z = kernel === 'Multiply' ? x * y : kernel === 'RealDiv' ? x / y : kernel === 'Add' ? x + y : kernel === 'Sub' ? x - y : NaN;
      return Number.isFinite(z) ? this.reshape(this.constant(z), shape) : undefined;
    }
    if (kernel === 'Multiply' && x === 1 && sameShape(this.shape(b), shape)) return b;
    const neutral = kernel === 'Multiply' || kernel === 'RealDiv' ? 1 : kernel === 'Add' || kernel === 'Sub' ? 0 : NaN;
    return y === neutral && sameShape(this.shape(a), shape) ? a : undefined;
  }
  /** One of our own broadcasting loops, over as few axes as can be. */
  private native(kernel: string, inputs: Readonly<Record<string, Register>>, attributes: KernelAttributes): Register {
    const shapes = Object.values(inputs).map((r) => this.shape(r));
    const shape = shapes.reduce(broadcast);
    const merged = mergeAxes(shapes, shape);
    if (!merged) return this.call(kernel, inputs, { ...attributes, shape }, shape);
    const folded = Object.entries(inputs).map(([k, r], i) => [k, this.reshape(r, withoutLeadingOnes(merged.operands[i]!))] as const);
    return this.reshape(this.call(kernel, Object.fromEntries(folded), { ...attributes, shape: merged.shape }, merged.shape), shape);
  }
  /** 1 where the comparison holds, else 0. */
  compare(kernel: 'Equal' | 'NotEqual' | 'Greater', a: Register, b: Register): Register {
    if (this.traits.ownKernels) return this.binary(kernel, a, b);
    const bool = this.binary(kernel, a, b);
    const r = this.call('Cast', { x: bool }, { dtype: 'float32' }, this.shape(bool));
    this.truth.set(r, bool);
    return r;
  }
  /** a where c is not 0, else b; any of the three may be smaller than the result. */
  select(c: Register, a: Register, b: Register): Register {
    if (this.traits.ownKernels) return this.native('WellspringSelect', { c, a, b }, {});
    const shape = [this.shape(c), this.shape(a), this.shape(b)].reduce(broadcast);
    const dense = this.tile(c, shape);
    const root = this.base.get(dense) ?? dense;
    const known = this.truth.get(root);
    const condition = known === undefined ? this.binary('NotEqual', dense, this.constant(0)) : this.reshape(known, shape);
    // flat where the kernel wants a vector or has no name for so many axes; in its own shape where it may be fused with its neighbours
    const to = this.traits.fusesElementwise && shape.length <= this.traits.rank ? shape : [numel(shape)];
    const wide = (r: Register): Register => {
      const s = this.scalar(r);
      return this.reshape(s === undefined ? this.tile(r, shape) : this.filled(s, to), to);
    };
    return this.reshape(this.call('Select', { condition: this.reshape(condition, to), t: wide(a), e: wide(b) }, {}, to), shape);
  }

  // ---- data movement
  transpose(x: Register, perm: readonly number[]): Register {
    const from = this.shape(x);
    const shape = perm.map((p) => from[p]!);
    const moving = perm.filter((p) => from[p] !== 1);
    if (moving.every((p, i) => i === 0 || p > moving[i - 1]!)) return this.reshape(x, shape);
    // neighbours that stay neighbours move as one axis
    const runs: number[][] = [];
    for (const p of moving) {
      const last = runs.at(-1);
      const before = last?.at(-1);
      const between = before === undefined ? [0] : from.slice(before + 1, p);
      if (last && before! < p && between.every((n) => n === 1)) last.push(p);
      else runs.push([p]);
    }
    const order = runs.map((_, i) => i).sort((i, j) => runs[i]![0]! - runs[j]![0]!);
    const size = (run: readonly number[]): number => run.reduce((n, p) => n * from[p]!, 1);
    const merged = this.reshape(
      x,
      order.map((i) => size(runs[i]!)),
    );
    const short = runs.map((_, i) => order.indexOf(i));
    return this.reshape(this.call('Transpose', { x: merged }, { perm: short }, runs.map(size)), shape);
  }
  /** Repeats axes of size 1 (and adds leading ones) until the register has `shape`. */
  tile(x: Register, shape: Shape): Register {
    if (sameShape(this.shape(x), shape)) return x;
    const s = this.scalar(x);
    if (s !== undefined && numel(shape) <= 1 << 20) return this.filled(s, shape);
    // a product with ones, because Tile is slow on wasm and reads the data back on WebGPU above rank 4
    const from = [...shape.map(() => 1), ...this.shape(x)].slice(-shape.length);
    const wide = shape.map((n, i) => (from[i] === n ? 1 : n));
    // axes that lie apart are widened one after another, where all at once would be more of them than a kernel takes
    const merged = mergeAxes([from, wide], shape)?.shape ?? shape;
    if (merged.length > this.traits.rank) {
      const axis = shape.findLastIndex((n, i) => from[i] !== n);
      return this.tile(this.tile(x, from.with(axis, shape[axis]!)), shape);
    }
    return this.binary('Multiply', x, this.filled(1, wide));
  }
  /** Folds the axes around `axis`: [before, n, after]. */
  private around(x: Register, axis: number): readonly [number, number, number] {
    const s = this.shape(x);
    return [numel(s.slice(0, axis)), s[axis]!, numel(s.slice(axis + 1))];
  }
  slice(x: Register, axis: number, low: number, high: number): Register {
    const shape = this.shape(x).map((n, i) => (i === axis ? high - low : n));
    const [before, n, after] = this.around(x, axis);
    if (low === 0 && high === n) return x;
    const part = this.traits.ownKernels
      ? this.call(
          'WellspringSlice',
          { x },
          { rows: before, row: n * after, begin: low * after, size: (high - low) * after },
          before === 1 ? [(high - low) * after] : [before, (high - low) * after],
        )
      : before === 1
        ? this.call('Slice', { x: this.reshape(x, [n * after]) }, { begin: [low * after], size: [(high - low) * after] }, [
            (high - low) * after,
          ])
        : this.call(
            'Slice',
            { x: this.reshape(x, [before, n * after]) },
            { begin: [0, low * after], size: [before, (high - low) * after] },
            [before, (high - low) * after],
          );
    return this.reshape(part, shape);
  }
  pad(x: Register, axis: number, low: number, high: number): Register {
    const shape = this.shape(x).map((n, i) => (i === axis ? low + n + high : n));
    const [before, n, after] = this.around(x, axis);
    const paddings =
      before === 1
        ? [[low * after, high * after]]
        : [
            [0, 0],
            [low * after, high * after],
          ];
    const folded = before === 1 ? [n * after] : [before, n * after];
    const out = before === 1 ? [(low + n + high) * after] : [before, (low + n + high) * after];
    return this.reshape(this.call('PadV2', { x: this.reshape(x, folded) }, { paddings, constantValue: 0 }, out), shape);
  }
  concat(xs: readonly Register[], axis: number): Register {
    if (xs.length === 1) return xs[0]!;
    const shape = this.shape(xs[0]!).map((n, i) => (i === axis ? xs.reduce((m, x) => m + this.shape(x)[axis]!, 0) : n));
    const [before] = this.around(xs[0]!, axis);
    const inputs = Object.fromEntries(xs.map((x, i) => [String(i), this.reshape(x, [before, numel(this.shape(x)) / before])]));
    const kernel = this.traits.ownKernels ? 'WellspringConcat' : 'Concat';
    return this.reshape(this.call(kernel, inputs, { axis: 1 }, [before, numel(shape) / before]), shape);
  }
  gather(x: Register, axis: number, indices: readonly number[]): Register {
    const first = indices[0]!;
    if (indices.every((n, i) => n === first + i)) return this.slice(x, axis, first, first + indices.length);
    const shape = this.shape(x).map((n, i) => (i === axis ? indices.length : n));
    const [before, n, after] = this.around(x, axis);
    const folded = this.reshape(x, [before, n, after]);
    const out = [before, indices.length, after];
    if (this.traits.ownKernels) return this.reshape(this.call('WellspringGather', { x: folded }, { indices }, out), shape);
    const at = this.data(Int32Array.from(indices), [indices.length]);
    return this.reshape(this.call('GatherV2', { x: folded, indices: at }, { axis: 1, batchDims: 0 }, out), shape);
  }

  // ---- reductions
  /** Reduces the axes away (they do not stay as 1). */
  reduce(kernel: 'Sum' | 'Max', x: Register, axes: readonly number[]): Register {
    const from = this.shape(x);
    const shape = from.filter((_, i) => !axes.includes(i));
    const runs: { size: number; drop: boolean }[] = [];
    from.forEach((size, i) => {
      if (size === 1) return;
      const drop = axes.includes(i);
      const last = runs.at(-1);
      if (last?.drop === drop) last.size *= size;
      else runs.push({ size, drop });
    });
    if (!runs.some((r) => r.drop)) return this.reshape(x, shape);
    const folded = this.reshape(
      x,
      runs.map((r) => r.size),
    );
    const axis = runs.flatMap((r, i) => (r.drop ? [i] : []));
    const sums = kernel === 'Sum' && this.traits.ownProducts ? this.sums(folded, runs) : undefined;
    if (sums !== undefined) return this.reshape(sums, shape);
    if (kernel === 'Sum' && this.traits.ownKernels && runs.length === 2 && axis[0] === 0) {
      const [rows, columns] = [runs[0]!.size, runs[1]!.size];
      // measured: a product with a row of ones is three times faster, until packing its right operand leaves the cache
      const sums =
        rows <= 1024
          ? this.matmul(this.filled(1, [1, rows]), folded, 1, columns)
          : this.call('WellspringColumnSums', { x: folded }, { rows, columns }, [columns]);
      return this.reshape(sums, shape);
    }
    const attributes = kernel === 'Sum' ? { axis, keepDims: false } : { reductionIndices: axis, keepDims: false };
    const kept = runs.filter((r) => !r.drop).map((r) => r.size);
    return this.reshape(this.call(kernel, { x: folded }, attributes, kept), shape);
  }
  /** A sum over one run of axes by our own program, where many columns are summed; few long ones are left to TF.js's tree. */
  private sums(x: Register, runs: readonly { readonly size: number; readonly drop: boolean }[]): Register | undefined {
    const at = runs.findIndex((r) => r.drop);
    if (runs.findLastIndex((r) => r.drop) !== at) return undefined;
    const [before, after] = [runs.slice(0, at), runs.slice(at + 1)].map((part) => numel(part.map((r) => r.size))) as [number, number];
    const n = runs[at]!.size;
    if (after === 1 && n > SHORT_SUM) return undefined;
    const step = (from: Register, length: number, part: number): Register =>
      this.call('WellspringSums', { x: from }, { shape: [before, length, after], part }, [before, Math.ceil(length / part), after]);
    // a long sum in about as many parts as each has terms, so that more of the card works and less is lost to rounding
    const part = n > SHORT_SUM ? Math.ceil(Math.sqrt(n)) : n;
    const first = step(x, n, part);
    return part === n ? first : step(first, Math.ceil(n / part), n);
  }
  /**
   * a [.., m, k] times b [.., k, n]. Only our own product may be asked for operands that lie transposed: TF.js's transpose flags are slow
   * on wasm and wrong on WebGPU for some sizes.
   */
  matmul(a: Register, b: Register, m: number, n: number, transposed = { a: false, b: false }): Register {
    const shape = [...this.shape(a).slice(0, -2), m, n];
    if (this.traits.ownProducts) return this.product(a, b, shape, transposed);
    if (this.traits.ownKernels) b = this.ownRight(b);
    if (shape.length === 3 && this.traits.ownKernels) return this.call('WellspringBatchMatMul', { a, b }, {}, shape);
    return this.call('BatchMatMul', { a, b }, { transposeA: false, transposeB: false }, shape);
  }
  /**
   * TF.js's wasm backend keeps a product's packed right operand by its data alone: the same data under another shape would run the old
   * product, which writes past the end of the result. Such an operand gets data of its own.
   */
  private ownRight(b: Register): Register {
    const root = this.base.get(b) ?? b;
    const shape = this.shape(b);
    const place = this.place(b);
    const first = this.rights.get(place);
    this.rights.set(place, first ?? shape);
    if (!this.foreign.has(root) && (!first || sameShape(first, shape))) return b;
    const n = numel(shape);
    return this.reshape(this.call('WellspringSlice', { x: root }, { rows: 1, row: n, begin: 0, size: n, of: shape }, [n]), shape);
  }
  private product(a: Register, b: Register, shape: Shape, transposed: { readonly a: boolean; readonly b: boolean }): Register {
    const [m, n] = shape.slice(-2) as [number, number];
    const k = this.shape(a).at(transposed.a ? -2 : -1)!;
    const flags = { transposeA: transposed.a, transposeB: transposed.b, activation: 'linear' };
    const inputs = { a, b };
    // a small result of a long sum leaves most of a card idle: as many parts as fill it
    const tiles = Math.ceil(m / 4) * Math.ceil(n / 4);
    const parts = Math.min(Math.floor(k / LEAST_TERMS), Math.floor(ENOUGH_TILES / tiles));
    if (shape.length > 2 || parts < 2) return this.call('WellspringMatMul', inputs, { ...flags, part: 0 }, shape);
    const part = 4 * Math.ceil(k / parts / 4);
    const slices = Math.ceil(k / part);
    const sliced = this.call('WellspringMatMul', inputs, { ...flags, part }, [slices, m, n]);
    return this.reshape(this.reduce('Sum', sliced, [0]), shape);
  }
}
