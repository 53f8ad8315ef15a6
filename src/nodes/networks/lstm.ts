/** LSTM: a recurrent network whose memory is gated (Hochreiter & Schmidhuber, 1997; with the forget gate of Gers et al., 2000). */
import type { Builder } from '../../ir/builder.ts';
import { loop } from '../../ir/loop.ts';
import { type Val, ZEROS } from '../../ir/value.ts';
import type { Network, Steps } from '../../distributions/distribution.ts';
import { defineNode } from '../define.ts';
import { conditioned, joined, later, question } from './causal.ts';
import { dense } from './dense.ts';

export interface LstmOptions {
  readonly layers: number;
  /** Numbers in the memory of a layer. */
  readonly size: number;
}
export const LSTM_DEFAULTS: LstmOptions = { layers: 1, size: 128 };

interface Memory {
  readonly hidden: Val;
  readonly cell: Val;
}

/** Position i reads the value at i - 1 and the memory of all before. Parameters `<scope>.l0.w` [width, 4 size], `.b`, `.u` [size, 4 size], in the order input, forget, candidate, output. */
export function lstm(scope: string, { layers, size }: LstmOptions): Network {
  const name = (i: number): string => `${scope}.l${i}`;
  /** What a layer makes of what it reads, [.., 4 size]. The forget gate starts open (Jozefowicz et al., 2015, section 2.2). */
  const projected = (b: Builder, i: number, x: Val): Val => {
    const forget = b.constant(
      Array.from({ length: 4 * size }, (_, k) => +(k >= size && k < 2 * size)),
      [4 * size],
    );
    return b.add(dense(b, name(i), x, 4 * size, 1), forget);
  };
  const turn = (b: Builder, i: number, read: Val, { hidden, cell }: Memory): Memory => {
    const u = b.param(`${name(i)}.u`, [size, 4 * size], { kind: 'normal', scale: 1 / Math.sqrt(size) });
    const gates = b.add(read, b.matmul(hidden, u));
    const part = (k: number): Val => b.slice(gates, 0, k * size, (k + 1) * size);
    const next = b.add(b.mul(b.sigmoid(part(1)), cell), b.mul(b.sigmoid(part(0)), b.tanh(part(2))));
    return { cell: next, hidden: b.mul(b.sigmoid(part(3)), b.tanh(next)) };
  };
  /** What the first position reads in place of a value before it. */
  const first = (b: Builder, width: number): Val => b.param(`${scope}.first`, [width], ZEROS);
  const said = (b: Builder, h: Val, numbers: number): Val => dense(b, `${scope}.last`, h, numbers, 0.1);

  return {
    scope,
    causal: true,
    apply: (b, ins, out) => {
      const { x, n, width, numbers, condition } = question(b, scope, ins, out);
      let h = b.add(later(b, b.reshape(x, [n, width])), b.pad(b.reshape(first(b, width), [1, width]), 0, 0, n - 1));
      for (let i = 0; i < layers; i++) {
        let read = projected(b, i, h);
        if (i === 0) read = conditioned(b, scope, read, condition);
        const turns = b.turns(name(i), n);
        const zero = b.expand(b.of(0), read.plates, [size]);
        const { each } = loop(b, turns, { carried: [zero, zero], over: [b.toPlate(read, turns)] }, ({ carried, over }) => {
          const memory = turn(b, i, over[0]!, { hidden: carried[0]!, cell: carried[1]! });
          return { carried: [memory.hidden, memory.cell], each: [memory.hidden] };
        });
        h = b.toAxis(each[0]!, turns);
      }
      return b.reshape(said(b, h, numbers), out);
    },
    steps: (b, { width, numbers, condition }, plates): Steps => {
      const given = joined(b, condition);
      const zero = b.expand(b.of(0), plates, [size]);
      return {
        start: Array.from({ length: 2 * layers }, () => zero),
        next: (carried, before, index) => {
          let h = b.add(before, b.mul(b.eq(index, 0), first(b, width)));
          const kept: Val[] = [];
          for (let i = 0; i < layers; i++) {
            let read = projected(b, i, h);
            if (i === 0) read = conditioned(b, scope, read, given);
            const memory = turn(b, i, read, { hidden: carried[2 * i]!, cell: carried[2 * i + 1]! });
            kept.push(memory.hidden, memory.cell);
            h = memory.hidden;
          }
          return { carried: kept, out: said(b, h, numbers) };
        },
      };
    },
  };
}

export default defineNode({
  kind: 'LSTM',
  version: 1,
  title: 'LSTM',
  summary: 'A recurrent network: it reads a sequence value by value and keeps a gated memory.',
  words: 'rnn recurrent gru sequence',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network; what it reads and gives is found where it is used' } },
  params: {
    layers: { type: 'number', label: 'Layers', meaning: 'memories on top of each other', default: 1, min: 1, max: 4, integer: true },
    size: {
      type: 'number',
      label: 'Size',
      meaning: 'numbers in the memory of each layer',
      default: 128,
      min: 1,
      max: 1024,
      integer: true,
      unit: 'numbers',
    },
  },
  math: {
    latex:
      'c_i = f_i \\odot c_{i-1} + g_i \\odot \\tanh(\\cdot), \\qquad h_i = o_i \\odot \\tanh(c_i), \\qquad f_i, g_i, o_i = \\sigma\\big(W x_{i-1} + U h_{i-1} + b\\big)',
    text: 'The gradient goes back through the whole loop. The forget gate f starts open, so that the memory lasts.',
  },
  references: [
    { text: 'Hochreiter & Schmidhuber, 1997, Long short-term memory', url: 'https://doi.org/10.1162/neco.1997.9.8.1735' },
    { text: 'Graves, 2013, Generating sequences with recurrent neural networks', url: 'https://arxiv.org/abs/1308.0850' },
  ],
  build: (c, p) => ({ out: () => lstm(c.id, p) }),
});
