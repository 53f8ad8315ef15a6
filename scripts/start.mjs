// npm start: sets up what is missing, builds the studio if its sources have changed, serves it and opens a browser.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ROOT, ensureInstalled, ensureStudio } from './setup.mjs';

const HELP = `npm start -- [flags]
  --port N    Port to serve at. Default: 4173, or the next that is free.
  --no-open   Do not open a browser.
`;
function options() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, help: { type: 'boolean' } } });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535))
      throw new Error(`--port cannot be “${values.port}”: it is a whole number from 1 to 65535.`);
    return { ...values, port };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}
const { port, help, 'no-open': closed } = options();
if (help) {
  process.stdout.write(HELP);
  process.exit(0);
}

/** By what the system has for it; nothing is said when it has none, since the address is on the screen. */
function openBrowser(url) {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const [command, ...args] = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] }[process.platform] ?? ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

await ensureInstalled();
await ensureStudio();
const { preview } = await import('vite');
let server;
try {
  server = await preview({
    root: ROOT,
    logLevel: 'error',
    build: { outDir: 'dist/studio' },
    // an address that was asked for is that one or none
    preview: { port: port ?? 4173, strictPort: port !== undefined, open: false },
  });
} catch (error) {
  process.stderr.write(`The studio cannot be served at port ${port ?? 4173}: ${error.message}. Choose another with --port.\n`);
  process.exit(2);
}
const url = server.resolvedUrls?.local[0] ?? `http://localhost:${port ?? 4173}/`;
process.stdout.write(`Wellspring is at ${url}\nCtrl-C ends it.\n`);
if (!closed) openBrowser(url);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void server.close().then(() => process.exit(0)));
