/** Facts by keyboard: the card of what has the focus, or else of what is selected. */
import { placeOf } from '../canvas/focus.ts';
import { openFacts } from '../hover/resting.ts';
import { type Shown, closeFacts, sameShown, useHover } from '../stores/hover.ts';
import { session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';

function meant(): Shown | undefined {
  const place = placeOf(document.activeElement);
  if (place) return place.at === 'port' ? { at: 'node', node: place.end.node } : place;
  const { selection, wires } = session();
  const [node] = selection;
  const [key] = wires;
  return node !== undefined && selection.size === 1
    ? { at: 'node', node }
    : key !== undefined && wires.size === 1
      ? { at: 'wire', key }
      : undefined;
}
export function toggleFacts(): void {
  const of = meant();
  const open = useHover.getState();
  if (open.of && (!of || (open.pinned && sameShown(of, open.of)))) closeFacts();
  else if (of) openFacts(of, true);
  else toast('plain', 'Select a node or a wire, or go to it by keyboard, to see its facts.');
}
