/** How Dawn finds a Vulkan driver on a machine without a graphics card: the one in software that Debian's Chromium ships. */
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

/** Environments to try in turn: as it is, then with the driver in software. */
export function vulkanEnvironments(): readonly NodeJS.ProcessEnv[] {
  const { env } = process;
  if (env['VK_ICD_FILENAMES'] || env['VK_DRIVER_FILES']) return [env];
  const driver = env['WELLSPRING_VULKAN_DRIVER'] ?? shippedDriver();
  return driver === undefined ? [env] : [env, withDriver(driver)];
}
function shippedDriver(): string | undefined {
  try {
    const found = execFileSync('dpkg', ['-S', '*swiftshader_icd.json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /: (\/.*)$/m.exec(found)?.[1];
  } catch {
    return undefined;
  }
}
function withDriver(driver: string): NodeJS.ProcessEnv {
  const { env } = process;
  // Chromium keeps the loader beside the driver, for machines that have none
  const libraries = [dirname(driver), env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return { ...env, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: libraries, XDG_RUNTIME_DIR: env['XDG_RUNTIME_DIR'] ?? tmpdir() };
}
