/** Devices for tests. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  process.env['XDG_RUNTIME_DIR'] ??= tmpdir();
}
