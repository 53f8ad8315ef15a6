// Writes docs/nodes.md and docs/templates.md from what the nodes and the templates say of themselves. Run it after changing one.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const load = async (file) => (await runnerImport(path(file), { configFile: false, logLevel: 'error' })).module;

const { nodeReference, templateReference } = await load('../src/cli/reference.ts');
const { parseFile } = await load('../src/graph/file.ts');
const ENDING = '.wellspring.json';
const names = (await readdir(path('../templates'))).filter((f) => f.endsWith(ENDING)).toSorted();
const graphs = await Promise.all(
  names.map(async (f) => [f.slice(0, -ENDING.length), parseFile(await readFile(path(`../templates/${f}`), 'utf8')).graph]),
);
await mkdir(path('../docs'), { recursive: true });
await writeFile(path('../docs/nodes.md'), nodeReference());
await writeFile(path('../docs/templates.md'), templateReference(graphs));
console.log('Wrote docs/nodes.md and docs/templates.md');
