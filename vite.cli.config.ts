import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Plugin, defineConfig } from 'vite';

/** The WebAssembly files lie beside the bundle, which cannot find the package it was made from. */
const wasmBeside = (): Plugin => ({
  name: 'wasm-beside',
  writeBundle({ dir }) {
    const from = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');
    mkdirSync(join(dir ?? '', 'wasm'), { recursive: true });
    for (const file of readdirSync(from).filter((f) => f.endsWith('.wasm'))) cpSync(join(from, file), join(dir ?? '', 'wasm', file));
  },
});

/** The command line: one program for Node with everything in it but the native WebGPU library. */
export default defineConfig({
  plugins: [wasmBeside()],
  publicDir: false,
  // the browser's builds of TF.js' modules would bring a second copy of its core
  resolve: { mainFields: ['module', 'main'] },
  ssr: { target: 'node', noExternal: true, external: ['webgpu'], resolve: { mainFields: ['module', 'main'] } },
  build: {
    ssr: true,
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: { wellspring: 'src/cli/entry.ts' },
      external: ['webgpu'],
      output: {
        entryFileNames: '[name].js',
        // all in one folder: the program finds its templates two folders above itself
        chunkFileNames: '[name]-[hash].js',
        // Emscripten's loader, inside TF.js, asks for CommonJS names
        banner: [
          "import { createRequire as __createRequire } from 'node:module';",
          "import { dirname as __dirnameOf } from 'node:path';",
          "import { fileURLToPath as __fileURLToPath } from 'node:url';",
          'const require = __createRequire(import.meta.url);',
          'const __filename = __fileURLToPath(import.meta.url);',
          'const __dirname = __dirnameOf(__filename);',
          '',
        ].join('\n'),
      },
    },
  },
});
