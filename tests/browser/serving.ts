/** A small server of a built page, which can change to another build and can go away. */
import { readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};
export interface Served {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  folder: string;
  readonly close: () => Promise<void>;
}
export async function serve(folder: string): Promise<Served> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    asked.push(path);
    try {
      const name = path === '/' ? '/index.html' : path;
      const body = readFileSync(join(served.folder, normalize(name)));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'cache-control': 'no-cache' });
      response.end(body);
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const served: Served = {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    asked,
    folder,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return served;
}
/** Where the configuration has the page built for these tests. */
export const BUILT = `dist/browser-test-${Number(process.env['WELLSPRING_PORT'] ?? 4183)}`;
