/** Prints programs as a stand-alone JavaScript module that uses TF.js's public functions: what a drawing means, to read, keep and run elsewhere. */
import type { Program } from '../ir/value.ts';
import type { KernelProgram, KernelStep, Source } from './kernel-program.ts';
import { lower } from './lower/lower.ts';
import { type HelperName, HELPERS } from './print/helpers.ts';
import { hostExpression } from './print/host-expression.ts';
import { Names, identifier, number } from './print/names.ts';
import { callOf } from './print/calls.ts';

export interface PrintOptions {
  /** Examples in a batch: shapes in the source are concrete. */
  readonly batch: number;
  /** Named in the header. */
  readonly title?: string;
}

/** @returns an ES module with one exported function per program, named after it: (state, inputs, seed, step) => named tensors */
export function printTfjs(programs: readonly Program[], o: PrintOptions): string {
  const helpers = new Set<HelperName>();
  const functions = new Names();
  const bodies = programs.map((p) => printed(lower(p, { target: 'cpu', batch: o.batch }), functions.take(identifier(p.name)), helpers));
  const used = Object.entries(HELPERS).flatMap(([name, text]) => ([...helpers].some((h) => h === name) ? [text.trim()] : []));
  return `${[header(o), ...used, ...bodies].join('\n\n')}\n`;
}

const header = (o: PrintOptions): string => `/**
 * ${o.title ?? 'A Wellspring model'}, as TF.js. Made by Wellspring; change it as you like.
 *
 * Import a backend beside this file, for example '@tensorflow/tfjs-backend-webgpu', and await tf.ready().
 * Every function takes
 *   state   tensors by name: weights, optimiser state (and returns the next ones as next.<name>)
 *   inputs  tensors by name, ${o.batch} examples a batch
 *   seed    whole number that keys the random draws
 *   step    whole number; every step draws anew
 * and returns tensors by name. The caller disposes of them.
 */
import * as tf from '@tensorflow/tfjs-core';`;

function printed(k: KernelProgram, name: string, helpers: Set<HelperName>): string {
  const names = new Names(['tf', 'state', 'inputs', 'seed', 'step', name, ...Object.keys(HELPERS)]);
  const expressions = new Map<number, string>();
  const read = (r: number): string => expressions.get(r)!;
  const lines: string[] = [];
  const define = (register: number, wish: string, expression: string): void => {
    const id = names.take(identifier(wish));
    expressions.set(register, id);
    lines.push(`    const ${id} = ${expression};`);
  };
  for (const { register, source } of k.sources) sourceOf(register, source, k.shapes[register]!, define, expressions, helpers);
  let node = '';
  for (const s of k.steps) {
    if (s.from.node && s.from.node !== node) {
      node = s.from.node;
      lines.push('', `    // ${node}`);
    }
    define(
      s.out,
      wishOf(s),
      callOf(s, read, k.shapes[s.out]!, (h) => helpers.add(h)),
    );
  }
  const results = Object.entries(k.outputs).map(([key, r]) => `      ${JSON.stringify(key)}: ${resultOf(k, r, read(r))},`);
  return [
    `export function ${name}(state, inputs, seed, step) {`,
    '  return tf.tidy(() => {',
    ...lines,
    '    return {',
    ...results,
    '    };',
    '  });',
    '}',
  ].join('\n');
}
/** A result must be a tensor of its own: a source or a number is copied. */
function resultOf(k: KernelProgram, r: number, expression: string): string {
  const source = k.sources.find((s) => s.register === r);
  if (!source) return expression;
  return `tf.clone(${expression})`;
}
const wishOf = (s: KernelStep): string => `${s.from.node ? `${s.from.node}_` : ''}${SHORT[s.kernel] ?? s.kernel.toLowerCase()}`;
const SHORT: Readonly<Record<string, string>> = {
  BatchMatMul: 'product',
  _FusedMatMul: 'dense',
  Multiply: 'times',
  RealDiv: 'over',
  Sub: 'minus',
  Add: 'plus',
  Conv2D: 'convolved',
  FusedConv2D: 'convolved',
  Conv2DBackpropInput: 'upsampled',
  Conv2DBackpropFilter: 'd_filter',
  GatherV2: 'gathered',
  PadV2: 'padded',
  Cast: 'as_number',
  Select: 'chosen',
  Step: 'positive',
};

function sourceOf(
  register: number,
  source: Source,
  shape: readonly number[],
  define: (register: number, wish: string, expression: string) => void,
  expressions: Map<number, string>,
  helpers: Set<HelperName>,
): void {
  const dims = `[${shape.join(', ')}]`;
  switch (source.kind) {
    case 'vector':
      return define(register, source.name, `tf.reshape(state[${JSON.stringify(source.name)}], ${dims})`);
    case 'input':
      return define(register, source.name, `tf.reshape(inputs[${JSON.stringify(source.name)}], ${dims})`);
    case 'host':
      return define(register, source.name, `tf.scalar(${hostExpression(source.host)})`);
    case 'random':
      helpers.add('draw');
      return define(register, 'noise', `draw('${source.law}', seed, ${JSON.stringify(source.stream)}, step, ${dims})`);
    case 'constant': {
      const { data } = source;
      const first = data[0]!;
      const whole = data instanceof Int32Array;
      if (shape.length === 0) return void expressions.set(register, number(first));
      if (!whole && data.every((x) => Object.is(x, first))) return define(register, 'filled', `tf.fill(${dims}, ${number(first)})`);
      return define(register, 'table', `tf.tensor([${Array.from(data, number).join(', ')}], ${dims}${whole ? ", 'int32'" : ''})`);
    }
  }
}
