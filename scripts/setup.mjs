// What must be there before anything runs in a clone: packages as the lock file says, and builds of the present sources.
// Needs nothing but Node itself. Everything is said on standard error.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const say = (text) => process.stderr.write(`${text}\n`);

export function requireNode() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major >= 20) return;
  say(`Wellspring needs Node.js 20 or newer; this is ${process.versions.node}. See https://nodejs.org`);
  process.exit(2);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Why node_modules is not what package-lock.json says; undefined where it is. npm keeps a copy of the lock it installed. */
function staleness() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'The packages are not installed yet';
  const wanted = readJson(join(ROOT, 'package-lock.json')).packages;
  const have = readJson(installed).packages;
  for (const [name, { version, optional, link }] of Object.entries(wanted)) {
    if (name === '' || link) continue;
    // optional packages are for other machines, or could not be installed here
    if (have[name] === undefined ? !optional : have[name].version !== version) return 'package-lock.json has changed';
  }
  return undefined;
}

/** npm is started by Node, so that it is found the same way on every system. */
function npm(...args) {
  const own = process.env.npm_execpath;
  const beside = [join(dirname(process.execPath), '..', 'lib'), dirname(process.execPath)].map((d) =>
    join(d, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  );
  const cli = [own, ...beside].find((f) => f !== undefined && /npm-cli\.[cm]?js$/.test(f) && existsSync(f));
  const options = { cwd: ROOT, stdio: ['ignore', 2, 2] };
  return cli === undefined
    ? spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
    : spawnSync(process.execPath, [cli, ...args], options);
}

export async function ensureInstalled() {
  requireNode();
  const why = staleness();
  if (why === undefined) return;
  say(`${why}: running npm ci …`);
  const { status } = npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error');
  if (status === 0) return;
  say('npm ci failed, as it says above. Check the connection to the package registry, then try again.');
  process.exit(2);
}

/** A fingerprint of all that a build is made from. */
function fingerprint(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    let entries;
    try {
      entries = readdirSync(path, { withFileTypes: true });
    } catch {
      hash
        .update(relative(ROOT, path))
        .update('\0')
        .update(existsSync(path) ? readFileSync(path) : '');
      return;
    }
    for (const e of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) visit(join(path, e.name));
  };
  for (const path of paths) visit(join(ROOT, path));
  return hash.digest('hex');
}

/** Puts the draft in the place of what is there; another process may be doing the same. */
function swap(draft, target, old) {
  for (let attempt = 0; ; attempt++)
    try {
      if (existsSync(target)) renameSync(target, `${old}-${attempt}`);
      renameSync(draft, target);
      rmSync(`${old}-${attempt}`, { recursive: true, force: true });
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
}

/** Builds into a folder of its own, and swaps it in when it is whole: another process may be running the old one. */
async function ensureBuilt(what, target, config, sources) {
  const stamp = join(ROOT, target, '.sources');
  const now = fingerprint(['package-lock.json', config, ...sources]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  if (!existsSync(join(ROOT, 'node_modules', 'vite'))) {
    say('The packages are not installed yet. Run npm ci first, or npm start, which does.');
    process.exit(2);
  }
  if (process.stderr.isTTY) say(`Building ${what} …`);
  const draft = join(ROOT, 'dist', `.draft-${process.pid}`);
  const old = join(ROOT, 'dist', `.old-${process.pid}`);
  try {
    mkdirSync(dirname(draft), { recursive: true });
    const { build } = await import('vite');
    await build({ root: ROOT, configFile: join(ROOT, config), logLevel: 'error', build: { outDir: draft, emptyOutDir: true } });
    writeFileSync(join(draft, '.sources'), now);
    swap(draft, join(ROOT, target), old);
  } catch (error) {
    say(`Building ${what} failed. ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
const ENGINE = ['compiler', 'data', 'distributions', 'graph', 'ir', 'nodes', 'runtime'];
const sources = (...folders) => [...ENGINE, ...folders].map((folder) => `src/${folder}`);

export const ensureCommandLine = () => ensureBuilt('the command line', 'dist/cli', 'vite.cli.config.ts', sources('cli'));
export const ensureStudio = () =>
  ensureBuilt('the studio', 'dist/studio', 'vite.config.ts', [
    ...sources('offline', 'storage', 'studio', 'workers'),
    'templates',
    'public',
    'index.html',
  ]);
