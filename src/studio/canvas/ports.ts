/** Where a node's sockets sit: on the side that faces what they are wired to, so that wires stay short and drawings read in any layout. */
import type { End, Point, Wire } from '../../graph/model.ts';
import type { Category } from '../../graph/vocabulary.ts';
import { showEnd } from '../../graph/wires.ts';

export type Side = 'left' | 'right' | 'top' | 'bottom';
export interface Socket {
  readonly port: string;
  readonly type: 'source' | 'target';
  readonly side: Side;
  /** Offset of the socket's middle from the node's top left corner; a % counts from the node's width or height. */
  readonly left: string;
  readonly top: string;
  readonly wired: boolean;
  /** The ports at the other ends of its wires: "enc.x, x.data". */
  readonly peers: string;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}
interface Peer extends Point {
  readonly name: string;
}
export interface PortedNode {
  readonly id: string;
  readonly category: Category | undefined;
  /** A bend, or a port of the group that is open. */
  readonly form?: 'dot' | 'tag' | undefined;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly box: Box;
}
export const CIRCLE = 74;
/** A bend: its middle lies on a line with the first sockets of cards on the grid. */
export const DOT = 18;
/** A card's first socket stands beside its title. */
const FIRST = 29;
const GAP = 20;
const STEEP = 1.15;
/** Objectives hang below their variables even when they stand far to the side. */
const LEANING = 0.3;

const middle = (b: Box): Point => ({ x: b.x + b.width / 2, y: b.y + Math.min(b.height, 60) / 2 });

function sideFacing(from: Point, peers: readonly Point[], usual: Side, steep: number): Side {
  if (peers.length === 0) return usual;
  // The nearest decides: between two far ends the mean may point at neither.
  const { dx, dy } = peers
    .map((p) => ({ dx: p.x - from.x, dy: p.y - from.y }))
    .reduce((a, b) => (Math.hypot(b.dx, b.dy) < Math.hypot(a.dx, a.dy) ? b : a));
  if (Math.abs(dy) > steep * Math.abs(dx)) return dy < 0 ? 'top' : 'bottom';
  // Data flows left to right unless the peer plainly stands on the other side.
  return usual === 'left' ? (dx > 60 ? 'right' : 'left') : dx < -60 ? 'left' : 'right';
}

const UNIT: Readonly<Record<Side, number>> = { right: 0, bottom: 90, left: 180, top: 270 };
const round = (v: number): string => `${Math.round(v * 10) / 10}px`;

/** Around a circle: spread about the middle of its side. */
function onCircle(side: Side, index: number, count: number, lean: number): { left: string; top: string } {
  const angle = ((UNIT[side] + lean + (index - (count - 1) / 2) * 34 * (side === 'left' || side === 'bottom' ? -1 : 1)) * Math.PI) / 180;
  const r = CIRCLE / 2;
  return { left: round(r + r * Math.cos(angle)), top: round(r + r * Math.sin(angle)) };
}
function onCard(side: Side, index: number, count: number, pill: boolean): { left: string; top: string } {
  if (side === 'left' || side === 'right') {
    const left = side === 'left' ? '0%' : '100%';
    return pill ? { left, top: `${((index + 1) * 100) / (count + 1)}%` } : { left, top: round(FIRST + index * GAP) };
  }
  return { left: `${((index + 1) * 100) / (count + 1)}%`, top: side === 'top' ? '0%' : '100%' };
}

/** The sockets of every node of a body, by node id. */
export function placeSockets(nodes: readonly PortedNode[], wires: readonly Wire[]): ReadonlyMap<string, readonly Socket[]> {
  const at = new Map(nodes.map((n) => [n.id, middle(n.box)]));
  const peers = new Map<string, Peer[]>();
  const note = (key: string, peer: End): void => {
    const point = at.get(peer.node);
    if (!point) return;
    const list = peers.get(key);
    if (list) list.push({ ...point, name: showEnd(peer) });
    else peers.set(key, [{ ...point, name: showEnd(peer) }]);
  };
  for (const { from, to } of wires) {
    note(`${from.node}>${from.port}`, to);
    note(`${to.node}<${to.port}`, from);
  }
  return new Map(nodes.map((n) => [n.id, socketsOf(n, at.get(n.id)!, peers)]));
}

const namesOf = (met: readonly Peer[] | undefined): string => (met ?? []).map((m) => m.name).join(', ');

function socketsOf(n: PortedNode, from: Point, peers: ReadonlyMap<string, readonly Peer[]>): readonly Socket[] {
  // Both sockets of a bend lie in its middle.
  if (n.form === 'dot')
    return [
      ...n.inputs.map((port): Socket => ({
        port,
        type: 'target',
        side: 'left',
        left: '50%',
        top: '50%',
        wired: peers.has(`${n.id}<${port}`),
        peers: namesOf(peers.get(`${n.id}<${port}`)),
      })),
      ...n.outputs.map((port): Socket => ({
        port,
        type: 'source',
        side: 'right',
        left: '50%',
        top: '50%',
        wired: peers.has(`${n.id}>${port}`),
        peers: namesOf(peers.get(`${n.id}>${port}`)),
      })),
    ];
  const circle = n.category === 'variable';
  const pill = n.category === 'objective' || n.form === 'tag';
  const facing = [
    ...n.inputs.map((port) => ({ port, type: 'target' as const, peers: peers.get(`${n.id}<${port}`), usual: 'left' as const })),
    ...n.outputs.map((port) => ({ port, type: 'source' as const, peers: peers.get(`${n.id}>${port}`), usual: 'right' as const })),
  ].map(({ port, type, peers: met, usual }) => {
    const steep = circle && port === 'variable' ? LEANING : STEEP;
    const side = sideFacing(from, met ?? [], usual, steep);
    const wired = met !== undefined;
    const names = (met ?? []).map((p) => p.name).join(', ');
    return { port, type, wired, peers: names, side: circle ? onVariable(port, side, wired) : side };
  });
  return facing.map((s) => {
    const row = facing.filter((o) => o.side === s.side);
    const index = row.indexOf(s);
    // Data comes to an observed variable from below left, clear of the model's own wires.
    const lean = circle && s.side === 'bottom' && s.port === 'data' ? 38 : 0;
    const place = circle ? onCircle(s.side, index, row.length, lean) : onCard(s.side, index, row.length, pill);
    return { ...s, ...place };
  });
}
/** Unwired sockets of a variable go where its kind of wire usually comes from. */
function onVariable(port: string, side: Side, wired: boolean): Side {
  if (port === 'data' && side === 'left') return 'bottom';
  if (wired) return side;
  if (port === 'regulariser') return 'bottom';
  return port === 'variable' ? 'bottom' : side;
}

export const sameSockets = (a: readonly Socket[], b: readonly Socket[]): boolean =>
  a.length === b.length &&
  a.every((s, i) => {
    const o = b[i]!;
    return s.port === o.port && s.type === o.type && s.side === o.side && s.peers === o.peers && s.left === o.left && s.top === o.top;
  });
