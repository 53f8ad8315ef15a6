/** Doing what was offered: each offer is one step of the history. */
import type { Command } from '../../graph/commands.ts';
import type { End, GraphNode, Point } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { type Offer, type OpenWire, NEW } from '../advice/offers.ts';
import { expectedSize } from '../canvas/sizes.ts';
import { freeSpot } from '../canvas/spots.ts';
import { useCanvas } from '../stores/canvas.ts';
import { prefixOf } from '../place.ts';
import { bodyOf, graphNow } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';
import { goToSetting } from './go-to.ts';
import { enterPath } from './groups.ts';
import { dispatchLaidOut } from './laid.ts';
import { nameFor } from './nodes.ts';
import { boxesNow, sizesOf } from './view.ts';

export function takeOffer(offer: Offer): void {
  // it is done where the user sees it done
  if (offer.does !== 'show' && prefixOf(offer.path ?? []) !== prefixOf(session().path)) enterPath(offer.path ?? []);
  switch (offer.does) {
    case 'wire':
      dispatchLaidOut(`Wire ${offer.from.node} to ${offer.to.node}`, [{ type: 'add-wire', wire: { from: offer.from, to: offer.to } }]);
      return;
    case 'add':
      add(offer.label, [offer]);
      return;
    case 'set':
      dispatchLaidOut(`Set ${offer.param} of ${offer.node}`, [
        { type: 'set-param', node: offer.node, name: offer.param, value: offer.value },
      ]);
      return;
    case 'choose':
      choose(offer.end, offer.side);
      return;
    case 'show':
      goToSetting(offer.node);
  }
}
/** What nearly every model begins with: data, and the variable that they are. */
export const beginWithData = (): void =>
  add('Begin with data', [
    { kind: 'Dataset', params: {}, wires: [] },
    { kind: 'Observed', params: {}, wires: [{ from: { node: 'dataset', port: 'x' }, to: { node: NEW, port: 'data' } }] },
  ]);

type Wanted = Pick<Extract<Offer, { does: 'add' }>, 'kind' | 'params' | 'wires'>;
function add(name: string, wanted: readonly Wanted[]): void {
  const commands: Command[] = [];
  const taken = [...boxesNow()];
  let last: GraphNode | undefined;
  for (const { kind, params, wires } of wanted) {
    const id = nameFor(kind);
    const bare: GraphNode = { id, kind, version: NODES.get(kind)!.version, params, position: { x: 0, y: 0 } };
    const size = expectedSize(bare);
    const node = { ...bare, position: freeSpot(taken, size, nearOf(wires, kind)) };
    taken.push({ ...node.position, ...size });
    const named = (end: End): End => (end.node === NEW ? { ...end, node: id } : end);
    commands.push({ type: 'add-node', node });
    for (const w of wires) commands.push({ type: 'add-wire', wire: { from: named(w.from), to: named(w.to) } });
    last = node;
  }
  if (!last || !dispatchLaidOut(name, commands)) return;
  select([last.id]);
  session().set({ tab: 'node' });
}
const AWAY = 60;
/** Beside what it is wired to: what it feeds stands to its right, what feeds it to its left, objectives below. */
function nearOf(wires: readonly OpenWire[], kind: string): Point {
  const body = bodyOf(graphNow(), session().within);
  const [wire] = wires;
  const other = wire && body.nodes.find((n) => n.id === (wire.from.node === NEW ? wire.to.node : wire.from.node));
  if (!other) return useCanvas.getState().center?.() ?? { x: 0, y: 0 };
  const { x, y } = other.position;
  const size = sizesOf(body)(other.id);
  const category = NODES.get(kind)?.category;
  if (category === 'objective') return { x, y: y + size.height + AWAY };
  if (category === 'training') return { x: x - 168 - AWAY, y };
  if (category === 'network' || category === 'distribution') return { x: x - 168 - AWAY, y: y - (wire.to.port === 'p' ? 90 : 0) };
  return { x: wire.from.node === NEW ? x - 168 - AWAY : x + size.width + AWAY, y };
}
function choose(end: End, side: 'input' | 'output'): void {
  const box = document.querySelector('.canvas')?.getBoundingClientRect();
  const place = box && useCanvas.getState().project?.({ x: box.x + 16, y: box.y + 96 });
  if (!place) return;
  const at = freeSpot(boxesNow(), { width: 168, height: 158 }, nearOf([{ from: { node: NEW, port: '' }, to: end }], 'Prior'));
  useCanvas.setState({ quickAdd: { ...place, at, from: { end, side }, offered: true } });
}
