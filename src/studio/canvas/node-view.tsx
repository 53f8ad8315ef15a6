/** A node on the canvas: circles for variables, pills for objectives, paper for notes, cards for the rest. */
import type { NodeProps } from '@xyflow/react';
import { type ReactNode, memo } from 'react';
import { showSpace } from '../../graph/space.ts';
import type { GraphNode } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { kindOfPort, titleOf } from '../facts.ts';
import { useCanvas } from '../stores/canvas.ts';
import { useDerived } from '../stores/derived.ts';
import { useHighlight } from '../stores/highlight.ts';
import { useSession } from '../stores/session.ts';
import { Card } from './card.tsx';
import { Circle } from './circle.tsx';
import { Paper } from './paper.tsx';
import { Pill } from './pill.tsx';
import { SocketView } from './socket.tsx';
import { useSocketsMoved } from './sockets-moved.ts';
import type { GraphFlowNode } from './use-flow.ts';
import { nodeWords, portWords } from './words.ts';

/** Spaces of a node's ports, as one string: equal strings, no new drawing. */
function usePortSpaces(node: GraphNode): string {
  return useDerived((s) => {
    const d = NODES.get(node.kind);
    if (!d || !s.compiled) return '';
    return [...Object.keys(d.inputs), ...Object.keys(d.outputs)]
      .map((port) => {
        const space = s.compiled?.spaces.get(`${node.id}.${port}`);
        return space ? `${port}=${showSpace(space)}` : '';
      })
      .filter(Boolean)
      .join('|');
  });
}
function useSeverity(id: string): 'error' | 'warning' | 'info' | undefined {
  const within = useSession((s) => s.within);
  return useDerived((s) => {
    const own = s.diagnostics.filter((d) => d.node === id && d.within === within);
    return own.find((d) => d.severity === 'error')?.severity ?? own.find((d) => d.severity === 'warning')?.severity ?? own[0]?.severity;
  });
}

export const NodeView = memo(function NodeView({ id, data, selected }: NodeProps<GraphFlowNode>): ReactNode {
  const { node, sockets } = data;
  useSocketsMoved(id, sockets);
  const spaces = usePortSpaces(node);
  const severity = useSeverity(id);
  const lit = useHighlight((s) => s.nodes.has(id));
  const dim = useCanvas((s) => s.fitting !== undefined && !s.fitting.nodes.has(id));
  const definition = NODES.get(node.kind);
  const category = definition?.category;
  const title = titleOf(node);
  const bySpace = new Map(spaces.split('|').map((s) => [s.slice(0, s.indexOf('=')), s.slice(s.indexOf('=') + 1)]));
  const View = category === 'variable' ? Circle : category === 'objective' ? Pill : category === 'note' ? Paper : Card;
  return (
    <div
      className={`node node-${category ?? 'unknown'}${selected ? ' selected' : ''}${node.muted ? ' muted' : ''}${dim ? ' dim' : ''}${lit ? ' lit' : ''}`}
      data-kind={node.kind}
      data-severity={severity}
      title={definition ? undefined : `${node.kind}: not known to this version, kept as it is`}
    >
      <View
        node={node}
        title={title}
        spaces={bySpace}
        known={definition !== undefined}
        below={sockets.some((s) => s.side === 'bottom' && s.wired && s.port !== 'data')}
      />
      {sockets.map((s) => {
        const side = s.type === 'source' ? 'outputs' : 'inputs';
        const kind = kindOfPort(node, s.port, side) ?? 'value';
        const meaning = definition?.[side][s.port]?.meaning;
        const space = bySpace.get(s.port);
        return (
          <SocketView
            key={`${s.type}${s.port}`}
            socket={s}
            kind={kind}
            node={id}
            words={portWords(node, s, kind)}
            single={definition?.inputs[s.port]?.arity !== 'many'}
            title={[`${s.port} (${kind})`, meaning, space].filter(Boolean).join('\n')}
          />
        );
      })}
      <p id={`about-${id}`} hidden>
        {nodeWords(node, sockets, severity)}
      </p>
      {severity && severity !== 'info' && (
        <span className={`node-flag ${severity}`} title={severity === 'error' ? 'Something is wrong here' : 'Worth a look'} />
      )}
    </div>
  );
});
export interface NodeFaceProps {
  readonly node: GraphNode;
  readonly title: string;
  readonly spaces: ReadonlyMap<string, string>;
  readonly known: boolean;
  /** A wired socket is at the bottom. */
  readonly below: boolean;
}
