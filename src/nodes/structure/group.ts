/** Group: a part of the drawing as one node. Unfolded before anything is compiled (src/graph/groups). */
import { GROUP } from '../../graph/groups/kinds.ts';
import { defineNode } from '../define.ts';

export default defineNode({
  kind: GROUP,
  version: 1,
  title: 'Group',
  summary: 'A part of the drawing as one node, which may be used several times. Double-click to open it.',
  words: 'subgraph module block part',
  category: 'structure',
  open: true,
  inputs: {},
  outputs: {},
  params: { subgraph: { type: 'subgraph', label: 'Inside', meaning: 'which group of this drawing it stands for', default: '' } },
});
