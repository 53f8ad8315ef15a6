/** Everything that is no variable: a title, one line of facts, and a picture of what the node holds. */
import { type ReactNode, useMemo } from 'react';
import { flat } from '../../graph/groups/flatten.ts';
import { definitionOf, insideOf, isBorder, usesOf } from '../../graph/groups/kinds.ts';
import type { Graph, GraphNode } from '../../graph/model.ts';
import { countOf, mainSetting, short, symbolOf, trainedNodes } from '../facts.ts';
import { placeKind, useFlatId } from '../place.ts';
import { useDocument } from '../stores/document.ts';
import { useDerived } from '../stores/derived.ts';
import { useWhere } from '../where.tsx';
import { CardPicture } from './card-picture.tsx';
import type { NodeFaceProps } from './node-view.tsx';

/** A layer stands in no drawing of variables; everything else is seen as programs see it. */
function symbolIn(graph: Graph, within: string | undefined, id: string, node: GraphNode): string | undefined {
  if (placeKind(graph, within) === 'network') return undefined;
  const prefix = id.slice(0, id.length - node.id.length);
  const symbol = symbolOf(flat(graph), id === node.id ? node : { ...node, id });
  // Inside a group its own variables go by their short names.
  return prefix === '' ? symbol : symbol?.replaceAll(prefix, '');
}
function holdsOf(graph: Graph, node: GraphNode): string | undefined {
  const inside = definitionOf(graph, node);
  if (!inside) return undefined;
  const n = inside.nodes.filter((inner) => !isBorder(inner)).length;
  const uses = usesOf(graph, insideOf(node) ?? '').length;
  return `${n} ${n === 1 ? 'node' : 'nodes'}${uses > 1 ? ` · used ${uses} times` : ''}`;
}

export function Card({ node, title, spaces, known }: NodeFaceProps): ReactNode {
  const { within } = useWhere();
  const id = useFlatId(node.id);
  const symbol = useDocument((s) => symbolIn(s.history.present.graph, within, id, node));
  const holds = useDocument((s) => holdsOf(s.history.present.graph, node));
  const count = useDerived((s) => (s.compiled ? countOf(s.compiled, id) : undefined));
  const trains = useDerived((s) => (s.compiled && node.kind === 'Optimiser' ? trainedNodes(s.compiled, id).join(', ') : undefined));
  const setting = useMemo(() => mainSetting(node), [node]);
  const space = node.kind === 'Dataset' ? spaces.get('x') : undefined;
  const rate = node.params['rate'];
  const facts = known
    ? [
        symbol,
        holds,
        space,
        node.kind === 'Optimiser' ? undefined : setting,
        typeof rate === 'number' && node.kind === 'Optimiser' ? `rate ${rate}` : undefined,
        trains ? `trains ${trains}` : undefined,
        count !== undefined && count >= 32 ? short(count) : undefined,
      ].filter((f) => f !== undefined)
    : ['not known here, kept as it is'];
  return (
    <div className="card">
      <div className="card-title">
        <i className="card-dot" />
        <span>{title}</span>
        {node.muted && <em>muted</em>}
      </div>
      {!node.collapsed && facts.length > 0 && <div className="card-facts">{facts.join(' · ')}</div>}
      {!node.collapsed && <CardPicture node={node} />}
    </div>
  );
}
