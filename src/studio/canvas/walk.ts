/** Walking over a drawing by keyboard: left and right follow the wires, up and down go from port to port or to the next node that way. */
import type { End, Point, Wire } from '../../graph/model.ts';
import type { PortSide } from './focus.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';
interface Standing extends Point {
  readonly id: string;
}
/** Ports in the order they are read. */
export interface Ported {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}
export interface Port {
  readonly end: End;
  readonly side: PortSide;
}

const AHEAD: Readonly<Record<Direction, (d: Point) => number>> = {
  left: (d) => -d.x,
  right: (d) => d.x,
  up: (d) => -d.y,
  down: (d) => d.y,
};
/** The next node in a direction: near, and not far off to the side. */
export function nodeTowards(nodes: readonly Standing[], from: string, direction: Direction): string | undefined {
  const here = nodes.find((n) => n.id === from);
  if (!here) return undefined;
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const n of nodes) {
    const d = { x: n.x - here.x, y: n.y - here.y };
    const ahead = AHEAD[direction](d);
    if (n.id === from || ahead <= 0) continue;
    const aside = Math.abs(direction === 'left' || direction === 'right' ? d.y : d.x);
    const cost = ahead + 2 * aside;
    if (!best || cost < best.cost) best = { id: n.id, cost };
  }
  return best?.id;
}

/** The other ends of the wires at a port. */
const across = (wires: readonly Wire[], { end, side }: Port): readonly Port[] =>
  wires.flatMap((w): readonly Port[] => {
    const [mine, other] = side === 'input' ? [w.to, w.from] : [w.from, w.to];
    return mine.node === end.node && mine.port === end.port ? [{ end: other, side: side === 'input' ? 'output' : 'input' }] : [];
  });

/** Where an arrow key leads from a port. `turn` counts how often this port was left that way, so that several wires are followed one after the other. */
export function portTowards(wires: readonly Wire[], ports: Ported, at: Port, direction: Direction, turn = 0): Port | undefined {
  const { node } = at.end;
  const all: readonly Port[] = [
    ...ports.inputs.map((port): Port => ({ end: { node, port }, side: 'input' })),
    ...ports.outputs.map((port): Port => ({ end: { node, port }, side: 'output' })),
  ];
  if (direction === 'up' || direction === 'down') {
    const i = all.findIndex((p) => p.side === at.side && p.end.port === at.end.port);
    return all[(i + (direction === 'down' ? 1 : all.length - 1)) % all.length];
  }
  const outward = (direction === 'left') === (at.side === 'input');
  if (!outward) return all.find((p) => p.side !== at.side);
  const others = across(wires, at);
  return others[turn % Math.max(1, others.length)];
}
/** The port to begin at: an input that waits for a wire, or the first. */
export function firstPort(wires: readonly Wire[], node: string, ports: Ported, required: (port: string) => boolean): Port | undefined {
  const open = ports.inputs.filter((port) => !wires.some((w) => w.to.node === node && w.to.port === port));
  const input = open.find(required) ?? (ports.outputs.length > 0 ? undefined : open[0]);
  if (input !== undefined) return { end: { node, port: input }, side: 'input' };
  const [output] = ports.outputs;
  if (output !== undefined) return { end: { node, port: output }, side: 'output' };
  const [first] = ports.inputs;
  return first === undefined ? undefined : { end: { node, port: first }, side: 'input' };
}
