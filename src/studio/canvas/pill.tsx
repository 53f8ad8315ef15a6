/** An objective: its name and what it is now. */
import type { ReactNode } from 'react';
import { figure } from '../facts.ts';
import { useFlatId } from '../place.ts';
import { useDerived } from '../stores/derived.ts';
import { useRun } from '../stores/run.ts';
import type { NodeFaceProps } from './node-view.tsx';

export function Pill({ node, title }: NodeFaceProps): ReactNode {
  const id = useFlatId(node.id);
  const compiled = useDerived((s) => s.compiled);
  const losses = compiled?.learn.players.flatMap((p) => p.losses).filter((l) => l.node === id) ?? [];
  const value = useRun((s) => {
    const last = s.metrics.at(-1)?.values;
    const known = losses.map((l) => last?.[l.report]).filter((v) => v !== undefined);
    return known.length > 0 ? known.map((v) => figure(v)).join(' · ') : undefined;
  });
  const units = [...new Set(losses.map((l) => l.unit))].join(', ');
  return (
    <div className="pill">
      {title}
      {value !== undefined && <span title={`loss, ${units}`}>{value}</span>}
    </div>
  );
}
