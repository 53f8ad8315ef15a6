import type { Command } from './commands.ts';
import { count } from './messages/message.ts';
import { showEnd } from './wires.ts';

const some = (things: readonly unknown[], noun: string, one: string | undefined): string =>
  things.length === 1 && one !== undefined ? one : count(things.length, noun);

/** A command in a few words, for "Undo …" and the history panel. */
export function describe(command: Command): string {
  switch (command.type) {
    case 'add-node':
      return `Add ${command.node.kind}`;
    case 'remove-nodes':
      return `Remove ${some(command.ids, 'node', command.ids[0])}`;
    case 'move-nodes': {
      const ids = Object.keys(command.positions);
      return `Move ${some(ids, 'node', ids[0])}`;
    }
    case 'set-param':
      return `Set ${command.name} of ${command.node}`;
    case 'reset-param':
      return `Reset ${command.name} of ${command.node}`;
    case 'rename-node':
      return `Rename ${command.node} to ${command.id}`;
    case 'set-label':
      return `Label ${command.node}`;
    case 'set-flag':
      return command.flag === 'muted'
        ? `${command.value ? 'Mute' : 'Unmute'} ${command.node}`
        : `${command.value ? 'Collapse' : 'Expand'} ${command.node}`;
    case 'add-wire':
      return `Wire ${showEnd(command.wire.from)} to ${showEnd(command.wire.to)}`;
    case 'remove-wires':
      return `Remove ${count(command.wires.length, 'wire')}`;
    case 'add-frame':
      return 'Add frame';
    case 'remove-frame':
      return 'Remove frame';
    case 'move-frame':
      return command.size === undefined ? 'Move frame' : 'Resize frame';
    case 'set-frame':
      return command.title === undefined ? 'Color frame' : 'Rename frame';
    case 'set-title':
      return 'Change title';
    case 'set-notes':
      return 'Edit notes';
    case 'set-seed':
      return `Set seed to ${command.seed}`;
    case 'set-clamp':
      return `${command.value === undefined ? 'Free' : 'Clamp'} ${command.variable}`;
    case 'set-view':
      return 'Change view';
    case 'set-subgraph':
      return `Edit custom network ${command.subgraph.title || command.id}`;
    case 'remove-subgraph':
      return `Remove custom network ${command.id}`;
    case 'paste':
      return `Paste ${count(command.nodes.length, 'node')}`;
    case 'pack':
      return `Group ${count(command.ids.length, 'node')}`;
    case 'unpack':
      return `Ungroup ${command.node}`;
    case 'detach-group':
      return `Make ${command.node} independent`;
    case 'bend-wire':
      return `Bend the wire to ${showEnd(command.wire.to)}`;
    case 'straighten':
      return `Straighten ${count(command.ids.length, 'bend')}`;
    case 'set-promoted':
      return 'Choose what the group shows';
    case 'replace':
      return 'Replace drawing';
    case 'batch':
      return command.name;
  }
}
