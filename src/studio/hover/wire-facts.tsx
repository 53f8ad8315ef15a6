/** What a wire carries: its Space in words and, where that is values, how they are spread at the moment. */
import { type ReactNode, useEffect, useState } from 'react';
import { type Statistics, statisticsOf } from '../../data/statistics.ts';
import { flat, flatten } from '../../graph/groups/flatten.ts';
import type { GraphNode, Wire } from '../../graph/model.ts';
import { type Space, showSpace } from '../../graph/space.ts';
import type { WireKind } from '../../graph/vocabulary.ts';
import { columnOf } from '../examples.ts';
import { countOf, figure, short } from '../facts.ts';
import { spaceAt, useFlatId, usePlaceKind } from '../place.ts';
import { useDerived } from '../stores/derived.ts';
import { useGraph } from '../stores/document.ts';
import { useExamining } from '../stores/examine.ts';
import { useRun } from '../stores/run.ts';
import { HistogramView } from './histogram.tsx';
import { useStale } from './node-facts.tsx';
import { Rows } from './rows.tsx';
import { answers } from './work-rows.ts';
import { carries, exampleWords, sourceWords, statisticsRows } from './wire-words.ts';

/** Examples that are looked at before anything runs. */
const EXAMPLES = 1000;

interface Props {
  readonly wire: Wire;
  readonly kind: WireKind;
}
export function WireFacts({ wire, kind }: Props): ReactNode {
  const graph = useGraph();
  const { node, port } = wire.from;
  const name = useFlatId(node);
  const key = `${name}.${port}`;
  const output = flatten(graph).ports.get(key) ?? key;
  const layers = usePlaceKind() === 'network';
  const space = useDerived((s) => (layers ? undefined : spaceAt(graph, s.compiled, name, port)));
  return (
    <>
      <p className="note">
        {carries(kind)} {layers ? '' : exampleWords(kind, space)}
      </p>
      {space && (kind === 'value' || kind === 'distribution') && <p className="fact-space">{showSpace(space)}</p>}
      {kind === 'value' && !layers && space && <Carried output={output} />}
      {kind === 'network' && <NetworkSize name={name} />}
      {kind === 'objective' && <Losses name={output.slice(0, output.lastIndexOf('.'))} />}
    </>
  );
}
function NetworkSize({ name }: { readonly name: string }): ReactNode {
  const count = useDerived((s) => s.compiled && countOf(s.compiled, name));
  return count ? (
    <Rows rows={[{ name: 'Weights', value: short(count), meaning: `${count} numbers; every use of the network shares them` }]} />
  ) : null;
}
function Losses({ name }: { readonly name: string }): ReactNode {
  const compiled = useDerived((s) => s.compiled);
  const last = useRun((s) => s.metrics.at(-1));
  const losses = compiled?.learn.players.flatMap((p) => p.losses).filter((l) => l.node === name) ?? [];
  const rows = losses.flatMap((l) => {
    const value = last?.values[l.report];
    return value === undefined ? [] : [{ name: l.name, value: figure(value), beside: l.unit, meaning: `At step ${last?.step}` }];
  });
  return rows.length > 0 ? <Rows rows={rows} /> : <p className="note">Train or Step (.) to see its value.</p>;
}

interface Found {
  readonly statistics: Statistics;
  readonly space: Space;
  readonly words: string;
  readonly symbols?: readonly string[] | undefined;
}
function Carried({ output }: { readonly output: string }): ReactNode {
  useExamining(false, output);
  const stale = useStale();
  const told = useRun((s) => s.carried.get(output));
  const awaited = useRun((s) => answers({ state: s.status.state, backend: s.status.backend?.name }));
  const data = useDataOf(output);
  const live: Found | undefined =
    told && 'statistics' in told
      ? { statistics: told.statistics, space: told.space, words: sourceWords(told.examples, told.step, told.side), symbols: data?.symbols }
      : undefined;
  // what the run tells stands before what the data are like
  const found = live ?? data;
  if (!found) {
    if (told && 'why' in told) return <p className="note">No numbers to show: {told.why}.</p>;
    return <p className="note">{awaited ? 'Looking…' : 'Train or Step (.) to see what flows here.'}</p>;
  }
  const { values } = found.space;
  const whole = values.kind === 'binary' || ('k' in values && found.statistics.histogram.counts.length === values.k);
  return (
    <>
      <HistogramView histogram={found.statistics.histogram} whole={whole} />
      <Rows paired rows={statisticsRows(found.statistics, found.space, found.symbols)} />
      <p className="fact-source">
        {found.words}
        {stale && live ? '; the drawing has changed since' : ''}
      </p>
    </>
  );
}

/** The node of data behind an output: the Dataset itself, or the one that a variable is clamped to. */
function dataBehind(nodes: readonly GraphNode[], wires: readonly Wire[], output: string): { node: GraphNode; column: string } | undefined {
  const dot = output.lastIndexOf('.');
  const [id, port] = [output.slice(0, dot), output.slice(dot + 1)];
  const node = nodes.find((n) => n.id === id);
  if (node?.kind === 'Dataset') return { node, column: port };
  const wire = port === 'variable' ? undefined : wires.find((w) => w.to.node === id && w.to.port === 'data');
  const source = wire && nodes.find((n) => n.id === wire.from.node && n.kind === 'Dataset');
  return wire && source && { node: source, column: wire.from.port };
}
/** Statistics of data that Wellspring makes itself: there before anything runs. */
function useDataOf(output: string): Found | undefined {
  const { nodes, wires } = flat(useGraph());
  const behind = dataBehind(nodes, wires, output);
  const [params, column] = [behind?.node.params, behind?.column];
  const [found, setFound] = useState<{ readonly params: unknown; readonly column: string; readonly found: Found }>();
  useEffect(() => {
    if (!params || column === undefined) return undefined;
    let wanted = true;
    void columnOf(params, EXAMPLES, column).then((picture) => {
      if (!wanted || !picture) return;
      const { space, data, n, symbols } = picture;
      const statistics = statisticsOf(data, space.values);
      setFound({ params, column, found: { statistics, space, words: sourceWords(n, undefined, 'data'), symbols } });
    });
    return () => {
      wanted = false;
    };
  }, [params, column]);
  return found && found.params === params && found.column === column ? found.found : undefined;
}
