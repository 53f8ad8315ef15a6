/** The card of facts about a node or a wire: opened by a pointer that rests or by key, closed by Escape. */
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isBorder, REROUTE } from '../../graph/groups/kinds.ts';
import { shapesIn } from '../../graph/groups/shapes.ts';
import type { GraphNode, Wire } from '../../graph/model.ts';
import type { WireKind } from '../../graph/vocabulary.ts';
import { showEnd, wireKey } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { titleOf } from '../facts.ts';
import { SocketIcon } from '../parts/socket-shape.tsx';
import { bodyOf, useGraph } from '../stores/document.ts';
import { type Shown, closeFacts, useHover } from '../stores/hover.ts';
import { useSession } from '../stores/session.ts';
import { NodeFacts } from './node-facts.tsx';
import { placeCard } from './place-card.ts';
import { listenForRest } from './resting.ts';
import { WireFacts } from './wire-facts.tsx';

type Found = { readonly node: GraphNode } | { readonly wire: Wire; readonly kind: WireKind };

/** Notes and bends have no facts. */
const silent = (n: GraphNode): boolean => n.kind === REROUTE || isBorder(n) || NODES.get(n.kind)?.category === 'note';

function useFound(of: Shown | undefined): Found | undefined {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  if (!of) return undefined;
  const body = bodyOf(graph, within);
  if (of.at === 'node') {
    const node = body.nodes.find((n) => n.id === of.node);
    return node && !silent(node) ? { node } : undefined;
  }
  const wire = body.wires.find((w) => wireKey(w) === of.key);
  if (!wire) return undefined;
  const shapes = shapesIn(graph, NODES, within);
  const kind = shapes.get(wire.from.node)?.outputs[wire.from.port]?.kind ?? shapes.get(wire.to.node)?.inputs[wire.to.port]?.kind;
  return { wire, kind: kind ?? 'value' };
}

export function HoverCard({ area }: { readonly area: RefObject<HTMLElement | null> }): ReactNode {
  useEffect(listenForRest, []);
  const of = useHover((s) => s.of);
  const found = useFound(of);
  // what is gone has no card
  useEffect(() => {
    if (of && !found) closeFacts();
  }, [of, found]);
  return found ? <Open key={JSON.stringify(of)} found={found} area={area} /> : null;
}
/** Milliseconds after which what a card says is read out: by then the first figures are there. */
const READ_MS = 700;

function Open({ found, area }: { readonly found: Found; readonly area: RefObject<HTMLElement | null> }): ReactNode {
  const ref = useRef<HTMLElement>(null);
  const anchor = useHover((s) => s.anchor);
  const pinned = useHover((s) => s.pinned);
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number }>();
  const [said, setSaid] = useState('');
  useLayoutEffect(() => {
    const card = ref.current;
    const around = area.current;
    if (!card || !around) return undefined;
    const put = (): void => {
      const box = around.getBoundingClientRect();
      const at = placeCard(anchor, { width: card.offsetWidth, height: card.offsetHeight }, box);
      setPlace({ left: at.left - box.left, top: at.top - box.top });
    };
    put();
    // figures that arrive make it taller
    const watch = new ResizeObserver(put);
    watch.observe(card);
    return () => watch.disconnect();
  }, [anchor, area]);
  useEffect(() => {
    if (!pinned) return undefined;
    const timer = window.setTimeout(() => setSaid((ref.current?.innerText ?? '').replaceAll(/\s*\n+\s*/g, ', ')), READ_MS);
    return () => window.clearTimeout(timer);
  }, [pinned]);
  const name = 'node' in found ? found.node.id : `${showEnd(found.wire.from)} → ${showEnd(found.wire.to)}`;
  return (
    <>
      <section
        ref={ref}
        className="hover-card"
        aria-label={`Facts of ${name}`}
        // out of sight until it is measured
        style={place ?? { left: -9999, top: 0 }}
      >
        <Title found={found} name={name} />
        {'node' in found ? <NodeFacts node={found.node} /> : <WireFacts wire={found.wire} kind={found.kind} />}
      </section>
      <p className="only-heard" role="status" aria-label="Facts read out">
        {said}
      </p>
    </>
  );
}
function Title({ found, name }: { readonly found: Found; readonly name: string }): ReactNode {
  if ('wire' in found)
    return (
      <h2 className="fact-title">
        <SocketIcon kind={found.kind} />
        <span>{name}</span>
      </h2>
    );
  const kind = NODES.get(found.node.kind);
  return (
    <h2 className="fact-title">
      <span>{titleOf(found.node)}</span>
      <small>{[found.node.id, titleOf(found.node) === kind?.title ? undefined : kind?.title].filter(Boolean).join(' · ')}</small>
    </h2>
  );
}
