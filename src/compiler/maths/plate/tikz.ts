/** A plate diagram for LaTeX: TikZ with the bayesnet library. */
import { type Layout, type Placed, layoutOf } from './layout.ts';
import type { Plate } from './plate.ts';

/** Points of the layout a centimetre. */
const CM = 52;
const STYLE = { latent: 'latent', observed: 'obs', given: 'obs, dashed', point: 'det', factor: 'factor', parameter: '' } as const;
const cm = (x: number): string => String(Number((x / CM).toFixed(2)));

export function tikzOf(p: Plate): string {
  const l = layoutOf(p);
  const names = new Map(l.nodes.map((n, i) => [n.id, `v${i + 1}`]));
  const name = (id: string): string => names.get(id)!;
  const across = columns(l);
  return [
    '% \\usepackage{tikz} and \\usetikzlibrary{bayesnet}; solid: p, dashed: q',
    '\\begin{tikzpicture}',
    ...l.nodes.map((n) => `  ${nodeOf(n, name(n.id), across.get(n.id)!, l)}`),
    ...l.edges.map((e) => `  ${edgeOf(e, name)}`),
    ...l.boxes.map(
      (b, i) => `  \\plate {plate${i + 1}} {${b.members.map((m) => `(${name(m)})`).join('')}${inner(l, i)}} {${caption(b.label)}}`,
    ),
    '\\end{tikzpicture}',
  ].join('\n');
}
/** Points of the layout that a letter of a caption takes, and a circle. */
const LETTER = 8.5;
const CIRCLE = 37;
/**
 * Where nodes stand from left to right. A caption lies within its plate in this library, so a plate may be wider than its nodes: what stands to the
 * left of it makes room, or a weight would seem to be repeated.
 */
function columns(l: Layout): ReadonlyMap<string, number> {
  const x = new Map(l.nodes.map((n) => [n.id, n.x]));
  for (const { members, label } of l.boxes) {
    const inside = members.map((m) => x.get(m)!);
    const left = Math.min(...inside);
    const more = LETTER * caption(label).replaceAll(/\\\w+|[{}$]/g, '').length - (Math.max(...inside) - left + CIRCLE);
    if (more > 0) for (const [id, at] of x) if (at < left && !members.includes(id)) x.set(id, at - more);
  }
  return x;
}
/** Boxes that lie inside one are part of what it goes around. */
const inner = (l: Layout, i: number): string =>
  l.boxes
    .slice(0, i)
    .map((o, k) => (o.members.every((m) => l.boxes[i]!.members.includes(m)) ? `(plate${k + 1})` : ''))
    .join('');
function nodeOf(n: Placed, name: string, x: number, l: Layout): string {
  const at = `at (${cm(x)}, ${cm(l.height - n.y)})`;
  if (n.kind === 'parameter')
    return `\\node[circle, fill, inner sep=1.4pt, label=${n.x < l.width / 2 ? 'left' : 'right'}:{$${n.label}$}] (${name}) ${at} {};`;
  if (n.kind === 'factor') return `\\node[factor] (${name}) ${at} {};`;
  return `\\node[${STYLE[n.kind]}] (${name}) ${at} {$${n.label}$};`;
}
function edgeOf(e: Layout['edges'][number], name: (id: string) => string): string {
  const dashed = e.side === 'q' ? ', dashed' : '';
  const head = e.directed ? '->' : '-';
  if (e.loop) return `\\draw[${head}${dashed}] (${name(e.from)}) to[loop left] (${name(e.to)});`;
  const middle = { x: (e.from_.x + e.to_.x) / 2, y: (e.from_.y + e.to_.y) / 2 };
  const straight = Math.hypot(e.bend.x - middle.x, e.bend.y - middle.y) < 4;
  if (straight) return `\\draw[${head}${dashed}] (${name(e.from)}) -- (${name(e.to)});`;
  // which side the bend lies on, in a picture whose y grows upwards
  const side = (e.to_.x - e.from_.x) * (e.bend.y - e.from_.y) - (e.to_.y - e.from_.y) * (e.bend.x - e.from_.x);
  return `\\draw[${head}${dashed}] (${name(e.from)}) to[bend ${side > 0 ? 'right' : 'left'}=40] (${name(e.to)});`;
}
/** "n = 1, …, N" as mathematics. */
const caption = (label: string): string => `$${label.replaceAll('…', '\\dots')}$`;
