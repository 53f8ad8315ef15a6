/** A node's ports: what they carry, what they are wired to, and wiring by keyboard. */
import { type ReactNode, useRef, useState } from 'react';
import { type Wire, type GraphNode } from '../../graph/model.ts';
import { showSpace } from '../../graph/space.ts';
import { showEnd, wireKey } from '../../graph/wires.ts';
import type { InputPort, KindShape, OutputPort } from '../../graph/vocabulary.ts';
import { connect, disconnect, sourcesFor } from '../actions/connect.ts';
import { spaceAt, useFlatId } from '../place.ts';
import { SocketIcon } from '../parts/socket-shape.tsx';
import { bodyOf, useGraph } from '../stores/document.ts';
import { useDerived } from '../stores/derived.ts';
import { useCanvas } from '../stores/canvas.ts';
import { select, useSession } from '../stores/session.ts';
import { Section } from './section.tsx';

export function Ports({
  node,
  definition,
}: {
  readonly node: GraphNode;
  readonly definition: Pick<KindShape, 'inputs' | 'outputs'>;
}): ReactNode {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  const { wires } = bodyOf(graph, within);
  return (
    <Section title="Wires">
      <div className="ports">
        {Object.entries(definition.inputs).map(([port, spec]) => (
          <Port
            key={`in ${port}`}
            node={node.id}
            port={port}
            spec={spec}
            wires={wires.filter((w) => w.to.node === node.id && w.to.port === port)}
          />
        ))}
        {Object.entries(definition.outputs).map(([port, spec]) => (
          <Port
            key={`out ${port}`}
            node={node.id}
            port={port}
            spec={spec}
            wires={wires.filter((w) => w.from.node === node.id && w.from.port === port)}
          />
        ))}
      </div>
    </Section>
  );
}
interface PortProps {
  readonly node: string;
  readonly port: string;
  readonly spec: InputPort | OutputPort;
  readonly wires: readonly Wire[];
}
function Port({ node, port, spec, wires }: PortProps): ReactNode {
  const graph = useGraph();
  const name = useFlatId(node);
  const space = useDerived((s) => {
    const found = spaceAt(graph, s.compiled, name, port);
    return found && showSpace(found);
  });
  const input = 'arity' in spec ? spec : undefined;
  const full = input !== undefined && input.arity !== 'many' && wires.length > 0;
  return (
    <div className="port" title={spec.meaning}>
      <SocketIcon kind={spec.kind} />
      <span className="port-name">
        {port}
        <small>{input ? (input.arity === 'optional' ? 'in, optional' : input.arity === 'many' ? 'in, any number' : 'in') : 'out'}</small>
      </span>
      <span className="port-carries">{space ?? <small>{spec.kind}</small>}</span>
      <div className="port-wires">
        {wires.map((w) => {
          const other = input ? w.from : w.to;
          return (
            <span key={wireKey(w)} className="name-chip">
              <button
                type="button"
                className="link"
                onClick={() => {
                  select([other.node]);
                  useCanvas.getState().focus?.([other.node]);
                }}
              >
                {input ? '← ' : '→ '}
                {showEnd(other)}
              </button>
              <button type="button" aria-label={`Cut the wire to ${showEnd(other)}`} onClick={() => disconnect([w])}>
                ×
              </button>
            </span>
          );
        })}
        {input && !full && <Attach node={node} port={port} spec={input} first={wires.length === 0} />}
      </div>
    </div>
  );
}
/** The list goes when its port is taken: people who wire by keyboard go on with the next one. */
const focusNext = (): void => {
  window.requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('#inspector-panel .attach')?.focus();
  });
};

/** The sources that fit, in a list: wiring without a mouse. */
function Attach({
  node,
  port,
  spec,
  first,
}: {
  readonly node: string;
  readonly port: string;
  readonly spec: InputPort;
  readonly first: boolean;
}): ReactNode {
  const [chosen, setChosen] = useState('');
  const browsing = useRef(false);
  const to = { node, port };
  const sources = sourcesFor(to);
  if (sources.length === 0) return first ? <small className="hint">no {spec.kind} to wire it to yet</small> : null;
  const take = (end: string): void => {
    setChosen('');
    const from = sources.find((s) => showEnd(s) === end);
    if (from && connect(from, to)) focusNext();
  };
  return (
    <select
      className="field attach"
      aria-label={`Wire ${node}.${port} from`}
      title="Enter takes what is chosen"
      value={chosen}
      onPointerDown={() => {
        browsing.current = false;
      }}
      onKeyDown={(e) => {
        if (e.key === 'Enter' && chosen !== '') {
          e.preventDefault();
          take(chosen);
        } else if (e.key === 'Escape') setChosen('');
        else browsing.current = e.key !== 'Enter' && e.key !== ' ' && e.key !== 'Tab';
      }}
      onBlur={() => setChosen('')}
      onChange={(e) => {
        // The arrow keys walk through the list; only Enter takes. The mouse takes at once.
        if (browsing.current) setChosen(e.target.value);
        else take(e.target.value);
      }}
    >
      <option value="">wire from…</option>
      {sources.map((s) => (
        <option key={showEnd(s)} value={showEnd(s)}>
          {showEnd(s)}
        </option>
      ))}
    </select>
  );
}
