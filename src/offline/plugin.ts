/** At the end of a build: writes the service worker with the list of the build's files and their hashes. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

const NAME = 'sw.js';
/** Every browser with service workers reads woff2. */
const LEFT_OUT = /(^|\/)(\.|sw\.js$)|\.(map|woff|ttf)$/;

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? filesIn(join(folder, e.name)) : [join(folder, e.name)]));
const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Writes `sw.js` into a folder that holds a whole build. */
export function writeServiceWorker(folder: string, policy: string): void {
  const files = filesIn(folder)
    .map((file) => [relative(folder, file).split(sep).join('/'), file] as const)
    .filter(([path]) => !LEFT_OUT.test(path))
    .map(([path, file]) => [path, sha256(readFileSync(file))] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = readFileSync(new URL('./service-worker.js', import.meta.url), 'utf8');
  const version = sha256(JSON.stringify([files, policy, text])).slice(0, 16);
  writeFileSync(join(folder, NAME), `const BUILD = ${JSON.stringify({ version, policy, files })};\n${text}`);
}

export const serviceWorker = (policy: string): Plugin => ({
  name: 'service-worker',
  apply: 'build',
  writeBundle({ dir }) {
    if (dir !== undefined) writeServiceWorker(dir, policy);
  },
});
