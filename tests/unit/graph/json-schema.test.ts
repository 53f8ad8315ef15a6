import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jsonSchemaText } from '../../../src/graph/json-schema.ts';

it('is published as generated (npm run schema)', () => {
  const published = readFileSync(new URL('../../../schema/wellspring.schema.json', import.meta.url), 'utf8');
  expect(published).toBe(jsonSchemaText());
});

it('asks for format and version, and lets other fields of the file and of nodes survive', () => {
  const schema: unknown = JSON.parse(jsonSchemaText());
  expect(schema).toMatchObject({
    type: 'object',
    required: ['format', 'version'],
    additionalProperties: {},
    properties: {
      nodes: { items: { required: ['id', 'kind'], additionalProperties: {} } },
      wires: { items: { additionalProperties: false } },
    },
  });
});
