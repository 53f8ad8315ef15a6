/** One interface to the places programs run in. */
import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { Target } from '../../compiler/kernel-program.ts';

export interface OpenBackend {
  readonly target: Target;
  /** Why this one, for people: "WebGPU: no adapter, so WebAssembly". */
  readonly reason: string;
  readonly backend: KernelBackend;
  /** Name of the graphics adapter, where there is one. */
  readonly adapter?: string;
  /** Settles with the reason when the device is lost; absent where that cannot happen. */
  readonly lost?: Promise<string>;
  /** Frees the device. Nothing may use the backend afterwards. */
  close(): void;
}
/** What a host (Node, a browser worker) can try. */
export interface Host {
  /** Targets in order of preference. */
  readonly order: readonly Target[];
  /**
   * Opens one target, or says in a few words why not.
   * @param explicit asked for by name: any adapter will do; otherwise software adapters are turned down, because wasm is faster
   */
  open(target: Target, explicit: boolean): Promise<OpenBackend | { readonly refused: string }>;
}
export const NAMES: Readonly<Record<Target, string>> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'plain JavaScript' };

/** A backend was asked for by name and there is none; or there is none at all. */
export class NoBackend extends Error {}
