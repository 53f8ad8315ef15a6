/** Nodes and ports in words, for screen readers. */
import type { GraphNode } from '../../graph/model.ts';
import type { InputPort, WireKind } from '../../graph/vocabulary.ts';
import { shapeNow } from '../place.ts';
import type { Socket } from './ports.ts';

const NEED: Readonly<Record<InputPort['arity'], string>> = { one: 'needs a wire', optional: 'optional', many: 'takes any number' };

/** "input p of z, distribution, wired from prior.out" */
export function portWords(node: GraphNode, socket: Socket, kind: WireKind): string {
  const side = socket.type === 'target' ? 'input' : 'output';
  const arity = shapeNow(node)?.inputs[socket.port]?.arity;
  const state =
    socket.peers !== ''
      ? `wired ${side === 'input' ? 'from' : 'to'} ${socket.peers}`
      : side === 'input' && arity !== undefined
        ? `not wired, ${NEED[arity]}`
        : 'not wired';
  return `${side} ${socket.port} of ${node.id}, ${kind}, ${state}`;
}
/** What a node is and how it is wired, in one breath. */
export function nodeWords(node: GraphNode, sockets: readonly Socket[], severity: 'error' | 'warning' | 'info' | undefined): string {
  const definition = shapeNow(node);
  const wired = sockets.filter((s) => s.peers !== '');
  const from = wired.filter((s) => s.type === 'target').map((s) => `${s.port} from ${s.peers}`);
  const to = wired.filter((s) => s.type === 'source').map((s) => `${s.port} to ${s.peers}`);
  return [
    definition ? `${definition.category}.` : `${node.kind}, not known to this version.`,
    node.muted ? 'Muted.' : '',
    severity === 'error' ? 'Something is wrong here.' : severity === 'warning' ? 'Worth a look.' : '',
    from.length > 0 ? `Inputs: ${from.join('; ')}.` : definition && Object.keys(definition.inputs).length > 0 ? 'No input is wired.' : '',
    to.length > 0 ? `Outputs: ${to.join('; ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
