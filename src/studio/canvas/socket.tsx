/** A port on a node's rim. */
import { Handle, Position } from '@xyflow/react';
import { type ReactNode, memo } from 'react';
import type { WireKind } from '../../graph/vocabulary.ts';
import { SocketShape } from '../parts/socket-shape.tsx';
import { useCanvas } from '../stores/canvas.ts';
import type { Side, Socket } from './ports.ts';
import { lift, wireInto } from './use-connecting.ts';

const POSITION: Readonly<Record<Side, Position>> = {
  left: Position.Left,
  right: Position.Right,
  top: Position.Top,
  bottom: Position.Bottom,
};

interface Props {
  readonly socket: Socket;
  readonly kind: WireKind;
  /** What the port is for, and what it carries. */
  readonly title: string;
  readonly node: string;
  /** Its name for screen readers. */
  readonly words: string;
  /** An input that takes one wire. */
  readonly single: boolean;
}
export const SocketView = memo(function SocketView({ socket, kind, title, node, words, single }: Props): ReactNode {
  const side = socket.type === 'source' ? 'output' : 'input';
  const fit = useCanvas((s) =>
    s.fitting === undefined ? '' : s.fitting.side === side && s.fitting.ends.has(`${node}.${socket.port}`) ? ' fit' : ' unfit',
  );
  // A wire in an input that takes one is taken off by it; elsewhere a new wire begins.
  const holds = socket.type === 'target' && socket.wired && single;
  return (
    <Handle
      id={socket.port}
      type={socket.type}
      position={POSITION[socket.side]}
      className={`socket socket-${socket.side}${socket.wired ? '' : ' unwired'}${holds ? ' holds' : ''}${fit}`}
      isConnectableStart={!holds}
      onMouseDown={(e) => {
        const wire = holds && e.button === 0 ? wireInto({ node, port: socket.port }) : undefined;
        if (wire) lift(wire, e);
      }}
      onTouchStart={(e) => {
        const wire = holds ? wireInto({ node, port: socket.port }) : undefined;
        const touch = e.touches[0];
        if (wire && touch) lift(wire, touch);
      }}
      style={{ left: socket.left, top: socket.top }}
      title={title}
      data-kind={kind}
      role="button"
      aria-label={words}
      tabIndex={-1}
    >
      <svg viewBox="0 0 14 14" width={14} height={14} aria-hidden="true">
        <SocketShape kind={kind} />
      </svg>
      <span className="socket-name">{socket.port}</span>
    </Handle>
  );
});
/** From far away nobody sees a socket, but React Flow goes by where it lies: its place, without all that makes it one. */
export const SocketPlace = memo(function SocketPlace({ socket }: { readonly socket: Socket }): ReactNode {
  return (
    <i
      className={`react-flow__handle socket socket-${socket.side} ${socket.type}`}
      data-handleid={socket.port}
      data-handlepos={POSITION[socket.side]}
      style={{ left: socket.left, top: socket.top }}
    />
  );
});
