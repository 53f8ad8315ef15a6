// Writes schema/wellspring.schema.json from the code that reads the files. Run it after changing src/graph/schema.ts.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const { module } = await runnerImport(path('../src/graph/json-schema.ts'), { configFile: false, logLevel: 'error' });
await mkdir(path('../schema'), { recursive: true });
await writeFile(path('../schema/wellspring.schema.json'), module.jsonSchemaText());
console.log('Wrote schema/wellspring.schema.json');
