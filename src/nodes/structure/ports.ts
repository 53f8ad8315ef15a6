/** What wires cross the border of a group through. The name of the node is the name of the port. */
import { GROUP_INPUT, GROUP_OUTPUT, IN, OUT } from '../../graph/groups/kinds.ts';
import { defineNode } from '../define.ts';

const meaning = {
  type: 'text',
  label: 'Meaning',
  meaning: 'what the port is for, shown where the group is used; empty: what it is wired to says so',
  default: '',
  maxLength: 200,
} as const;

export const groupInput = defineNode({
  kind: GROUP_INPUT,
  version: 1,
  title: 'Group input',
  summary: 'An input of this group: what is wired to it where the group is used comes out here.',
  category: 'structure',
  border: true,
  free: true,
  inputs: {},
  outputs: { [OUT]: { kind: 'value', meaning: 'what is wired to the group' } },
  params: { meaning },
});
export const groupOutput = defineNode({
  kind: GROUP_OUTPUT,
  version: 1,
  title: 'Group output',
  summary: 'An output of this group: what is wired to it can be used where the group is.',
  category: 'structure',
  border: true,
  free: true,
  inputs: { [IN]: { kind: 'value', arity: 'optional', meaning: 'what the group gives' } },
  outputs: {},
  params: { meaning },
});
