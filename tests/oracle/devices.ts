/** Devices for tests. */
import { existsSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import type { Target } from '../../src/compiler/kernel-program.ts';
import { nodeHost } from '../../src/runtime/backends/node.ts';
import { openBackend } from '../../src/runtime/backends/open.ts';
import { Device } from '../../src/runtime/execute/device.ts';

export interface TestDevice {
  readonly device: Device;
  close(): void;
}
export async function testDevice(target: Target): Promise<TestDevice> {
  if (target === 'webgpu') softwareVulkan();
  const open = await openBackend(target, nodeHost());
  return { device: new Device(open.target, open.backend), close: () => open.close() };
}
const DRIVERS = [
  process.env['WELLSPRING_VULKAN_DRIVER'] ?? '',
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/share/vulkan/icd.d/vk_swiftshader_icd.json',
  '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json',
];
/** Points Vulkan at a driver in software, unless the machine says which one it wants. Only tests do this. */
function softwareVulkan(): void {
  if (process.env['VK_ICD_FILENAMES'] || process.env['VK_DRIVER_FILES']) return;
  const driver = DRIVERS.find((f) => f && existsSync(f));
  if (driver) process.env['VK_ICD_FILENAMES'] = driver;
  loadVulkan();
  process.env['XDG_RUNTIME_DIR'] ??= tmpdir();
}

/** Linux: keep the library after it is closed. Node has no name for it. */
const RTLD_NODELETE = 0x1000;
const LOADERS = ['/usr/lib/chromium/libvulkan.so.1'];
/**
 * Where the system has no Vulkan loader, the one shipped with Chromium will do. Loading it as an add-on fails, because it is none, but
 * leaves the library in the process, where Dawn finds it by name.
 */
function loadVulkan(): void {
  const loader = LOADERS.find((f) => existsSync(f));
  if (!loader || existsSync('/usr/lib/x86_64-linux-gnu/libvulkan.so.1')) return;
  try {
    process.dlopen({ exports: {} }, loader, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch (e) {
    if (!/did not self-register/.test(String(e))) throw e;
  }
}
