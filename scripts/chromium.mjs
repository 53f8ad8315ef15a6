// Finds a Chromium for the browser tests, or installs one; and the software Vulkan driver that comes with it, for WebGPU in Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from './setup.mjs';

const say = (text) => process.stderr.write(`${text}\n`);
const isRoot = () => process.getuid?.() === 0;

const SYSTEM = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
  ],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
    .flatMap((name) => process.env[name] ?? [])
    .map((dir) => join(dir, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

/** Path of a Chromium: the one the environment names, the system's, or Playwright's own. */
export async function findChromium() {
  const named = process.env.WELLSPRING_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    say(`WELLSPRING_CHROMIUM names ${named}, and nothing is there.`);
  }
  const system = (SYSTEM[process.platform] ?? []).find((path) => existsSync(path));
  if (system) return system;
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : undefined;
}

const run = (command, ...args) =>
  spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;

const isDebian = () => existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));

function installWithApt() {
  if (process.platform !== 'linux' || !isRoot() || !isDebian()) return false;
  say('No Chromium is installed: installing Debian’s with apt-get …');
  return run('apt-get', 'update', '-qq') && run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium');
}
function installWithPlaywright() {
  // its libraries come from the system's packages, which only root may install
  const deps = process.platform === 'linux' && isRoot() ? ['--with-deps'] : [];
  say(`No Chromium is installed: running npx playwright install ${deps.join(' ')} chromium …`);
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  return run(process.execPath, cli, 'install', ...deps, 'chromium');
}

/** Path of a Chromium, installed if need be; undefined, with words on what to do, where that fails. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  for (const install of [installWithApt, installWithPlaywright]) {
    if (!install()) continue;
    const installed = await findChromium();
    if (installed) return installed;
  }
  say('Chromium could not be installed. Install Chromium or Google Chrome, or set WELLSPRING_CHROMIUM to the path of one, then try again.');
  return undefined;
}

function beside(folder, name) {
  if (existsSync(join(folder, name))) return join(folder, name);
  for (const e of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
    if (e.isDirectory() && existsSync(join(folder, e.name, name))) return join(folder, e.name, name);
  return undefined;
}

/** Environment in which Node's WebGPU runs on the processor, as far as the Chromium at hand brings what that takes. Puts a link in `scratch`. */
export function softwareVulkan(chromium, scratch) {
  if (process.platform !== 'linux' || process.env.VK_ICD_FILENAMES || process.env.VK_DRIVER_FILES || !chromium) return {};
  const folders = [dirname(chromium), '/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
  const driver = folders.map((dir) => beside(dir, 'vk_swiftshader_icd.json')).find((file) => file !== undefined);
  if (!driver) return {};
  const loader = join(dirname(driver), 'libvulkan.so.1');
  const libraries = [process.env.LD_LIBRARY_PATH];
  if (existsSync(loader)) {
    // the loader alone: Chromium's folder holds other libraries that must not shadow the system's
    symlinkSync(loader, join(scratch, 'libvulkan.so.1'));
    libraries.unshift(scratch);
  }
  return {
    VK_ICD_FILENAMES: driver,
    XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? tmpdir(),
    LD_LIBRARY_PATH: libraries.filter(Boolean).join(delimiter),
  };
}
