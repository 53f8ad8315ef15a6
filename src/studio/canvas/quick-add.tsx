/** A box to add a node, or to find one, by typing. */
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Command } from '../../graph/commands.ts';
import type { End } from '../../graph/model.ts';
import { sameWire, showEnd } from '../../graph/wires.ts';
import type { NodeDefinition } from '../../nodes/define.ts';
import { NODES } from '../../nodes/registry.ts';
import { connect, connectCommands, fits } from '../actions/connect.ts';
import { openGraph } from '../actions/files.ts';
import { addNode } from '../actions/nodes.ts';
import { type Template, templates } from '../dialogs/gallery.ts';
import { titleOf } from '../facts.ts';
import { fitsPlace, placeKind, shapeNow } from '../place.ts';
import { nodesCalled } from '../actions/find.ts';
import { found, matches } from '../palette/search.ts';
import { type Choice, Picker } from '../parts/picker.tsx';
import { type QuickAdd as Asked, useCanvas } from '../stores/canvas.ts';
import { bodyOf, graphNow, useGraph } from '../stores/document.ts';
import { session, useSession } from '../stores/session.ts';
import { focusNode, focusPort } from './focus.ts';
import { intoWire, portsInto } from './into-wire.ts';
import { wireInto } from './use-connecting.ts';

/** The port of a new node that a waiting wire can end in. */
function fitting(d: NodeDefinition, asked: NonNullable<Asked['from']>): string | undefined {
  const body = bodyOf(graphNow(), session().within);
  const node = body.nodes.find((n) => n.id === asked.end.node);
  const shape = node && shapeNow(node);
  const kind = shape?.free === true ? undefined : shape?.[asked.side === 'output' ? 'outputs' : 'inputs'][asked.end.port]?.kind;
  const ports = asked.side === 'output' ? d.inputs : d.outputs;
  return Object.entries(ports).find(([, p]) => p.kind === kind || kind === undefined || d.free === true)?.[0];
}
const wiring =
  (asked: NonNullable<Asked['from']>, port: string) =>
  (id: string): readonly Command[] => {
    const end: End = { node: id, port };
    return asked.side === 'output' ? connectCommands(asked.end, end) : connectCommands(end, asked.end);
  };
/** Kinds of nodes that fit what is asked for, and how each would be wired. */
function kindsFor(asked: Asked, within: string | undefined, text: string): readonly Choice[] {
  const offered = found(
    [...NODES.values()].filter((d) => fitsPlace(d, placeKind(graphNow(), within))),
    text,
  );
  return offered.flatMap(({ key, definition: d, title, params }): readonly Choice[] => {
    const { from, into } = asked;
    const port = from && fitting(d, from);
    if ((from && port === undefined) || (into && !portsInto(d.kind, into))) return [];
    const wires = from && port !== undefined ? wiring(from, port) : into && ((id: string) => intoWire(into, d.kind, id));
    return [
      {
        key,
        label: title,
        detail: d.summary,
        take: () => focusNode(addNode(d.kind, { at: asked.at, offered: asked.offered, wiring: wires, params })),
      },
    ];
  });
}
/** Ports that are there already and that an open wire fits. */
function portsFor({ end, side }: NonNullable<Asked['from']>, text: string): readonly Choice[] {
  const { nodes, wires } = bodyOf(graphNow(), session().within);
  return fits({ end, side }).flatMap((other): readonly Choice[] => {
    const node = nodes.find((n) => n.id === other.node);
    const name = showEnd(other);
    if (!node || (text !== '' && !matches(`${name} ${titleOf(node)}`, text))) return [];
    const definition = shapeNow(node);
    const meaning = (side === 'output' ? definition?.inputs : definition?.outputs)?.[other.port]?.meaning ?? '';
    const [from, to] = side === 'output' ? [end, other] : [other, end];
    if (wires.some((w) => sameWire(w, { from, to }))) return [];
    const old = wireInto(to);
    const take = (): boolean => connect(from, to);
    return [
      { key: `port ${name}`, label: name, detail: `${titleOf(node)}: ${meaning}`, aside: old && `instead of ${showEnd(old.from)}`, take },
    ];
  });
}

/** Whoever types "vae" may want one that is drawn already. */
function finished(all: readonly Template[], asked: Asked, text: string): readonly Choice[] {
  if (asked.from || asked.into || text.trim().length < 2 || session().within !== undefined) return [];
  return all
    .filter((t) => matches(`${t.graph.title} ${t.name}`, text))
    .slice(0, 4)
    .map((t): Choice => ({
      key: `open ${t.name}`,
      label: t.graph.title,
      detail: t.about,
      aside: 'opens a finished model',
      take: () => openGraph(t.graph),
    }));
}

export function QuickAdd(): ReactNode {
  const asked = useCanvas((s) => s.quickAdd);
  return asked ? <Box key={`${asked.screen.x},${asked.screen.y}`} asked={asked} /> : null;
}
/** Whoever wires by keyboard goes on from the port they began at. */
const close = (asked: Asked) => (): void => {
  useCanvas.setState({ quickAdd: undefined });
  if (asked.existing && asked.from) focusPort(asked.from.end, asked.from.side);
};

function Box({ asked }: { readonly asked: Asked }): ReactNode {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  const [gallery, setGallery] = useState<readonly Template[]>([]);
  useEffect(() => {
    void templates().then(setGallery);
  }, []);
  const find = useCallback(
    (text: string): readonly Choice[] => {
      const kinds = kindsFor(asked, within, text).slice(0, 9);
      const ports = asked.from ? portsFor(asked.from, text).slice(0, 9) : [];
      const named = asked.from || asked.into || text === '' ? [] : nodesCalled(bodyOf(graph, within), text).slice(0, 6);
      return asked.existing ? [...ports, ...kinds] : [...kinds, ...ports, ...named, ...finished(gallery, asked, text)];
    },
    [graph, within, asked, gallery],
  );
  const area = document.querySelector('.canvas')?.getBoundingClientRect();
  const left = Math.max(8, Math.min(asked.screen.x, (area?.width ?? 800) - 300));
  const top = Math.max(8, Math.min(asked.screen.y, (area?.height ?? 600) - 340));
  return (
    <div
      className="quick-add"
      style={{ left, top }}
      role="dialog"
      aria-label={asked.from ? `Wire ${showEnd(asked.from.end)}` : 'Add or find a node'}
      onBlur={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget)) useCanvas.setState({ quickAdd: undefined });
      }}
    >
      <Picker
        label="Name of a node"
        list="Nodes"
        placeholder={asked.from ? 'What should it be wired to?' : asked.into ? 'What should stand in the wire?' : 'Add or find a node…'}
        empty="No node fits that."
        find={find}
        close={close(asked)}
      />
    </div>
  );
}
