/** Prints programs as a stand-alone JavaScript module that uses TF.js's public functions: what a drawing means, to read, keep and run elsewhere. */
import type { CodeLine } from '../ir/print.ts';
import type { Program } from '../ir/value.ts';
import type { KernelProgram, KernelStep, LoopStep, Source } from './kernel-program.ts';
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
export const printTfjs = (programs: readonly Program[], o: PrintOptions): string =>
  `${printTfjsLines(programs, o)
    .map((l) => l.text)
    .join('\n')}\n`;

/** The same, line by line, with the node each line was made for. */
export function printTfjsLines(programs: readonly Program[], o: PrintOptions): readonly CodeLine[] {
  const helpers = new Set<HelperName>();
  const functions = new Names();
  const bodies = programs.map((p) => printed(lower(p, { target: 'cpu', batch: o.batch }), functions.take(identifier(p.name)), helpers));
  const used = Object.entries(HELPERS).flatMap(([name, text]) => ([...helpers].some((h) => h === name) ? [text.trim()] : []));
  return [[header(o)], ...used.map((u) => [u]), ...bodies].flatMap((part, i) => [
    ...(i > 0 ? [bare('')] : []),
    ...part.flatMap((l) => (typeof l === 'string' ? l.split('\n').map(bare) : [l])),
  ]);
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

const bare = (text: string): CodeLine => ({ text, node: '' });

function printed(k: KernelProgram, name: string, helpers: Set<HelperName>): readonly (CodeLine | string)[] {
  const names = new Names(['tf', 'state', 'inputs', 'seed', 'step', name, ...Object.keys(HELPERS)]);
  const body = statements(k, { names, helpers, indent: '    ', args: [], turns: [] });
  const results = Object.entries(k.outputs).map(([key, r]) => `      ${JSON.stringify(key)}: ${resultOf(k, r, body.read(r))},`);
  return [
    `export function ${name}(state, inputs, seed, step) {`,
    '  return tf.tidy(() => {',
    ...body.lines,
    '    return {',
    ...results,
    '    };',
    '  });',
    '}',
  ];
}
interface Scope {
  readonly names: Names;
  readonly helpers: Set<HelperName>;
  readonly indent: string;
  /** Source text of what the body of a loop is handed. */
  readonly args: readonly string[];
  /** Names of the numbers of the turns around, outermost first. */
  readonly turns: readonly string[];
}
function statements(k: KernelProgram, scope: Scope): { readonly lines: CodeLine[]; read(register: number): string } {
  const { names, helpers, indent } = scope;
  const expressions = new Map<number, string>();
  const read = (r: number): string => expressions.get(r)!;
  const lines: CodeLine[] = [];
  const define = (register: number, wish: string, expression: string, node = ''): void => {
    const id = names.take(identifier(wish));
    expressions.set(register, id);
    lines.push({ text: `${indent}const ${id} = ${expression};`, node });
  };
  const defineLoop = (s: KernelStep, l: LoopStep): void => {
    const own = (text: string): CodeLine => ({ text, node: s.from.node });
    const { head, body, tail } = loopOf(l, s, read, scope);
    const id = names.take(identifier(wishOf(s)));
    expressions.set(s.out, id);
    lines.push(own(`${indent}const ${id} = ${head}`), ...body, ...tail.slice(0, -1).map(own), own(`${tail.at(-1)};`));
  };
  for (const { register, source } of k.sources) sourceOf(register, source, k.shapes[register]!, define, expressions, scope);
  let node = '';
  for (const s of k.steps) {
    if (s.from.node && s.from.node !== node) {
      node = s.from.node;
      lines.push(bare(''), { text: `${indent}// ${node}`, node });
    }
    if (s.loop) defineLoop(s, s.loop);
    else if (s.kernel === 'Out') expressions.set(s.out, `${read(s.inputs['x']!)}[${String(s.attributes['index'])}]`);
    else
      define(
        s.out,
        wishOf(s),
        callOf(s, read, k.shapes[s.out]!, (h) => helpers.add(h)),
        s.from.node,
      );
  }
  return { lines, read };
}
/** A call of the helper `loop`, whose body is written out as a function of the turn, of what is carried and of the members gone over. */
function loopOf(
  l: LoopStep,
  s: KernelStep,
  read: (register: number) => string,
  scope: Scope,
): { readonly head: string; readonly body: readonly CodeLine[]; readonly tail: readonly string[] } {
  const { names, indent } = scope;
  scope.helpers.add('loop');
  const turn = names.take('turn');
  const fresh = (n: number, wish: string): string[] => Array.from({ length: n }, () => names.take(wish));
  const [carried, over] = [fresh(l.carried, 'carried'), fresh(l.over, 'member')];
  const outer = (prefix: string, n: number): string[] => Array.from({ length: n }, (_, i) => read(s.inputs[`${prefix}${i}`]!));
  const body = statements(l.body, {
    ...scope,
    indent: `${indent}  `,
    args: [`tf.scalar(${turn})`, ...carried, ...over, ...outer('r', l.reads)],
    turns: [...scope.turns, turn],
  });
  const given = (prefix: string): string =>
    Object.entries(l.body.outputs)
      .flatMap(([name, r]) => (name.startsWith(prefix) ? [resultOf(l.body, r, body.read(r))] : []))
      .join(', ');
  return {
    head: `loop({ turns: ${l.turns}, backwards: ${l.reverse}, tapes: [${l.tapes.join(', ')}] }, [${outer('c', l.carried).join(', ')}], [${outer('o', l.over).join(', ')}], (${turn}, [${carried.join(', ')}], [${over.join(', ')}]) => {`,
    body: body.lines,
    tail: [`${indent}  return { carried: [${given('c')}], left: [${given('e')}] };`, `${indent}})`],
  };
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

/** Every turn of a loop draws from its own stream. */
const streamOf = (stream: string, turns: readonly string[]): string =>
  turns.length ? `\`${stream}${turns.map((t) => `#\${${t}}`).join('')}\`` : JSON.stringify(stream);
function sourceOf(
  register: number,
  source: Source,
  shape: readonly number[],
  define: (register: number, wish: string, expression: string) => void,
  expressions: Map<number, string>,
  { helpers, args, turns }: Scope,
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
      return define(register, 'noise', `draw('${source.law}', seed, ${streamOf(source.stream, turns)}, step, ${dims})`);
    case 'argument': {
      const arg = args[source.index]!;
      return void expressions.set(register, arg);
    }
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
