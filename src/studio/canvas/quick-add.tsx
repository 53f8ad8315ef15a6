/** A box to add a node, or to find one, by typing. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Command } from '../../graph/commands.ts';
import type { End } from '../../graph/model.ts';
import { showEnd } from '../../graph/wires.ts';
import type { NodeDefinition } from '../../nodes/define.ts';
import { NODES } from '../../nodes/registry.ts';
import { connect, connectCommands, fits } from '../actions/connect.ts';
import { addNode } from '../actions/nodes.ts';
import { kindOfPort, titleOf } from '../facts.ts';
import { matches, ranked } from '../palette/search.ts';
import { type QuickAdd as Asked, useCanvas } from '../stores/canvas.ts';
import { bodyOf, graphNow, useGraph } from '../stores/document.ts';
import { select, session, useSession } from '../stores/session.ts';
import { intoWire, portsInto } from './into-wire.ts';

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly take: () => unknown;
}
/** The port of a new node that a waiting wire can end in. */
function fitting(d: NodeDefinition, asked: NonNullable<Asked['from']>): string | undefined {
  const body = bodyOf(graphNow(), session().within);
  const node = body.nodes.find((n) => n.id === asked.end.node);
  const kind = kindOfPort(node, asked.end.port, asked.side === 'output' ? 'outputs' : 'inputs');
  const ports = asked.side === 'output' ? d.inputs : d.outputs;
  return Object.entries(ports).find(([, p]) => p.kind === kind)?.[0];
}
const wiring =
  (asked: NonNullable<Asked['from']>, port: string) =>
  (id: string): readonly Command[] => {
    const end: End = { node: id, port };
    return asked.side === 'output' ? connectCommands(asked.end, end) : connectCommands(end, asked.end);
  };
/** Kinds of nodes that fit what is asked for, and how each would be wired. */
function kindsFor(asked: Asked, within: string | undefined, text: string): readonly Choice[] {
  const offered = ranked(
    [...NODES.values()].filter((d) => (d.layer === true) === (within !== undefined)),
    text,
  );
  return offered.flatMap((d): readonly Choice[] => {
    const { from, into } = asked;
    const port = from && fitting(d, from);
    if ((from && port === undefined) || (into && !portsInto(d.kind, into))) return [];
    const wires = from && port !== undefined ? wiring(from, port) : into && ((id: string) => intoWire(into, d.kind, id));
    return [{ key: d.kind, label: d.title, detail: d.summary, take: () => addNode(d.kind, asked.at, wires) }];
  });
}
/** Ports that are there already and that an open wire fits. */
function portsFor({ end, side }: NonNullable<Asked['from']>, text: string): readonly Choice[] {
  const { nodes } = bodyOf(graphNow(), session().within);
  return fits({ end, side }).flatMap((other): readonly Choice[] => {
    const node = nodes.find((n) => n.id === other.node);
    const name = showEnd(other);
    if (!node || (text !== '' && !matches(`${name} ${titleOf(node)}`, text))) return [];
    const definition = NODES.get(node.kind);
    const meaning = (side === 'output' ? definition?.inputs : definition?.outputs)?.[other.port]?.meaning ?? '';
    const take = (): boolean => (side === 'output' ? connect(end, other) : connect(other, end));
    return [{ key: `port ${name}`, label: name, detail: `${titleOf(node)}: ${meaning}`, take }];
  });
}

export function QuickAdd(): ReactNode {
  const asked = useCanvas((s) => s.quickAdd);
  return asked ? <Box key={`${asked.screen.x},${asked.screen.y}`} asked={asked} /> : null;
}
const close = (): void => {
  useCanvas.setState({ quickAdd: undefined });
  document.querySelector<HTMLElement>('.react-flow__pane')?.focus();
};

function Box({ asked }: { readonly asked: Asked }): ReactNode {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const graph = useGraph();
  const within = useSession((s) => s.within);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const choices = useMemo((): readonly Choice[] => {
    const kinds = kindsFor(asked, within, text).slice(0, 9);
    const ports = asked.from ? portsFor(asked.from, text).slice(0, 9) : [];
    const found =
      asked.from || asked.into || text === ''
        ? []
        : bodyOf(graph, within)
            .nodes.filter((n) => matches(`${titleOf(n)} ${n.id} ${n.kind}`, text))
            .slice(0, 6)
            .map((n): Choice => ({
              key: `go ${n.id}`,
              label: `${titleOf(n)} (${n.id})`,
              detail: 'Go to this node',
              take: () => {
                select([n.id]);
                useCanvas.getState().focus?.([n.id]);
              },
            }));
    return asked.existing ? [...ports, ...kinds] : [...kinds, ...ports, ...found];
  }, [text, graph, within, asked]);
  const take = (i: number): void => {
    const choice = choices[i];
    close();
    choice?.take();
  };
  const area = document.querySelector('.canvas')?.getBoundingClientRect();
  const left = Math.max(8, Math.min(asked.screen.x, (area?.width ?? 800) - 300));
  const top = Math.max(8, Math.min(asked.screen.y, (area?.height ?? 600) - 340));
  return (
    <div
      className="quick-add"
      style={{ left, top }}
      role="dialog"
      aria-label="Add or find a node"
      onBlur={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget)) useCanvas.setState({ quickAdd: undefined });
      }}
    >
      <input
        ref={input}
        role="combobox"
        aria-expanded="true"
        aria-controls="quick-add-list"
        aria-activedescendant={choices[at] ? `quick-${at}` : undefined}
        aria-label="Name of a node"
        placeholder={asked.from ? 'What should it be wired to?' : asked.into ? 'What should stand in the wire?' : 'Add or find a node…'}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setAt(0);
        }}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown') setAt((i) => Math.min(choices.length - 1, i + 1));
          else if (e.key === 'ArrowUp') setAt((i) => Math.max(0, i - 1));
          else if (e.key === 'Enter') take(at);
          else if (e.key === 'Escape') close();
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      />
      <ul id="quick-add-list" role="listbox" aria-label="Nodes">
        {choices.map((c, i) => (
          <li
            key={c.key}
            id={`quick-${i}`}
            role="option"
            aria-selected={i === at}
            onMouseEnter={() => setAt(i)}
            onMouseDown={(e) => {
              e.preventDefault();
              take(i);
            }}
          >
            <b>{c.label}</b>
            <small>{c.detail}</small>
          </li>
        ))}
        {choices.length === 0 && <li className="none">No node fits that.</li>}
      </ul>
    </div>
  );
}
