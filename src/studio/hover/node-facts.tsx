/** What a node costs: its parameters, its arithmetic, its share of a step's time. */
import type { ReactNode } from 'react';
import type { GraphNode } from '../../graph/model.ts';
import { useFlatId, usePlaceKind } from '../place.ts';
import { useDerived } from '../stores/derived.ts';
import { useExamining } from '../stores/examine.ts';
import { useRun } from '../stores/run.ts';
import { Rows } from './rows.tsx';
import { type Row, type TimeRow, timeRow, workRows } from './work-rows.ts';

/** The run is of another drawing than the one on the canvas. */
export function useStale(): boolean {
  const content = useDerived((s) => s.content);
  return useRun((s) => s.content !== undefined && s.content !== content);
}
export function useNodeRows(node: GraphNode): { readonly rows: readonly Row[]; readonly time: TimeRow } | undefined {
  const name = useFlatId(node.id);
  const compiled = useDerived((s) => s.compiled);
  const times = useRun((s) => s.times);
  const state = useRun((s) => s.status.state);
  const backend = useRun((s) => s.status.backend?.name);
  const stale = useStale();
  if (!compiled || compiled.learn.players.length === 0) return undefined;
  return { rows: workRows(compiled, name), time: timeRow(name, { times, state, backend, stale }) };
}
export function NodeFacts({ node }: { readonly node: GraphNode }): ReactNode {
  const layers = usePlaceKind() === 'network';
  useExamining(!layers);
  const facts = useNodeRows(node);
  if (layers) return <p className="note">Layers are counted and timed at the network that holds them.</p>;
  if (!facts) return <p className="note">Nothing is counted yet: the drawing does not learn.</p>;
  const { rows, time } = facts;
  return (
    <>
      <Rows rows={[...rows, time]} />
      {time.share !== undefined && (
        <div className="share-bar" aria-hidden="true">
          <i style={{ width: `${Math.min(100, 100 * time.share)}%` }} />
        </div>
      )}
    </>
  );
}
