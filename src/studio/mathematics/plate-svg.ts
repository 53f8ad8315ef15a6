/** A plate diagram as an SVG file of its own: black on white, for a page or a slide. */
import type { Layout, Placed, Route } from '../../compiler/maths/plate/layout.ts';
import { labelOf } from './plate-label.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const n = (x: number): string => String(Number(x.toFixed(1)));

/** The way of an edge: a curve through where it bends. */
export const wayOf = (e: Route): string => `M${n(e.from_.x)} ${n(e.from_.y)}Q${n(e.bend.x)} ${n(e.bend.y)} ${n(e.to_.x)} ${n(e.to_.y)}`;

export function svgOf(l: Layout, title: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(l.width)}" height="${n(l.height)}" viewBox="0 0 ${n(l.width)} ${n(l.height)}" font-family="'STIX Two Text', 'Times New Roman', serif">`,
    `<title>${escaped(title)}</title>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
    `<rect width="${n(l.width)}" height="${n(l.height)}" fill="#fff"/>`,
    ...l.boxes.map(
      (b) =>
        `<rect x="${n(b.x)}" y="${n(b.y)}" width="${n(b.width)}" height="${n(b.height)}" rx="7" fill="none" stroke="#000" stroke-width="0.9"/>`,
    ),
    ...l.edges.map(
      (e) =>
        `<path d="${wayOf(e)}" fill="none" stroke="#000" stroke-width="1.1"${e.side === 'q' ? ' stroke-dasharray="4 3"' : ''}${e.directed ? ' marker-end="url(#head)"' : ''}/>`,
    ),
    ...l.boxes.map(
      (b) =>
        `<text x="${n(b.x + b.width - 6)}" y="${n(b.y + b.height - 4.5)}" font-size="10" text-anchor="end" paint-order="stroke" stroke="#fff" stroke-width="3">${escaped(b.label)}</text>`,
    ),
    ...l.nodes.map((node) => shapeOf(node, l)),
    '</svg>',
    '',
  ].join('\n');
}
function shapeOf(p: Placed, l: Layout): string {
  const [x, y] = [n(p.x), n(p.y)];
  if (p.kind === 'factor') return `<rect x="${n(p.x - p.r)}" y="${n(p.y - p.r)}" width="${2 * p.r}" height="${2 * p.r}"/>`;
  const left = p.x < l.width / 2;
  if (p.kind === 'parameter') return `<circle cx="${x}" cy="${y}" r="${p.r}"/>${textOf(p, p.x + (left ? -9 : 9), left ? 'end' : 'start')}`;
  const dash = p.kind === 'given' ? ' stroke-dasharray="3 2.5"' : '';
  const fill = p.kind === 'observed' || p.kind === 'given' ? '#d9d9d9' : '#fff';
  const ring = p.kind === 'point' ? `<circle cx="${x}" cy="${y}" r="${p.r - 3}" fill="none" stroke="#000" stroke-width="0.9"/>` : '';
  return `<circle cx="${x}" cy="${y}" r="${p.r}" fill="${fill}" stroke="#000" stroke-width="1.1"${dash}/>${ring}${textOf(p, p.x, 'middle')}`;
}
function textOf(p: Placed, x: number, anchor: string): string {
  const label = labelOf(p.label);
  const size = label.word && label.text.length > 4 ? 9 : 15;
  const below = label.below ? `<tspan font-size="${size * 0.68}" dy="${size * 0.25}">${escaped(label.below)}</tspan>` : '';
  return `<text x="${n(x)}" y="${n(p.y + size * 0.3)}" font-size="${size}" text-anchor="${anchor}"${label.word ? '' : ' font-style="italic"'}>${escaped(label.text)}${below}</text>`;
}
