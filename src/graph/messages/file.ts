import { count, error, info, warning } from './message.ts';
import type { None } from './message.ts';

/** What can be wrong with a file. */
export const FILE = {
  'file-not-json': error((a: { reason: string }) => ({
    what: 'This is not a Wellspring file: its text is not JSON.',
    why: `Reading it failed with: ${a.reason}`,
    mend: 'Open a file that ends in .wellspring.json. If you edited it by hand, look for a missing comma or bracket.',
  })),
  'file-too-large': error((a: { size: number; limit: number }) => ({
    what: `The file is too large: ${(a.size / 2 ** 20).toFixed(1)} MB.`,
    why: `A drawing has at most ${(a.limit / 2 ** 20).toFixed(0)} MB of text; weights travel in a file of their own.`,
    mend: 'Check that this is the drawing, not the weights or a data set.',
  })),
  'file-format': error<None>(() => ({
    what: 'This is JSON, but not a Wellspring drawing.',
    why: 'A drawing begins with "format": "wellspring" and a whole number for "version".',
    mend: 'Open a file that ends in .wellspring.json.',
  })),
  'file-newer': error((a: { version: number; known: number }) => ({
    what: `The file was saved by a newer version of Wellspring (format ${a.version}; this one reads up to ${a.known}).`,
    why: 'Opening it here could lose what the newer version added.',
    mend: 'Update Wellspring, then open the file again.',
  })),
  'file-shape': error((a: { path: string; problem: string }) => ({
    what: `The file has something unexpected at ${a.path}: ${a.problem}.`,
    why: 'The drawing cannot be read past it without guessing.',
    mend: 'Correct this place by hand, or open an earlier copy of the file.',
  })),
  'file-shape-more': error((a: { more: number }) => ({
    what: `There ${a.more === 1 ? 'is' : 'are'} ${count(a.more, 'more problem')} of this sort in the file.`,
    why: 'Only the first are listed.',
    mend: 'Correct the ones that are listed and open the file again.',
  })),
  'file-more': warning((a: { more: number; like: string }) => ({
    what: `There ${a.more === 1 ? 'is' : 'are'} ${count(a.more, 'more message')} of the same sort.`,
    why: `The first of them said: ${a.like}`,
    mend: 'What holds for the ones that are listed holds for these.',
  })),
  'file-number': error((a: { path: string }) => ({
    what: `The number at ${a.path} is too large to be a number here.`,
    why: 'It would become infinite, and settings and positions are finite numbers.',
    mend: 'Correct this place by hand.',
  })),
  'file-limit': error((a: { thing: string; limit: number }) => ({
    what: `The file has too many ${a.thing}.`,
    why: `A drawing may have at most ${a.limit}.`,
    mend: 'Split the drawing into several files.',
  })),
  'file-unsafe-key': warning((a: { path: string }) => ({
    what: `The entry at ${a.path} was left out.`,
    why: 'Its name is reserved by the language Wellspring is written in, and could be used to do harm.',
    mend: 'Nothing needs to be done. If you did not write it, be careful where this file came from.',
  })),
  'file-extra-field': info((a: { path: string }) => ({
    what: `The entry at ${a.path} means nothing to this version and was left out.`,
    why: 'Wires, positions and view settings have a fixed set of entries.',
    mend: 'Nothing needs to be done.',
  })),
  'file-duplicate-id': warning((a: { id: string; renamed: string }) => ({
    what: `Two nodes were called “${a.id}”; the second is now “${a.renamed}”.`,
    why: 'Wires find their node by this name. The wires went to the first of the two.',
    mend: 'Check the wires of both nodes.',
  })),
  'file-duplicate-frame': warning((a: { id: string; renamed: string }) => ({
    what: `Two frames had the id “${a.id}”; the second now has “${a.renamed}”.`,
    why: 'Frames are told apart by their id.',
    mend: 'Nothing needs to be done.',
  })),
  'file-dangling-wire': warning((a: { source: string; target: string; node: string }) => ({
    what: `The wire from ${a.source} to ${a.target} was left out.`,
    why: `One of its ends is the node “${a.node}”, which is not in the file.`,
    mend: 'Draw the wire again where it belongs.',
  })),
  'picture-damaged': error((a: { problem: string }) => ({
    what: `The drawing inside the picture cannot be read: ${a.problem}.`,
    why: 'The picture was damaged on its way, or was not made by Wellspring.',
    mend: 'Ask for the picture again, unchanged, or for the .wellspring.json file.',
  })),
  'link-too-large': error((a: { size: number; limit: number }) => ({
    what: `The drawing is too large for a link: ${a.size.toLocaleString('en')} characters.`,
    why: `Mail and chat programs cut links off; at most ${a.limit.toLocaleString('en')} characters are safe.`,
    mend: 'Save the drawing as a file, or as a picture, and send that.',
  })),
  'link-damaged': error((a: { problem: string }) => ({
    what: `The drawing in the link cannot be read: ${a.problem}.`,
    why: 'The link was probably cut off where it was copied or sent.',
    mend: 'Copy the whole link again, or ask for the file.',
  })),
  'link-newer': error((a: { version: number }) => ({
    what: `The link was made by a newer version of Wellspring (link version ${a.version}).`,
    why: 'This version does not know how it is packed.',
    mend: 'Update Wellspring, then open the link again.',
  })),
};
