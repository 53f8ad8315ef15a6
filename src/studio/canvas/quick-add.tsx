/** A box to add a node, or to find one, by typing. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { End, Wire } from '../../graph/model.ts';
import type { NodeDefinition } from '../../nodes/define.ts';
import { NODES } from '../../nodes/registry.ts';
import { addNode } from '../actions/nodes.ts';
import { kindOfPort, titleOf } from '../facts.ts';
import { matches, ranked } from '../palette/search.ts';
import { type QuickAdd as Asked, useCanvas } from '../stores/canvas.ts';
import { bodyOf, graphNow, useGraph } from '../stores/document.ts';
import { select, session, useSession } from '../stores/session.ts';

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly take: () => void;
}
/** The port of a new node that a waiting wire can end in. */
function fitting(d: NodeDefinition, asked: NonNullable<Asked['from']>): string | undefined {
  const body = bodyOf(graphNow(), session().within);
  const node = body.nodes.find((n) => n.id === asked.end.node);
  const kind = kindOfPort(node, asked.end.port, asked.side === 'output' ? 'outputs' : 'inputs');
  const ports = asked.side === 'output' ? d.inputs : d.outputs;
  return Object.entries(ports).find(([, p]) => p.kind === kind)?.[0];
}
const wireTo =
  (asked: Asked['from'], port: string | undefined) =>
  (id: string): Wire | undefined => {
    if (!asked || port === undefined) return undefined;
    const end: End = { node: id, port };
    return asked.side === 'output' ? { from: asked.end, to: end } : { from: end, to: asked.end };
  };

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
    const kinds = ranked(
      [...NODES.values()].filter((d) => (d.layer === true) === (within !== undefined)),
      text,
    )
      .map((d) => ({ d, port: asked.from ? fitting(d, asked.from) : undefined }))
      .filter(({ port }) => !asked.from || port !== undefined)
      .map(({ d, port }): Choice => ({
        key: d.kind,
        label: d.title,
        detail: d.summary,
        take: () => addNode(d.kind, asked.at, wireTo(asked.from, port)),
      }));
    const found =
      asked.from || text === ''
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
    return [...kinds.slice(0, 9), ...found];
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
        placeholder={asked.from ? 'What should it be wired to?' : 'Add or find a node…'}
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
