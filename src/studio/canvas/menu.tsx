/** What can be done here: right click, long press, or the menu key. */
import { type ReactNode, useEffect, useRef } from 'react';
import { GROUP, REROUTE } from '../../graph/groups/kinds.ts';
import type { Point } from '../../graph/model.ts';
import { wireKey } from '../../graph/wires.ts';
import { bendAt, straighten } from '../actions/bends.ts';
import { copyText, duplicateSelected, pasteText } from '../actions/clipboard.ts';
import { disconnect } from '../actions/connect.ts';
import { toggleFacts } from '../actions/facts.ts';
import { groupSelected, open, ungroupSelected } from '../actions/groups.ts';
import { layOut, layOutInLayers } from '../actions/layout.ts';
import { frameSelected, removeLeavingGaps, removeSelected, toggleCollapsed, toggleMuted } from '../actions/nodes.ts';
import { opens, placeNow } from '../place.ts';
import { useCanvas } from '../stores/canvas.ts';
import { bodyOf, graphNow } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { type Place, focusNode, focusPort, placeOf } from './focus.ts';
import { wireByKey } from './into-wire.ts';
import { startWire } from './keys.ts';

interface Item {
  readonly label: string;
  readonly keys?: string;
  readonly run: () => unknown;
}
async function paste(): Promise<void> {
  try {
    if (!pasteText(await navigator.clipboard.readText())) toast('plain', 'The clipboard holds no part of a drawing.');
  } catch {
    toast('plain', 'This browser does not let the page read the clipboard.', 'Press Ctrl V instead.');
  }
}
async function copy(): Promise<void> {
  const text = copyText();
  if (text !== undefined)
    await navigator.clipboard
      .writeText(text)
      .catch(() => toast('plain', 'This browser does not let the page copy.', 'Press Ctrl C instead.'));
}
function itemsFor(here: Place | undefined, at: Point, add: () => void): readonly Item[] {
  if (here?.at === 'wire') {
    const wire = wireByKey(here.key);
    if (!wire) return [];
    return [
      { label: 'Put a node into it…', run: add },
      { label: 'Bend it here', keys: 'Alt click', run: () => bendAt(wire, at) },
      { label: 'Facts', keys: 'Q', run: toggleFacts },
      { label: 'Go to its input', run: () => focusPort(wire.to, 'input') },
      { label: 'Remove', keys: 'Delete', run: () => disconnect([wire]) },
    ];
  }
  if (here) {
    const id = here.at === 'node' ? here.node : here.end.node;
    const node = bodyOf(graphNow(), session().within).nodes.find((n) => n.id === id);
    const place = placeNow();
    return [
      ...(node && opens(node)
        ? [{ label: node.kind === GROUP ? 'Open the group' : 'Open its layers', keys: 'Enter', run: () => open(node) }]
        : []),
      ...(node?.kind === GROUP ? [{ label: 'Ungroup', keys: 'Ctrl Shift G', run: ungroupSelected }] : []),
      ...(node?.kind === REROUTE ? [{ label: 'Straighten', keys: 'B', run: () => straighten([id]) }] : []),
      { label: 'Draw a wire from it…', keys: 'C', run: () => startWire(id) },
      { label: 'Facts', keys: 'Q', run: toggleFacts },
      { label: 'Duplicate', keys: 'Ctrl D', run: duplicateSelected },
      { label: 'Copy', keys: 'Ctrl C', run: copy },
      { label: node?.collapsed ? 'Expand' : 'Collapse', keys: 'K', run: toggleCollapsed },
      { label: node?.muted ? 'Unmute' : 'Mute', keys: 'M', run: toggleMuted },
      ...(place === 'network' ? [] : [{ label: 'Make a group of it', keys: 'Ctrl G', run: groupSelected }]),
      ...(place === 'canvas' ? [{ label: 'Put a frame around it', keys: 'G', run: frameSelected }] : []),
      { label: 'Remove', keys: 'Delete', run: removeSelected },
      { label: 'Remove, and leave the gap', keys: 'Shift Delete', run: removeLeavingGaps },
    ];
  }
  return [
    { label: 'Add a node here…', keys: '/', run: add },
    { label: 'Paste', keys: 'Ctrl V', run: paste },
    { label: 'Lay out', keys: 'L', run: layOut },
    { label: 'Lay out in layers', keys: 'Shift L', run: layOutInLayers },
    { label: 'Fit the drawing', keys: 'F', run: () => useCanvas.getState().focus?.([]) },
    { label: 'Commands…', keys: 'Ctrl K', run: () => session().set({ dialog: 'commands' }) },
  ];
}
/** Opens the menu of what is under a point; what it is about is selected. */
export function openMenu(target: EventTarget | null, client: { readonly x: number; readonly y: number }): boolean {
  if (!(target instanceof Element) || !target.closest('.react-flow')) return false;
  if (target.closest('.react-flow__panel, .quick-add, .react-flow__minimap')) return false;
  const place = placeOf(target);
  const here = useCanvas.getState().project?.(client);
  if (!here) return false;
  const id = place?.at === 'node' ? place.node : place?.at === 'port' ? place.end.node : undefined;
  if (id !== undefined && !session().selection.has(id)) select([id]);
  if (place?.at === 'wire') select([], [place.key]);
  useCanvas.setState({ menu: { ...here, place } });
  return true;
}
const close = (): void => useCanvas.setState({ menu: undefined });

export function Menu(): ReactNode {
  const menu = useCanvas((s) => s.menu);
  return menu ? <Open key={`${menu.screen.x} ${menu.screen.y}`} menu={menu} /> : null;
}
function Open({ menu }: { readonly menu: NonNullable<ReturnType<typeof useCanvas.getState>['menu']> }): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const { place, screen, at } = menu;
  const wire = place?.at === 'wire' ? wireByKey(place.key) : undefined;
  const items = itemsFor(place, at, () => useCanvas.setState({ quickAdd: { at, screen, into: wire } }));
  useEffect(() => {
    ref.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const away = (e: PointerEvent): void => {
      if (!ref.current?.contains(e.target as Element)) close();
    };
    // A tap may have taken the focus elsewhere.
    const escape = (e: KeyboardEvent): void => {
      if (e.key !== 'Escape' || ref.current?.contains(document.activeElement)) return;
      e.stopPropagation();
      close();
    };
    window.addEventListener('pointerdown', away, true);
    window.addEventListener('keydown', escape, true);
    return () => {
      window.removeEventListener('pointerdown', away, true);
      window.removeEventListener('keydown', escape, true);
    };
  }, []);
  const leave = (): void => {
    close();
    if (place?.at === 'node') focusNode(place.node);
    else if (place?.at === 'port') focusPort(place.end, place.side);
  };
  const move = (by: number): void => {
    const all = [...(ref.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const now = all.indexOf(document.activeElement as HTMLElement);
    all[(now + by + all.length) % all.length]?.focus();
  };
  const area = document.querySelector('.canvas')?.getBoundingClientRect();
  const left = Math.max(8, Math.min(screen.x, (area?.width ?? 800) - 300));
  const top = Math.max(8, Math.min(screen.y, (area?.height ?? 600) - 30 * items.length - 20));
  return (
    <div
      ref={ref}
      className="canvas-menu"
      role="menu"
      aria-label={wire ? `Wire ${wireKey(wire)}` : place?.at === 'node' ? place.node : 'Canvas'}
      style={{ left, top }}
      onContextMenu={(e) => e.preventDefault()}
      onKeyDown={(e) => {
        if (e.key === 'ArrowDown') move(1);
        else if (e.key === 'ArrowUp') move(-1);
        else if (e.key === 'Escape' || e.key === 'Tab') leave();
        else return;
        e.preventDefault();
        e.stopPropagation();
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            leave();
            item.run();
          }}
        >
          {item.label}
          {item.keys !== undefined && <kbd>{item.keys}</kbd>}
        </button>
      ))}
    </div>
  );
}
