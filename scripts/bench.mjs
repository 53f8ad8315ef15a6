// Measures a training step against the same model in TF.js by hand, jax-js and PyTorch; or, with --looking, what looking at a run costs. See tests/bench/README.md.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundles = join(root, '.cache/bench');

await build({ configFile: join(root, 'tests/bench/vite.config.ts') });
const args = process.argv.slice(2);
const entry = args.includes('--looking') ? 'looking.js' : 'run.js';
const { main } = await import(pathToFileURL(join(bundles, entry)).href);
process.exitCode = await main(args, root, bundles);
