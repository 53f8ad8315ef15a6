import { arrows, error, warning } from './message.ts';

/** What can be wrong with groups, their ports and reroutes. */
export const GROUP_MESSAGES = {
  'group-missing': error((a: { title: string; group: string }) => ({
    what:
      a.group === ''
        ? `The group ${a.title} has no inside yet.`
        : `The group ${a.title} refers to an inside called “${a.group}” that is not there.`,
    why: 'What a group holds is kept in a drawing of its own, and there is none to read.',
    mend: 'Open the group to draw its inside, or choose one of the groups of this drawing.',
  })),
  'group-recursion': error((a: { path: readonly string[] }) => ({
    what: `A group contains itself: ${arrows(a.path)}.`,
    why: 'Unfolded, it would never end.',
    mend: 'Open the group and remove the use of it inside, or make that use independent and change it.',
  })),
  'group-too-large': error((a: { title: string; limit: number; nesting: number }) => ({
    what: `The group ${a.title} unfolds to more than a drawing can hold.`,
    why: `A drawing has at most ${a.limit} nodes when all its groups are unfolded, and groups lie at most ${a.nesting} deep in each other.`,
    mend: 'Remove some uses of groups, or nest them less.',
  })),
  'group-port-outside': warning((a: { title: string }) => ({
    what: `${a.title} is a port of a group, and stands on the canvas.`,
    why: 'A port joins the inside of a group to what is around it; here there is nothing around.',
    mend: 'Remove it, or move it into a group.',
  })),
  'conduit-sources': error((a: { node: string }) => ({
    what: `Several wires lead into ${a.node}.`,
    why: 'It passes one wire on, and the drawing does not say which of them counts.',
    mend: 'Remove all of these wires but one.',
  })),
  'command-nothing-to-group': error(() => ({
    what: 'Nothing that can be grouped is selected.',
    why: 'A group is made of nodes; the ports of the group around them stay where they are.',
    mend: 'Select the nodes first.',
  })),
  'command-no-group': error((a: { node: string }) => ({
    what: `“${a.node}” is no group that can be unfolded.`,
    why: 'It is another kind of node, or its inside is missing.',
    mend: 'Select a group.',
  })),
  'command-group-in-network': error(() => ({
    what: 'Layers cannot be grouped.',
    why: 'A custom network is one graph of layers; groups are made of nodes of the canvas.',
    mend: 'Go back to the canvas, or put the layers into a custom network of their own.',
  })),
};
