import { error, warning } from './message.ts';
import type { None } from './message.ts';

/** Why an edit was refused. */
export const COMMAND = {
  'command-node-missing': error((a: { node: string }) => ({
    what: `There is no node called “${a.node}” here.`,
    why: 'It has been removed or renamed.',
    mend: 'Choose a node that is on the canvas.',
  })),
  'command-id-taken': error((a: { id: string }) => ({
    what: `“${a.id}” is already taken.`,
    why: 'Wires and trained weights find their node by this name, so it must be the only one.',
    mend: 'Choose another name.',
  })),
  'command-id-invalid': error((a: { id: string }) => ({
    what: `“${a.id.slice(0, 80)}” cannot be a name.`,
    why: 'A name has 1 to 64 letters, digits, _ or -, because weights and files use it too.',
    mend: 'Choose a name such as “decoder” or “critic_2”. For anything longer, use the label.',
  })),
  'command-wire-missing': error((a: { source: string; target: string }) => ({
    what: `There is no wire from ${a.source} to ${a.target}.`,
    why: 'It has been removed already.',
    mend: 'Nothing needs to be done.',
  })),
  'command-frame-missing': error((a: { frame: string }) => ({
    what: `There is no frame “${a.frame}”.`,
    why: 'It has been removed already.',
    mend: 'Nothing needs to be done.',
  })),
  'command-subgraph-missing': error((a: { subgraph: string }) => ({
    what: `The drawing has no custom network called “${a.subgraph}”.`,
    why: 'It has been removed, or not been made yet.',
    mend: 'Go back to the canvas and open a CustomNetwork from there.',
  })),
  'command-value': error((a: { name: string; problem: string }) => ({
    what: `“${a.name}” cannot be set to that: ${a.problem}.`,
    why: 'It could not be saved in the file.',
    mend: 'Give a finite number, text, or a list of them.',
  })),
  'command-limit': error((a: { thing: string; limit: number }) => ({
    what: `The drawing would have too many ${a.thing}.`,
    why: `A drawing may have at most ${a.limit}, so that it can always be opened again.`,
    mend: 'Remove some first, or split the drawing into several.',
  })),
  'command-not-here': error((a: { thing: string }) => ({
    what: `A custom network has no ${a.thing}.`,
    why: 'Inside a custom network there are only layers and wires.',
    mend: 'Go back to the canvas and do it there.',
  })),
  'command-elsewhere': warning<None>(() => ({
    what: 'The drawing is open in another tab, and changes here would be lost.',
    why: 'One tab at a time may change a drawing; this one shows what the other saves.',
    mend: 'Take the drawing over, or open a copy of it, with the buttons above the canvas.',
  })),
};
