#!/usr/bin/env node
// Runs the command line. In a clone it is built first when its sources have changed; a package brings it built.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  process.stderr.write(`Wellspring needs Node.js 20 or newer; this is ${process.versions.node}. See https://nodejs.org\n`);
  process.exit(2);
}
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
if (existsSync(path('../src/cli'))) {
  const { ensureCommandLine } = await import('../scripts/setup.mjs');
  await ensureCommandLine();
}
await import('../dist/cli/wellspring.js');
