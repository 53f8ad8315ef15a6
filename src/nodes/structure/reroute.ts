/** Reroute: a bend in a wire. */
import { IN, OUT, REROUTE } from '../../graph/groups/kinds.ts';
import { defineNode } from '../define.ts';

export default defineNode({
  kind: REROUTE,
  version: 1,
  title: 'Reroute',
  summary: 'A bend in a wire of any kind: passes on what it is given.',
  words: 'bend dot knot',
  category: 'structure',
  free: true,
  inputs: { [IN]: { kind: 'value', arity: 'optional', meaning: 'what it passes on' } },
  outputs: { [OUT]: { kind: 'value', meaning: 'what it is given' } },
  params: {},
});
