/** What only passes wires on: a bend, and the ports of a group seen from inside. */
import type { CSSProperties, ReactNode } from 'react';
import { GROUP_INPUT, IN, OUT } from '../../graph/groups/kinds.ts';
import { useShape } from '../place.ts';
import type { NodeFaceProps } from './node-view.tsx';

/** A small dot in the colour of the wire; its sockets lie under it. */
export function Dot({ node }: NodeFaceProps): ReactNode {
  const shape = useShape(node);
  const kind = shape?.free === true ? undefined : shape?.outputs[OUT]?.kind;
  // React has no type for properties of our own.
  const fill = kind === undefined ? undefined : { '--fill': `var(--${kind})` };
  return <div className="dot" style={fill as CSSProperties | undefined} title="A bend in the wire: drag it, double-click to straighten" />;
}

/** A tag at the border of the group: its name is the name of the port. */
export function PortTag({ node, title }: NodeFaceProps): ReactNode {
  const shape = useShape(node);
  const input = node.kind === GROUP_INPUT;
  const port = input ? shape?.outputs[OUT] : shape?.inputs[IN];
  return (
    <div className={`port-tag ${input ? 'enters' : 'leaves'}`} title={port?.meaning}>
      <small>{input ? 'in' : 'out'}</small>
      {title}
    </div>
  );
}
