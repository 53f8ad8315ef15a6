/** A port on a node's rim. */
import { Handle, Position } from '@xyflow/react';
import { type ReactNode, memo } from 'react';
import type { WireKind } from '../../graph/vocabulary.ts';
import { SocketShape } from '../parts/socket-shape.tsx';
import type { Side, Socket } from './ports.ts';

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
}
export const SocketView = memo(function SocketView({ socket, kind, title }: Props): ReactNode {
  return (
    <Handle
      id={socket.port}
      type={socket.type}
      position={POSITION[socket.side]}
      className={`socket socket-${socket.side}${socket.wired ? '' : ' unwired'}`}
      style={{ left: socket.left, top: socket.top }}
      title={title}
      data-kind={kind}
    >
      <svg viewBox="0 0 14 14" width={14} height={14} aria-hidden="true">
        <SocketShape kind={kind} />
      </svg>
      <span className="socket-name">{socket.port}</span>
    </Handle>
  );
});
