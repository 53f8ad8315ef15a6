import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nodeReference, templateReference } from '../../../src/cli/reference.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { TEMPLATES, template } from '../runtime/rig.ts';

const written = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

describe('the reference', () => {
  test('of nodes is what their files say: run node scripts/docs.mjs', () => {
    expect(written('nodes.md')).toBe(nodeReference());
  });
  test('of templates is what their notes say: run node scripts/docs.mjs', () => {
    expect(written('templates.md')).toBe(templateReference(TEMPLATES.map((name) => [name, template(name)])));
  });
  test('has every node, with every port and setting', () => {
    const text = nodeReference();
    for (const d of NODES.values()) {
      expect(text).toContain(`### ${d.title}\n`);
      for (const name of [...Object.keys(d.inputs), ...Object.keys(d.outputs)]) expect(text).toContain(`| \`${name}\` |`);
      for (const [name, s] of Object.entries(d.params)) expect(text).toContain(`${s.label} (\`${name}\`)`);
    }
  });
});
