/** One device for the tests of a block: opened before them, closed after them. */
import { afterAll, beforeAll } from 'vitest';
import type { Target } from '../../../src/compiler/kernel-program.ts';
import type { Device } from '../../../src/runtime/execute/device.ts';
import { type TestDevice, testDevice } from '../../oracle/devices.ts';

/** Starting one takes seconds on a busy machine. */
const PATIENCE = 120_000;

/** @returns the device; to be called within tests only */
export function useDevice(target: Target): () => Device {
  let opened: TestDevice | undefined;
  beforeAll(async () => {
    opened = await open(target);
  }, PATIENCE);
  afterAll(() => opened?.close());
  return () => {
    if (!opened) throw new Error(`no ${target} device is open`);
    return opened.device;
  };
}
async function open(target: Target): Promise<TestDevice> {
  try {
    return await testDevice(target);
  } catch (e) {
    throw new Error(
      `This test needs ${target}, and there is none: ${e instanceof Error ? e.message : String(e)}.` +
        (target === 'webgpu' ? ' A software adapter will do: tests/oracle/devices.ts says where its driver is looked for.' : ''),
      { cause: e },
    );
  }
}
