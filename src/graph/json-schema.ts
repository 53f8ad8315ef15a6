import { z } from 'zod';
import { fileSchema } from './schema.ts';

export const SCHEMA_ID = 'urn:wellspring:drawing:1';

/** The published JSON Schema of `*.wellspring.json`, as text; scripts/schema.mjs writes it to schema/. */
export function jsonSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(fileSchema, { io: 'input' });
  const named = {
    $schema,
    $id: SCHEMA_ID,
    title: 'Wellspring drawing',
    description: 'A deep generative model drawn as a graph. Generated from src/graph/schema.ts; do not edit.',
    ...schema,
  };
  return `${JSON.stringify(named, null, 2)}\n`;
}
