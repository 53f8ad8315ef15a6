/** A program as text: the golden form. One line a value; constants are folded into their uses when scalar. */
import { topological } from './dependencies.ts';
import { showHost } from './host.ts';
import { given, handed, outKind } from './region.ts';
import type { Attributes, Program, Region, Val } from './value.ts';

const number = (x: number): string => (Number.isInteger(x) ? String(x) : String(Number(x.toPrecision(7))));
const isScalar = (v: Val): boolean => v.op === 'constant' && v.at.data!.length === 1 && v.plates.length === 0 && v.event.length === 0;

export const showType = (v: Pick<Val, 'plates' | 'event'>): string =>
  `${v.plates.length ? `{${v.plates.join(',')}}` : ''}[${v.event.join('×')}]`;

function showAttributes(at: Attributes): string {
  const parts: string[] = [];
  if (at.name !== undefined) parts.push(at.name);
  if (at.law) parts.push(at.law);
  if (at.host) parts.push(`(${showHost(at.host)})`);
  if (at.data)
    parts.push(
      at.data.length > 8 ? `${at.data.slice(0, 8).map(number).join(' ')} … ${at.data.length} numbers` : at.data.map(number).join(' '),
    );
  if (at.contraction) parts.push(`${at.contraction.left.join('')},${at.contraction.right.join('')}->${at.contraction.out.join('')}`);
  if (at.convolution)
    parts.push(`filter ${at.convolution.filter.join('×')} stride ${at.convolution.stride} pads ${at.convolution.pads.join(' ')}`);
  if (at.plates?.length) parts.push(`{${at.plates.join(',')}}`);
  if (at.axes?.length) parts.push(`axes ${at.axes.join(' ')}`);
  if (at.plate !== undefined) parts.push(at.to === undefined ? `{${at.plate}}` : `{${at.plate}} to {${at.to}}`);
  if (at.axis !== undefined) parts.push(`axis ${at.axis}`);
  if (at.low !== undefined) parts.push(`${at.low}:${at.high}`);
  else if (at.high !== undefined) parts.push(`of ${at.high}`);
  if (at.index !== undefined) parts.push(`[${at.index}]`);
  if (at.indices) parts.push(`at ${at.indices.length > 12 ? `${at.indices.length} places` : at.indices.join(' ')}`);
  return parts.length ? ` ${parts.join(' ')}` : '';
}

/** A line of printed text, and the node of the drawing it was made for; '' for none. */
export interface CodeLine {
  readonly text: string;
  readonly node: string;
}
const bare = (text: string): CodeLine => ({ text, node: '' });

/** Lists the values below the outputs, in order, with their types and the nodes they come from. */
export const print = (p: Program): string =>
  `${printLines(p)
    .map((l) => l.text)
    .join('\n')}\n`;

/** The same, line by line. */
export function printLines(p: Program): readonly CodeLine[] {
  const t = new Text();
  const lines = [bare(`program ${p.name} {`)];
  for (const [plate, n] of p.plates) if (plate !== 'B') lines.push(bare(`  plate ${plate} = ${n}`));
  t.values(Object.values(p.outputs), '  ', lines);
  for (const [k, v] of Object.entries(p.outputs)) lines.push({ text: `  return ${k} = ${t.name(v)}`, node: v.from.node });
  return [...lines, bare('}')];
}

class Text {
  private readonly names = new Map<Val, string>();

  name(v: Val): string {
    return this.names.get(v) ?? number(v.at.data![0]!);
  }
  private named(v: Val): string {
    this.names.set(v, `%${this.names.size}`);
    return this.names.get(v)!;
  }
  values(roots: readonly Val[], indent: string, lines: CodeLine[]): void {
    for (const v of topological(roots)) {
      if (isScalar(v) || this.names.has(v)) continue;
      const from = v.from.node ? `  # ${v.from.node}${v.from.port ? `.${v.from.port}` : ''}` : '';
      if (v.at.region) {
        this.loop(v, v.at.region, from, indent, lines);
        continue;
      }
      const ins = v.ins.map((u) => this.name(u)).join(', ');
      const what = v.op === 'out' ? ` ${outKind(v.ins[0]!.at.region!, v.at.index!).kind}` : '';
      lines.push({
        text: `${indent}${this.named(v)} = ${v.op}${ins ? ` ${ins}` : ''}${what}${showAttributes(v.at)} : ${showType(v)}${from}`,
        node: v.from.node,
      });
    }
  }
  /** Its operands beside the names they have inside, its body, what it hands on (next) and what it leaves (each). */
  private loop(v: Val, r: Region, from: string, indent: string, lines: CodeLine[]): void {
    const own = (text: string): void => void lines.push({ text, node: v.from.node });
    const ins = v.ins.map((u) => this.name(u));
    const self = this.named(v);
    const turn = this.named(r.index);
    const args = handed(r).map((a, i) => {
      const kind = i < r.carried.length ? 'carry' : i < r.carried.length + r.over.length ? 'over' : 'read';
      return `${kind} ${this.named(a)} : ${showType(a)} = ${ins[i]}`;
    });
    const order = r.reverse ? ' backwards' : '';
    const frames = r.frames ? ` frames ${r.frames.name} of ${this.name(r.carried[r.frames.of]!)}` : '';
    own(`${indent}${self} = loop {${r.plate}} turn ${turn}${order}${frames} {${from}`);
    for (const a of args) own(`${indent}  ${a}`);
    this.values(given(r), `${indent}  `, lines);
    own(`${indent}  next ${r.results.map((x) => this.name(x)).join(', ')}`);
    if (r.each.length) own(`${indent}  each ${r.each.map((x) => this.name(x)).join(', ')}`);
    own(`${indent}}`);
  }
}
