/** Data was dropped, and several Datasets could take it, or none is there. */
import type { ReactNode } from 'react';
import { loadData } from '../actions/data.ts';
import { useWaitingData } from '../actions/files.ts';
import { addNode } from '../actions/nodes.ts';
import { titleOf } from '../facts.ts';
import { useFlatGraph } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { Dialog } from './dialog.tsx';

const close = (): void => useWaitingData.setState({ given: [] });

export function WhichDataset(): ReactNode {
  const given = useWaitingData((s) => s.given);
  const graph = useFlatGraph();
  if (given.length === 0) return null;
  const take = (node: string | undefined): void => {
    close();
    if (node !== undefined) void loadData(node, given);
  };
  const names = given.length === 1 ? given[0]!.name : `${given.length} files`;
  const datasets = graph.nodes.filter((n) => n.kind === 'Dataset');
  return (
    <Dialog title="Which Dataset is it for?" close={close}>
      <p>{names}: the data stays in this browser, and the node you choose reads it instead of what it reads now.</p>
      <div className="choices">
        {datasets.map((n) => (
          <button key={n.id} type="button" onClick={() => take(n.id)}>
            <b>{titleOf(n)}</b>
            <span>{n.id}</span>
          </button>
        ))}
        <button
          type="button"
          onClick={() => {
            session().set({ within: undefined, path: [] });
            take(addNode('Dataset'));
          }}
        >
          <b>A new Dataset</b>
          <span>added in the middle of the canvas</span>
        </button>
      </div>
    </Dialog>
  );
}
