// Measures a training step against the same model in TF.js by hand, jax-js and PyTorch. See tests/bench/README.md.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundles = join(root, '.cache/bench');

await build({ configFile: join(root, 'tests/bench/vite.config.ts') });
const { main } = await import(pathToFileURL(join(bundles, 'run.js')).href);
process.exitCode = await main(process.argv.slice(2), root, bundles);
