import { arrows, article, error, info, list, warning } from './message.ts';

import { wireKindText } from './wire-kind.ts';

/** What can be wrong with a drawing, seen without building it. */
export const DRAWING = {
  'unknown-kind': warning((a: { kind: string }) => ({
    what: `This version of Wellspring has no node called “${a.kind}”.`,
    why: 'The node came from another version or from an extension. It is kept as a placeholder, with its wires and settings.',
    mend: 'Update Wellspring, or put another node in its place. Saving the drawing keeps it as it is.',
  })),
  'node-newer': warning((a: { title: string; version: number; known: number }) => ({
    what: `${a.title} was saved by a newer version of Wellspring (${a.version}; this one knows ${a.known}).`,
    why: 'Its settings may mean something else here.',
    mend: 'Update Wellspring, or check the settings of this node.',
  })),
  'unknown-port': error((a: { title: string; port: string; side: 'input' | 'output'; known: readonly string[] }) => ({
    what: `${a.title} has no ${a.side} called “${a.port}”.`,
    why:
      a.known.length === 0
        ? `${a.title} has no ${a.side}s at all, so the wire has nowhere to end.`
        : `Its ${a.side}s are ${list(a.known)}, so the wire has nowhere to end.`,
    mend: 'Remove the wire, or draw it again to one of the ports that are there.',
  })),
  'unknown-param': info((a: { title: string; name: string }) => ({
    what: `${a.title} has no setting called “${a.name}”.`,
    why: 'It was probably written by another version. It is kept in the file and has no effect here.',
    mend: 'Nothing needs to be done. Remove the setting if you wrote it by hand.',
  })),
  'wire-kind': error(wireKindText),
  'missing-wire': error((a: { title: string; port: string; kind: string; meaning: string }) => ({
    what: `Nothing is wired to the ${a.port} of this ${a.title}.`,
    why: `${a.title} needs it, and something in the drawing uses this ${a.title}. The port takes ${article(a.kind)}: ${a.meaning.replace(/\.$/, '')}.`,
    mend: `Draw a wire from ${article(a.kind)} to ${a.port}, or remove the wires that use this ${a.title}.`,
  })),
  'muted-input': error((a: { title: string; port: string; source: string }) => ({
    what: `The ${a.port} of this ${a.title} comes from ${a.source}, which is muted.`,
    why: `A muted node counts as not there, and ${a.title} cannot do without its ${a.port}.`,
    mend: `Unmute ${a.source}, mute this ${a.title} too, or wire something else to ${a.port}.`,
  })),
  unfinished: info((a: { title: string; ports: readonly string[] }) => ({
    what: `This ${a.title} still needs a wire to ${list(a.ports)}.`,
    why: 'Nothing uses the node yet, so it holds nothing up.',
    mend: 'Finish it when you need it.',
  })),
  'several-sources': error((a: { target: string; sources: readonly string[] }) => ({
    what: `${a.target} has several wires coming in: from ${list(a.sources)}.`,
    why: 'This port takes one wire, and the drawing does not say which of them counts.',
    mend: 'Remove all of these wires but one.',
  })),
  'self-wire': error((a: { node: string }) => ({
    what: `A wire leads from ${a.node} back to ${a.node}.`,
    why: 'A node would need its own result before it could make it.',
    mend: 'Remove the wire.',
  })),
  'duplicate-wire': error((a: { source: string; target: string }) => ({
    what: `There is already a wire from ${a.source} to ${a.target}.`,
    why: 'A second one would say the same thing again.',
    mend: 'Keep one of them.',
  })),
  'dangling-wire': error((a: { node: string; source: string; target: string }) => ({
    what: `The wire from ${a.source} to ${a.target} ends at “${a.node}”, which is not in the drawing.`,
    why: 'A wire needs a node at both ends.',
    mend: 'Remove the wire, or put the node back.',
  })),
  'duplicate-id': error((a: { id: string }) => ({
    what: `Two nodes are called “${a.id}”.`,
    why: 'Wires and trained weights find their node by this name, so it must be the only one.',
    mend: 'Rename one of them.',
  })),
  'param-type': error((a: { label: string; expected: string; got: string }) => ({
    what: `“${a.label}” should be ${a.expected}, but it is ${a.got}.`,
    why: 'The node cannot read this setting.',
    mend: `Set it to ${a.expected}, or reset it to its default.`,
  })),
  'param-range': error((a: { label: string; value: string; allowed: string }) => ({
    what: `“${a.label}” is ${a.value}, which is outside what the node can use.`,
    why: `It must be ${a.allowed}.`,
    mend: 'Choose a value in that range, or reset it to its default.',
  })),
  'param-choice': error((a: { label: string; value: string; options: readonly string[] }) => ({
    what: `“${a.label}” is “${a.value}”, which is not one of its choices.`,
    why: `The choices are ${list(a.options)}.`,
    mend: 'Pick one of the choices.',
  })),
  'name-missing': warning((a: { label: string; name: string }) => ({
    what: `“${a.label}” mentions “${a.name}”, and no node has that name.`,
    why: 'The node was probably removed or renamed elsewhere. The name has no effect.',
    mend: 'Take the name out of the list, or correct it.',
  })),
  'column-claimed-twice': error((a: { column: string; variables: readonly string[] }) => ({
    what: `${a.column} is the data of ${list(a.variables)}.`,
    why: 'Data that clamps a variable is that variable, so one column cannot be two variables of the same model.',
    mend: 'Keep one of these variables, and let the others go without data or use another column.',
  })),
  'value-cycle': error((a: { nodes: readonly string[] }) => ({
    what: `The wires run in a circle: ${arrows(a.nodes)}.`,
    why: 'Each of these nodes waits for the one before it, so none can go first. Only a random variable may close a circle, because it can be drawn or given.',
    mend: 'Remove one of the wires, or put a Latent node into the circle.',
  })),
  'layer-outside': error((a: { title: string }) => ({
    what: `${a.title} is a layer, and stands on the canvas.`,
    why: 'A layer is a part of a network; on the canvas there is no network around it.',
    mend: 'Add a CustomNetwork node, open it, and put the layer inside.',
  })),
  'not-a-layer': error((a: { title: string }) => ({
    what: `${a.title} stands inside a custom network.`,
    why: 'A network is a plain function: it holds layers and networks, and no random variables, data or objectives.',
    mend: `Move ${a.title} to the canvas and wire it to the CustomNetwork there.`,
  })),
  'subgraph-missing': error((a: { title: string; subgraph: string }) => ({
    what:
      a.subgraph === ''
        ? `This ${a.title} has no inside yet.`
        : `This ${a.title} refers to an inside called “${a.subgraph}”, which the drawing does not have.`,
    why: 'Its layers are kept in a drawing of their own, and there is none to read.',
    mend: `Open the ${a.title} to draw its layers, or choose one of the drawings that are there.`,
  })),
  'subgraph-cycle': error((a: { nodes: readonly string[] }) => ({
    what: `Inside the custom network the wires run in a circle: ${arrows(a.nodes)}.`,
    why: 'Each layer waits for the one before it, so none can go first.',
    mend: 'Remove one of the wires. To use an earlier result again, wire it forward past the layers in between.',
  })),
  'subgraph-recursion': error((a: { path: readonly string[] }) => ({
    what: `A custom network contains itself: ${arrows(a.path)}.`,
    why: 'Unfolded, it would never end.',
    mend: 'Let the inner CustomNetwork refer to another drawing.',
  })),
};
