/** Where the program's own files lie. Both src/cli and dist/cli are two folders below the package. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
export const PACKAGE = join(HERE, '..', '..');
export const TEMPLATES = join(PACKAGE, 'templates');

/** The WebAssembly files that the build laid beside the bundle; run from source, the installed package has them. */
export const wasmDir = (): string | undefined => {
  const beside = join(HERE, 'wasm');
  return existsSync(beside) ? beside : undefined;
};
