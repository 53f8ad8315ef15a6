/** Shortcuts: declared once, listed by the help page, obeyed by the keyboard. */
import { toggleFacts } from './actions/facts.ts';
import { openFile, saveFile } from './actions/files.ts';
import { bendSelected } from './actions/bends.ts';
import { duplicateSelected } from './actions/clipboard.ts';
import { groupSelected, leave, openSelected, ungroupSelected } from './actions/groups.ts';
import { frameSelected, removeLeavingGaps, removeSelected, toggleCollapsed, toggleMuted } from './actions/nodes.ts';
import { layOut, layOutInLayers } from './actions/layout.ts';
import { saveCanvasPicture } from './actions/pictures.ts';
import { widenInspector } from './actions/panels.ts';
import { pause, stepOnce, train } from './actions/run.ts';
import { copyLink } from './actions/share.ts';
import { boxesNow } from './actions/view.ts';
import { wireKey } from '../graph/wires.ts';
import { bodyOf, graphNow, useDocument } from './stores/document.ts';
import { pointer } from './canvas/pointer.ts';
import { freeSpot } from './canvas/spots.ts';
import { useCanvas } from './stores/canvas.ts';
import { useRun } from './stores/run.ts';
import { select, session } from './stores/session.ts';
import { toggleTheme } from './theme.ts';

export interface Shortcut {
  readonly group: 'Drawing' | 'Editing' | 'Looking' | 'Running' | 'Without a mouse';
  /** Keys as shown, with spaces between. */
  readonly show: string;
  readonly does: string;
  /** How an event names it: "ctrl+shift+z". Absent: the browser or a widget does it. */
  readonly keys?: readonly string[];
  readonly run?: () => void;
}
/** Room for what may be added. */
const CARD = { width: 168, height: 158 };
/** Where the pointer is, or where there is room near the middle. */
export const quickAdd = (): void => {
  const place = pointer.at && useCanvas.getState().project?.(pointer.at);
  if (place) {
    useCanvas.setState({ quickAdd: place });
    return;
  }
  const box = document.querySelector('.canvas')?.getBoundingClientRect();
  const at = freeSpot(boxesNow(), CARD, useCanvas.getState().center?.() ?? { x: 0, y: 0 });
  useCanvas.setState({ quickAdd: { at, screen: { x: (box?.width ?? 600) / 2 - 150, y: 90 } } });
};
/** To the first setting of what is selected, or its first free port. */
const editSelected = (): void => {
  session().set({ tab: 'node', inspector: true });
  window.requestAnimationFrame(() => {
    const panel = document.getElementById('inspector-panel');
    (
      panel?.querySelector<HTMLElement>('.param .field input, .param select, .param input, .attach') ??
      panel?.querySelector<HTMLElement>('input')
    )?.focus();
  });
};
const escape = (): void => {
  const { within, selection, wires } = session();
  if (selection.size > 0 || wires.size > 0) select([]);
  else if (within !== undefined) leave();
};
const toggleRun = (): void => void (useRun.getState().status.state === 'training' ? pause() : train());

export const SHORTCUTS: readonly Shortcut[] = [
  {
    group: 'Drawing',
    show: 'Space or /',
    does: 'Add or find a node, at the pointer',
    keys: ['space', '/', 'shift+a'],
    run: quickAdd,
  },
  { group: 'Drawing', show: 'Tab', does: 'Add or find a node there, after a click on empty canvas' },
  { group: 'Drawing', show: 'Ctrl K', does: 'Commands', keys: ['ctrl+k'], run: () => session().set({ dialog: 'commands' }) },
  { group: 'Drawing', show: 'double-click', does: 'Add a node there, or into the wire there; on a group or a custom network: open it' },
  {
    group: 'Drawing',
    show: 'Enter',
    does: 'Open the selected group or custom network; edit a note, or the title of a frame',
    keys: ['enter'],
    run: openSelected,
  },
  { group: 'Drawing', show: 'drag', does: 'From socket to socket: draw a wire; let go over nothing: offer what fits' },
  { group: 'Drawing', show: 'drag', does: 'By a wire’s input end: move it; let go over nothing: remove it' },
  { group: 'Drawing', show: 'right-click', does: 'What can be done there; a long press by touch; Shift F10' },
  { group: 'Drawing', show: 'drop', does: 'A node on a wire: put it into the wire' },
  { group: 'Drawing', show: 'Ctrl O', does: 'Open a drawing', keys: ['ctrl+o'], run: openFile },
  { group: 'Drawing', show: 'Ctrl S', does: 'Save the drawing as a file', keys: ['ctrl+s'], run: saveFile },
  {
    group: 'Drawing',
    show: 'Ctrl Shift S',
    does: 'Save a picture of the canvas, with the drawing inside',
    keys: ['ctrl+shift+s'],
    run: () => void saveCanvasPicture(),
  },
  { group: 'Drawing', show: 'Ctrl Shift L', does: 'Copy a link that is the drawing', keys: ['ctrl+shift+l'], run: () => void copyLink() },
  { group: 'Drawing', show: 'H', does: 'Versions of the drawing', keys: ['h'], run: () => session().set({ dialog: 'versions' }) },
  { group: 'Drawing', show: 'drop', does: 'Files or folders anywhere: drawings open, data goes to a Dataset' },
  { group: 'Drawing', show: 'T', does: 'Templates', keys: ['t'], run: () => session().set({ dialog: 'templates' }) },
  { group: 'Editing', show: 'Ctrl Z', does: 'Undo', keys: ['ctrl+z'], run: () => useDocument.getState().undo() },
  { group: 'Editing', show: 'Ctrl Shift Z', does: 'Redo', keys: ['ctrl+shift+z', 'ctrl+y'], run: () => useDocument.getState().redo() },
  {
    group: 'Editing',
    show: 'Delete',
    does: 'Remove what is selected; wires lead past it where kinds allow',
    keys: ['delete', 'backspace'],
    run: removeSelected,
  },
  {
    group: 'Editing',
    show: 'Shift Delete',
    does: 'Remove, and leave the gap',
    keys: ['shift+delete', 'shift+backspace'],
    run: removeLeavingGaps,
  },
  { group: 'Editing', show: 'Ctrl D', does: 'Duplicate', keys: ['ctrl+d'], run: duplicateSelected },
  { group: 'Editing', show: 'Ctrl C', does: 'Copy, also to another window' },
  { group: 'Editing', show: 'Ctrl V', does: 'Paste' },
  { group: 'Editing', show: 'Ctrl Shift V', does: 'Paste, wired to what the originals were wired from' },
  { group: 'Editing', show: 'Alt drag', does: 'Drag a copy off' },
  {
    group: 'Editing',
    show: 'Ctrl A',
    does: 'Select everything',
    keys: ['ctrl+a'],
    run: () => {
      const { within } = session();
      const body = bodyOf(graphNow(), within);
      select(
        [...body.nodes.map((n) => n.id), ...(within === undefined ? graphNow().frames.map((f) => f.id) : [])],
        body.wires.map(wireKey),
      );
    },
  },
  { group: 'Editing', show: 'L', does: 'Lay the drawing out', keys: ['l'], run: layOut },
  { group: 'Editing', show: 'Shift L', does: 'Lay out in layers', keys: ['shift+l'], run: () => void layOutInLayers() },
  { group: 'Editing', show: 'K', does: 'Collapse: without pictures and facts, or with them again', keys: ['k'], run: toggleCollapsed },
  { group: 'Editing', show: 'M', does: 'Mute or unmute', keys: ['m'], run: toggleMuted },
  { group: 'Editing', show: 'G', does: 'Put a frame around the selection', keys: ['g'], run: frameSelected },
  { group: 'Editing', show: 'Ctrl G', does: 'Make a group of the selection', keys: ['ctrl+g'], run: groupSelected },
  { group: 'Editing', show: 'Ctrl Shift G', does: 'Take the selected group apart', keys: ['ctrl+shift+g'], run: ungroupSelected },
  { group: 'Editing', show: 'B', does: 'Bend the selected wire, or straighten the selected bend', keys: ['b'], run: bendSelected },
  { group: 'Editing', show: 'Alt click', does: 'On a wire: bend it there' },
  { group: 'Editing', show: 'Escape', does: 'Select nothing; leave a group or a custom network', keys: ['escape'], run: escape },
  {
    group: 'Looking',
    show: 'F',
    does: 'Fit the drawing into view',
    keys: ['f'],
    run: () => useCanvas.getState().focus?.([...session().selection]),
  },
  { group: 'Looking', show: 'Ctrl F', does: 'Find a node of the drawing', keys: ['ctrl+f'], run: () => session().set({ dialog: 'find' }) },
  {
    group: 'Looking',
    show: 'Q',
    does: 'Facts of the node or wire that has the focus or is selected: cost, time, what flows; rest the pointer there for the same',
    keys: ['q'],
    run: toggleFacts,
  },
  {
    group: 'Looking',
    show: 'O',
    does: 'Show or hide the overview',
    keys: ['o'],
    run: () => session().set({ minimap: !session().minimap }),
  },
  {
    group: 'Looking',
    show: 'N',
    does: 'Show or hide the next step of an unfinished drawing',
    keys: ['n'],
    run: () => session().set({ guide: !session().guide }),
  },
  { group: 'Looking', show: 'P', does: 'Show or hide the palette', keys: ['p'], run: () => session().set({ palette: !session().palette }) },
  {
    group: 'Looking',
    show: 'I',
    does: 'Show or hide the inspector',
    keys: ['i'],
    run: () => session().set({ inspector: !session().inspector }),
  },
  {
    group: 'Looking',
    show: 'W',
    does: 'Make the inspector wide, for programs and formulas, or narrow',
    keys: ['w'],
    run: widenInspector,
  },
  {
    group: 'Looking',
    show: 'R',
    does: 'Show or hide the panes of the run',
    keys: ['r'],
    run: () => session().set({ dock: !session().dock }),
  },
  { group: 'Looking', show: 'Shift R', does: 'The history of runs', keys: ['shift+r'], run: () => session().set({ dialog: 'runs' }) },
  { group: 'Looking', show: 'D', does: 'Light or dark', keys: ['d'], run: toggleTheme },
  { group: 'Looking', show: '?', does: 'This page', keys: ['?', 'shift+?'], run: () => session().set({ dialog: 'shortcuts' }) },
  { group: 'Running', show: 'Ctrl Enter', does: 'Train, or pause', keys: ['ctrl+enter'], run: toggleRun },
  {
    group: 'Running',
    show: 'S',
    does: 'Show or hide how the run is steered: speed, players, rate, target, seed',
    keys: ['s'],
    run: () => session().set({ steering: !session().steering }),
  },
  { group: 'Running', show: '.', does: 'One step', keys: ['.'], run: () => void stepOnce() },
  {
    group: 'Without a mouse',
    show: 'E',
    does: 'Go to the settings of what is selected; Escape leaves them',
    keys: ['e'],
    run: editSelected,
  },
  { group: 'Without a mouse', show: 'Tab', does: 'From node to node on the canvas; Enter selects, then the arrow keys move it' },
  { group: 'Without a mouse', show: '← →', does: 'On a node that is not selected: along its wires; ↑ ↓ to the next one above or below' },
  { group: 'Without a mouse', show: 'Ctrl ← →', does: 'The same, and the selection goes along' },
  { group: 'Without a mouse', show: 'Enter Enter', does: 'To the ports of a node: ↑ ↓ from port to port, ← → along the wire, Escape back' },
  { group: 'Without a mouse', show: 'C', does: 'Draw a wire from a node or a port: lists what fits; Delete on a port removes its wires' },
  { group: 'Without a mouse', show: 'Enter', does: 'On a node in the palette: add it' },
  { group: 'Without a mouse', show: 'Wires', does: 'In the inspector: “wire from…” lists everything that fits' },
];

/** "ctrl+shift+z"; the Mac's command key counts as Ctrl. */
export function nameOf(e: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const key = e.key === ' ' ? 'space' : e.key.toLowerCase();
  return [e.ctrlKey || e.metaKey ? 'ctrl' : '', e.altKey ? 'alt' : '', e.shiftKey ? 'shift' : '', key].filter(Boolean).join('+');
}
