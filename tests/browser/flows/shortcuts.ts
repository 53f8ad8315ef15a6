/** What every line of the page of shortcuts promises, by its words there. */
import type { Flow, Step } from './flow.ts';

const from = 'vae-moons';
/** Of that template. */
const [NODES, WIRES] = [11, 10];
const esc: Step = { press: 'Escape' };
/** Opens a dialog, and Escape leads back to the canvas. */
const opens = (key: string, title: string): Flow => ({
  from,
  steps: [{ press: key }, { see: ['dialog', title] }, esc, { missing: ['dialog', title] }],
});

export const FLOWS: Readonly<Record<string, Flow>> = {
  'Add or find a node, at the pointer': {
    from,
    steps: [
      { press: 'Space' },
      { on: ['combobox', 'Name of a node'] },
      { press: 'Escape' },
      { press: '/' },
      { on: ['combobox', 'Name of a node'] },
      { type: 'embedding' },
      { press: 'Enter' },
      { hear: 'Add Embedding' },
      { nodes: NODES + 1 },
    ],
  },
  'Add or find a node there, after a click on empty canvas': {
    from,
    steps: [
      { clickEmpty: { x: 60, y: 420 } },
      { press: 'Tab' },
      { on: ['combobox', 'Name of a node'] },
      { press: 'Escape' },
      { missing: ['combobox', 'Name of a node'] },
      // for who goes by keys it walks through the page
      { press: 'Tab' },
      { missing: ['combobox', 'Name of a node'] },
    ],
  },
  Commands: opens('Control+k', 'Commands'),
  'Open a drawing': { from, steps: [{ asks: 'file', by: { press: 'Control+o' } }] },
  'Save the drawing as a file': { from, steps: [{ file: /\.wellspring\.json$/, by: { press: 'Control+s' } }] },
  'Save a picture of the canvas, with the drawing inside': { from, steps: [{ file: /\.png$/, by: { press: 'Control+Shift+s' } }] },
  'Copy a link that is the drawing': { from, steps: [{ press: 'Control+Shift+l' }, { clipboard: /#/ }] },
  'Versions of the drawing': opens('h', 'Versions'),
  Templates: opens('t', 'Templates'),
  Undo: {
    from,
    steps: [{ choose: 'prior' }, { press: 'Control+d' }, { press: 'Control+z' }, { hear: 'Undone: Duplicate prior' }, { nodes: NODES }],
  },
  Redo: {
    from,
    steps: [
      { choose: 'prior' },
      { press: 'Control+d' },
      { press: 'Control+z' },
      { nodes: NODES },
      { press: 'Control+Shift+z' },
      { nodes: NODES + 1 },
      { press: 'Control+z' },
      { press: 'Control+y' },
      { hear: 'Redone: Duplicate prior' },
    ],
  },
  'Remove what is selected; wires lead past it where kinds allow': {
    from,
    steps: [{ choose: 'enc' }, { press: 'Delete' }, { hear: 'Remove enc' }, { nodes: NODES - 1 }, { press: 'Control+z' }, { wires: WIRES }],
  },
  'Remove, and leave the gap': { from, steps: [{ choose: 'enc' }, { press: 'Shift+Delete' }, { wires: WIRES - 3 }] },
  Duplicate: { from, steps: [{ choose: 'prior' }, { press: 'Control+d' }, { hear: 'Duplicate prior' }, { nodes: NODES + 1 }] },
  'Copy, also to another window': { from, steps: [{ choose: 'prior' }, { press: 'Control+c' }, { clipboard: /"Prior"/ }] },
  Paste: {
    from,
    steps: [{ choose: 'prior' }, { press: 'Control+c' }, { clipboard: /"Prior"/ }, { press: 'Control+v' }, { hear: 'Paste 1 node' }],
  },
  'Select everything': { from, steps: [{ press: 'Control+a' }, { chosen: NODES }, esc, { chosen: 0 }] },
  'Lay the drawing out': {
    from,
    steps: [
      { choose: 'prior' },
      { press: 'Shift+ArrowRight' },
      { moves: 'nodes', by: { press: 'l' } },
      { hear: 'Lay out' },
      { moves: 'nodes', by: { press: 'Control+z' } },
    ],
  },
  'Lay out in layers': { from, steps: [{ moves: 'nodes', by: { press: 'Shift+l' } }, { hear: 'Lay out' }] },
  'Collapse: without pictures and facts, or with them again': {
    from,
    steps: [{ choose: 'opt' }, { press: 'k' }, { hear: 'Collapse' }, { press: 'k' }, { hear: 'Expand' }],
  },
  'Mute or unmute': {
    from,
    steps: [{ choose: 'opt' }, { press: 'm' }, { hear: 'Mute' }, { press: 'm' }, { hear: 'Unmute' }],
  },
  'Put a frame around the selection': {
    from,
    steps: [{ choose: 'encNet' }, { choose: 'enc', holding: 'Shift' }, { press: 'g' }, { hear: 'Add frame' }],
  },
  'Make a group of the selection': {
    from,
    steps: [
      { choose: 'encNet' },
      { choose: 'enc', holding: 'Shift' },
      { press: 'Control+g' },
      { hear: 'Group 2 nodes' },
      { nodes: NODES - 1 },
    ],
  },
  'Take the selected group apart': {
    from,
    steps: [
      { choose: 'encNet' },
      { choose: 'enc', holding: 'Shift' },
      { press: 'Control+g' },
      { nodes: NODES - 1 },
      { press: 'Control+Shift+g' },
      { nodes: NODES },
      { wires: WIRES },
    ],
  },
  'Bend the selected wire, or straighten the selected bend': {
    from,
    steps: [
      { chooseWire: ['data.x', 'enc.x'] },
      { press: 'b' },
      { hear: 'Bend the wire to enc.x' },
      { wires: WIRES + 1 },
      { press: 'b' },
      { hear: 'Straighten 1 bend' },
      { wires: WIRES },
    ],
  },
  'Select nothing; leave a group or a custom network': { from, steps: [{ choose: 'prior' }, { chosen: 1 }, esc, { chosen: 0 }] },
  'Fit the drawing into view': {
    from,
    steps: [
      { moves: 'view', by: { click: ['button', 'Zoom in'] } },
      { moves: 'view', by: { press: 'f' } },
    ],
  },
  'Find a node of the drawing': {
    from,
    steps: [{ press: 'Control+f' }, { see: ['dialog', 'Find a node'] }, { type: 'decNet' }, { press: 'Enter' }, { chosen: 1 }],
  },
  'Facts of the node or wire that has the focus or is selected: cost, time, what flows; rest the pointer there for the same': {
    from,
    steps: [
      { choose: 'encNet' },
      { press: 'q' },
      { see: ['region', 'Facts of encNet'], saying: 'Multiply-adds' },
      { press: 'q' },
      { missing: ['region', 'Facts of encNet'] },
    ],
  },
  'Show or hide the overview': {
    from,
    steps: [{ press: 'o' }, { see: ['img', 'Overview of the drawing'] }, { press: 'o' }, { missing: ['img', 'Overview of the drawing'] }],
  },
  'Show or hide the next step of an unfinished drawing': {
    from,
    steps: [
      { choose: 'opt' },
      { press: 'Delete' },
      { see: ['region', 'Next step'] },
      { press: 'n' },
      { missing: ['region', 'Next step'] },
      { press: 'n' },
      { see: ['region', 'Next step'] },
    ],
  },
  'Show or hide the palette': {
    steps: [{ press: 'p' }, { missing: ['region', 'Palette'] }, { press: 'p' }, { see: ['region', 'Palette'] }],
  },
  'Show or hide the inspector': {
    steps: [{ press: 'i' }, { missing: ['region', 'Inspector'] }, { press: 'i' }, { see: ['region', 'Inspector'] }],
  },
  'Make the inspector wide, for programs and formulas, or narrow': {
    steps: [{ press: 'w' }, { see: ['button', 'Wide inspector'] }, { press: 'w' }],
  },
  'Show or hide the panes of the run': {
    steps: [{ press: 'r' }, { missing: ['group', 'Loss'] }, { press: 'r' }, { see: ['group', 'Loss'] }],
  },
  'The history of runs': opens('Shift+r', 'Runs'),
  'Light or dark': { steps: [{ press: 'd' }, { theme: 'dark' }, { press: 'd' }, { theme: 'light' }] },
  'This page': opens('?', 'Keyboard and mouse'),
  'Train, or pause': {
    from: 'gaussian-fit',
    steps: [
      { press: 'Control+Enter' },
      { see: ['button', 'Pause'] },
      { press: 'Control+Enter' },
      { see: ['button', 'Train'] },
      { click: ['button', 'Stop'] },
    ],
  },
  'Show or hide how the run is steered: speed, players, rate, target, seed': {
    from,
    steps: [{ press: 's' }, { see: ['group', 'Steer the run'] }, { press: 's' }, { missing: ['group', 'Steer the run'] }],
  },
  'Go to the settings of what is selected; Escape leaves them': {
    from,
    steps: [{ choose: 'prior' }, { press: 'e' }, { on: ['combobox', 'Family'] }, esc, { press: 'Delete' }, { hear: 'Remove prior' }],
  },
  'The same, and the selection goes along': {
    from,
    steps: [{ choose: 'data' }, { press: 'Control+ArrowRight' }, { chosen: 1 }, { press: 'Delete' }, { hear: 'Remove enc' }],
  },
  'On a node in the palette: add it': {
    from,
    steps: [{ focus: ['button', 'Embedding'] }, { press: 'Enter' }, { hear: 'Add Embedding' }, { nodes: NODES + 1 }],
  },
  'One step': {
    from: 'gaussian-fit',
    steps: [{ press: '.' }, { see: ['status', 'Step'], saying: 'step 1' }, { click: ['button', 'Stop'] }],
  },
};
/** Lines that other tests keep, by their file and name. */
export const ELSEWHERE: Readonly<Record<string, readonly [file: string, test: string]>> = {
  'In the inspector: “wire from…” lists everything that fits': ['panels', 'a model drawn, wired and trained with the keyboard alone'],
  'Add a node there, or into the wire there; on a group or a custom network: open it': [
    'gestures',
    'a double click on a wire offers what fits into it',
  ],
  'Open the selected group or custom network; edit a note, or the title of a frame': [
    'groups',
    'is entered by double-click and by Enter, and left by Escape and the way back, also from a group in a group',
  ],
  'From socket to socket: draw a wire; let go over nothing: offer what fits': [
    'gestures',
    'a wire let go over nothing offers what fits, and is wired to it',
  ],
  'By a wire’s input end: move it; let go over nothing: remove it': [
    'gestures',
    'a wire moves by its input end, and goes when it is let go over nothing',
  ],
  'What can be done there; a long press by touch; Shift F10': [
    'touch',
    'a right click offers what can be done there, also by the menu key',
  ],
  'A node on a wire: put it into the wire': [
    'gestures',
    'a node dropped on a wire stands in it, and removing it leads the wire past it, each as one step',
  ],
  'Files or folders anywhere: drawings open, data goes to a Dataset': [
    'sharing',
    'a drawing dropped on any part of the page opens, and one can see where it may be dropped',
  ],
  'Paste, wired to what the originals were wired from': ['gestures', 'paste with Shift keeps the wires that come in'],
  'Drag a copy off': ['gestures', 'Alt drags a copy off'],
  'On a wire: bend it there': ['groups', 'a wire is bent by Alt and click and by keyboard, means the same, and is straightened'],
  'From node to node on the canvas; Enter selects, then the arrow keys move it': [
    'panels',
    'a model drawn, wired and trained with the keyboard alone',
  ],
  'On a node that is not selected: along its wires; ↑ ↓ to the next one above or below': [
    'keyboard',
    'the arrow keys walk over nodes, ports and wires',
  ],
  'To the ports of a node: ↑ ↓ from port to port, ← → along the wire, Escape back': [
    'keyboard',
    'the arrow keys walk over nodes, ports and wires',
  ],
  'Draw a wire from a node or a port: lists what fits; Delete on a port removes its wires': [
    'keyboard',
    'a wire is removed and drawn again from its port, by a list of what fits',
  ],
};
