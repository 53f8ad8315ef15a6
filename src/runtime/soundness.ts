/** Whether every number of the state is finite, asked on the device: the answer is one number, however large the state. */
import type { KernelProgram } from '../compiler/kernel-program.ts';
import { lower } from '../compiler/lower/lower.ts';
import { Builder } from '../ir/builder.ts';
import { ZEROS } from '../ir/value.ts';
import type { Buffer, Device } from './execute/device.ts';

export class Soundness {
  private readonly program: KernelProgram;

  constructor(
    private readonly device: Device,
    vectors: Readonly<Record<string, Buffer>>,
  ) {
    const b = new Builder('soundness');
    // 0 times a number is 0, 0 times an infinity is NaN, and a NaN survives every sum; a factor known beforehand would be folded away
    const zero = b.input('zero', [], []);
    const sums = Object.entries(vectors).map(([name, v]) => b.sumEvent(b.mul(b.state(name, [...v.shape], ZEROS), zero)));
    this.program = lower(b.program({ sum: b.total(0, ...sums) }), { target: device.target, batch: 1 });
  }
  /** Enqueues the question; the answer is about the state as it is now. */
  ask(vectors: Readonly<Record<string, Buffer>>): Buffer {
    return this.device.run(this.program, { vectors, inputs: { zero: new Float32Array(1) }, seed: 0, step: 0 })['sum']!;
  }
  /** Reads the answer and frees it. */
  async answer(asked: Buffer): Promise<boolean> {
    const [sum] = await this.device.download(asked);
    this.device.release(asked);
    return sum === 0;
  }
  close(): void {
    this.device.forget(this.program);
  }
}
