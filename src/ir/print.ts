/** A program as text: the golden form. One line a value; constants are folded into their uses when scalar. */
import { topological } from './dependencies.ts';
import { showHost } from './host.ts';
import type { Attributes, Program, Val } from './value.ts';

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

/** Lists the values below the outputs, in order, with their types and the nodes they come from. */
export function print(p: Program): string {
  const names = new Map<Val, string>();
  const name = (v: Val): string => names.get(v) ?? number(v.at.data![0]!);
  const lines: string[] = [`program ${p.name} {`];
  for (const [plate, n] of p.plates) if (plate !== 'B') lines.push(`  plate ${plate} = ${n}`);
  for (const v of topological(Object.values(p.outputs))) {
    if (isScalar(v)) continue;
    names.set(v, `%${names.size}`);
    const ins = v.ins.map(name).join(', ');
    const from = v.from.node ? `  # ${v.from.node}${v.from.port ? `.${v.from.port}` : ''}` : '';
    lines.push(`  ${names.get(v)} = ${v.op}${ins ? ` ${ins}` : ''}${showAttributes(v.at)} : ${showType(v)}${from}`);
  }
  for (const [k, v] of Object.entries(p.outputs)) lines.push(`  return ${k} = ${name(v)}`);
  return `${lines.join('\n')}\n}\n`;
}
