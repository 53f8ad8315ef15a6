/** A node on the canvas: circles for variables, pills for objectives, paper for notes, cards for the rest. */
import type { NodeProps } from '@xyflow/react';
import { type ReactNode, memo } from 'react';
import { showSpace } from '../../graph/space.ts';
import type { GraphNode } from '../../graph/model.ts';
import { GROUP, isBorder, REROUTE } from '../../graph/groups/kinds.ts';
import type { KindShape } from '../../graph/vocabulary.ts';
import { titleOf } from '../facts.ts';
import { localNode, spaceAt, useFlatId, useShape } from '../place.ts';
import { graphNow } from '../stores/document.ts';
import { useCanvas } from '../stores/canvas.ts';
import { useDerived } from '../stores/derived.ts';
import { useHighlight } from '../stores/highlight.ts';
import { useWhere } from '../where.tsx';
import { Card } from './card.tsx';
import { Circle } from './circle.tsx';
import { Paper } from './paper.tsx';
import { Pill } from './pill.tsx';
import { Dot, PortTag } from './conduits.tsx';
import type { Corner } from './placing.ts';
import { SocketPlace, SocketView } from './socket.tsx';
import { useSocketsMoved } from './sockets-moved.ts';
import type { GraphFlowNode } from './use-flow.ts';
import { nodeWords, portWords } from './words.ts';

/** Spaces of a node's ports, as one string: equal strings, no new drawing. */
function usePortSpaces(node: GraphNode, shape: KindShape | undefined): string {
  const id = useFlatId(node.id);
  // not a listener of the drawing: it changes with every step, and spaces come from what was compiled
  return useDerived((s) => {
    if (!shape || !s.compiled) return '';
    return [...Object.keys(shape.inputs), ...Object.keys(shape.outputs)]
      .map((port) => {
        const space = spaceAt(graphNow(), s.compiled, id, port);
        return space ? `${port}=${showSpace(space)}` : '';
      })
      .filter(Boolean)
      .join('|');
  });
}
/** How badly something is wrong with the node, or with what it holds. */
function useSeverity(id: string): 'error' | 'warning' | 'info' | undefined {
  const { within, path } = useWhere();
  return useDerived((s) => {
    const own = s.diagnostics.filter((d) => localNode(d, path, within) === id);
    return own.find((d) => d.severity === 'error')?.severity ?? own.find((d) => d.severity === 'warning')?.severity ?? own[0]?.severity;
  });
}

type Props = NodeProps<GraphFlowNode>;
/** React Flow tells where a node stands, too; it is moved without being drawn again. */
const alike = (a: Props, b: Props): boolean => a.id === b.id && a.data === b.data && a.selected === b.selected;

export const NodeView = memo(function NodeView({ id, data, selected }: Props): ReactNode {
  const { node, sockets } = data;
  useSocketsMoved(id, sockets);
  const definition = useShape(node);
  const spaces = usePortSpaces(node, definition);
  const severity = useSeverity(id);
  const { within, path } = useWhere();
  const lit = useHighlight((s) => [...s.nodes].some((n) => localNode({ node: n }, path, within) === id));
  const reached = useCanvas((s) => s.detail === 'full' || s.entered === id);
  const dim = useCanvas((s) => s.fitting !== undefined && !s.fitting.nodes.has(id));
  const category = definition?.category;
  const title = titleOf(node);
  const bySpace = new Map(spaces.split('|').map((s) => [s.slice(0, s.indexOf('=')), s.slice(s.indexOf('=') + 1)]));
  const View =
    node.kind === REROUTE
      ? Dot
      : isBorder(node)
        ? PortTag
        : category === 'variable'
          ? Circle
          : category === 'objective'
            ? Pill
            : category === 'note'
              ? Paper
              : Card;
  return (
    <div
      className={`node node-${category ?? 'unknown'}${node.kind === GROUP ? ' node-group' : ''}${selected ? ' selected' : ''}${node.muted ? ' muted' : ''}${dim ? ' dim' : ''}${lit ? ' lit' : ''}${reached ? ' reached' : ''}`}
      data-kind={node.kind}
      data-severity={severity}
      title={definition ? undefined : `${node.kind}: not known to this version, kept as it is`}
    >
      <View
        node={node}
        title={title}
        spaces={bySpace}
        known={definition !== undefined}
        picture={data.picture}
        below={sockets.some((s) => s.side === 'bottom' && s.wired && s.port !== 'data')}
      />
      {sockets.map((s) => {
        if (!reached) return <SocketPlace key={`${s.type}${s.port}`} socket={s} />;
        const side = s.type === 'source' ? 'outputs' : 'inputs';
        const kind = definition?.[side][s.port]?.kind ?? 'value';
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
}, alike);
export interface NodeFaceProps {
  readonly node: GraphNode;
  readonly title: string;
  readonly spaces: ReadonlyMap<string, string>;
  readonly known: boolean;
  /** A wired socket is at the bottom. */
  readonly below: boolean;
  /** Where a circle's picture lies. */
  readonly picture: Corner | undefined;
}
