/** Everything that is no variable: a title, one line of facts, and a picture of what the node holds. */
import { type ReactNode, useMemo } from 'react';
import { mainSetting, paramCounts, short, symbolOf, trainedNodes } from '../facts.ts';
import { bodyOf, useDocument } from '../stores/document.ts';
import { useDerived } from '../stores/derived.ts';
import { useSession } from '../stores/session.ts';
import { CardPicture } from './card-picture.tsx';
import type { NodeFaceProps } from './node-view.tsx';

export function Card({ node, title, spaces, known }: NodeFaceProps): ReactNode {
  const within = useSession((s) => s.within);
  const symbol = useDocument((s) => symbolOf(bodyOf(s.history.present.graph, within), node));
  const count = useDerived((s) => (s.compiled ? paramCounts(s.compiled).get(node.id) : undefined));
  const trains = useDerived((s) => (s.compiled && node.kind === 'Optimiser' ? trainedNodes(s.compiled, node.id).join(', ') : undefined));
  const setting = useMemo(() => mainSetting(node), [node]);
  const space = node.kind === 'Dataset' ? spaces.get('x') : undefined;
  const rate = node.params['rate'];
  const facts = known
    ? [
        symbol,
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
