/** An objective: its name and what it is now. */
import type { ReactNode } from 'react';
import { figure } from '../facts.ts';
import { useDerived } from '../stores/derived.ts';
import { useRun } from '../stores/run.ts';
import type { NodeFaceProps } from './node-view.tsx';

export function Pill({ node, title }: NodeFaceProps): ReactNode {
  const loss = useDerived((s) => s.compiled?.learn.players.flatMap((p) => p.losses).find((l) => l.node === node.id)?.name);
  const value = useRun((s) => {
    const last = s.metrics.at(-1)?.values;
    const v = last && (last[`loss.${node.id}`] ?? (loss === undefined ? undefined : (last[loss] ?? last[`loss.${loss}`])));
    return v === undefined ? undefined : figure(v);
  });
  return (
    <div className="pill">
      {title}
      {value !== undefined && <span title="loss, nats per example">{value}</span>}
    </div>
  );
}
