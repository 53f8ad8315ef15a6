/** What changed from one drawing to another, in a few words: for the list of versions. */
import { count, list } from './messages/message.ts';
import type { Graph, GraphNode, Json, Wire } from './model.ts';
import { sameData } from './values.ts';
import { wireKey } from './wires.ts';

interface Parts {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly wires: ReadonlySet<string>;
}
/** The canvas and the insides of custom networks as one; inside, a node is "network/layer". */
function partsOf(graph: Graph): Parts {
  const bodies: readonly (readonly [string, { readonly nodes: readonly GraphNode[]; readonly wires: readonly Wire[] }])[] = [
    ['', graph],
    ...Object.entries(graph.subgraphs).map(([id, s]) => [`${id}/`, s] as const),
  ];
  return {
    nodes: new Map(bodies.flatMap(([prefix, b]) => b.nodes.map((n) => [prefix + n.id, n] as const))),
    wires: new Set(bodies.flatMap(([prefix, b]) => b.wires.map((w) => prefix + wireKey(w)))),
  };
}

const LONGEST = 28;
const shown = (v: Json | undefined): string => {
  if (v === undefined) return 'the default';
  const text = typeof v === 'string' ? v : JSON.stringify(v);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};
/** What nobody can read in a line. */
const prose = (v: Json | undefined): boolean => typeof v === 'string' && (v.length > LONGEST || v.includes('\n'));
const MOST_NAMED = 3;
/** "Encoder enc and Prior prior", or a number when there are many. */
const named = (nodes: readonly (readonly [string, GraphNode])[]): string =>
  nodes.length <= MOST_NAMED ? list(nodes.map(([id, n]) => `${n.kind} ${id}`)) : count(nodes.length, 'node');

function settings(before: Parts, after: Parts): readonly string[] {
  return [...after.nodes].flatMap(([id, now]) => {
    const was = before.nodes.get(id);
    if (!was || was.params === now.params) return [];
    return [...new Set([...Object.keys(was.params), ...Object.keys(now.params)])]
      .filter((name) => !sameData(was.params[name], now.params[name]))
      .map((name) => {
        const [a, b] = [was.params[name], now.params[name]];
        return prose(a) || prose(b) ? `${name} of ${id} edited` : `${name} of ${id} ${shown(a)} → ${shown(b)}`;
      });
  });
}

/** Differences that the programs feel come first; positions last. Empty when the drawings are the same. */
export function differences(before: Graph, after: Graph): readonly string[] {
  const a = partsOf(before);
  const b = partsOf(after);
  const added = [...b.nodes].filter(([id]) => !a.nodes.has(id));
  const removed = [...a.nodes].filter(([id]) => !b.nodes.has(id));
  const changed = settings(a, b);
  const drawn = [...b.wires].filter((w) => !a.wires.has(w)).length;
  const cut = [...a.wires].filter((w) => !b.wires.has(w)).length;
  const both = [...b.nodes].flatMap(([id, now]) => {
    const was = a.nodes.get(id);
    return was && was !== now ? [[was, now] as const] : [];
  });
  const replaced = both.filter(([was, now]) => was.kind !== now.kind).length;
  const muted = both.filter(([was, now]) => (was.muted ?? false) !== (now.muted ?? false)).length;
  const labels = both.filter(([was, now]) => was.label !== now.label).length;
  const moved = both.filter(([was, now]) => was.position.x !== now.position.x || was.position.y !== now.position.y).length;
  const words = [
    before.title === after.title ? '' : `title “${shown(before.title)}” → “${shown(after.title)}”`,
    added.length > 0 ? `added ${named(added)}` : '',
    removed.length > 0 ? `removed ${named(removed)}` : '',
    replaced > 0 ? `${count(replaced, 'node')} of another kind` : '',
    ...(changed.length <= MOST_NAMED ? changed : [`${changed.length} settings changed`]),
    drawn > 0 ? `${count(drawn, 'wire')} drawn` : '',
    cut > 0 ? `${count(cut, 'wire')} cut` : '',
    muted > 0 ? `${count(muted, 'node')} muted or unmuted` : '',
    labels > 0 ? `${count(labels, 'label')} changed` : '',
    before.seed === after.seed ? '' : `seed ${before.seed} → ${after.seed}`,
    sameData(before.clamps, after.clamps) ? '' : 'clamps changed',
    before.notes === after.notes ? '' : 'notes edited',
    sameData(frames(before), frames(after)) ? '' : 'frames changed',
    moved > 0 ? `${count(moved, 'node')} moved` : '',
    sameData(before.view, after.view) ? '' : 'run settings changed',
  ];
  return words.filter((w) => w !== '');
}
const frames = (g: Graph): Json =>
  g.frames.map((f) => [f.id, f.title, f.position.x, f.position.y, f.size.width, f.size.height, f.color ?? null]);
