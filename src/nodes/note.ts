/** Note: text on the canvas. */
import { defineNode } from './define.ts';

export default defineNode({
  kind: 'Note',
  version: 1,
  title: 'Note',
  summary: 'Text on the canvas.',
  words: 'text comment markdown',
  category: 'note',
  inputs: {},
  outputs: {},
  params: { text: { type: 'text', label: 'Text', meaning: 'what the note says', default: '', multiline: true, maxLength: 10_000 } },
});
