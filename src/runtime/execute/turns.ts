/** Runs loops: the body once a turn, what it carries handed from turn to turn. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelProgram, LoopStep } from '../../compiler/kernel-program.ts';

/** Where a loop stands after a turn. */
export interface Progress {
  /** The loop's name: that of its frames, else of its body. */
  readonly name: string;
  /** How many loops it stands in. */
  readonly depth: number;
  /** Turns done, from 1. */
  readonly done: number;
  readonly turns: number;
  /** The carried value that a viewer may follow. Only until the run goes on: retain it to keep it. */
  readonly frame?: TensorInfo | undefined;
}
/** What a loop needs of the device. */
export interface Hands {
  readonly depth: number;
  retain(t: TensorInfo): TensorInfo;
  release(t: TensorInfo): void;
  scalar(x: number): TensorInfo;
  /** Member `index` along the first axis. */
  member(t: TensorInfo, index: number, table: Float32Array | undefined): TensorInfo;
  /** Side by side along a new first axis; takes over the parts. */
  stacked(parts: readonly TensorInfo[]): TensorInfo;
  body(k: KernelProgram, args: readonly TensorInfo[], turn: number): Generator<Progress, Record<string, TensorInfo>>;
}

/**
 * @param inputs carried values, values gone over (turns as first axis), values from outside; the caller keeps them
 * @param tables the values gone over that are constants, as numbers on the host
 * @returns the results, each with a reference of its own
 */
export function* runLoop(
  h: Hands,
  loop: LoopStep,
  inputs: { readonly carried: readonly TensorInfo[]; readonly over: readonly TensorInfo[]; readonly reads: readonly TensorInfo[] },
  tables: readonly (Float32Array | undefined)[],
): Generator<Progress, readonly TensorInfo[]> {
  const left = Object.keys(loop.body.outputs).filter((name) => name.startsWith('e'));
  const counts = loop.body.sources.some((s) => s.source.kind === 'argument' && s.source.index === 0);
  let carried = inputs.carried.map((t) => h.retain(t));
  const kept: TensorInfo[][] = [...left, ...loop.tapes].map(() => []);
  let passing: TensorInfo[] = [];
  try {
    for (let n = 0; n < loop.turns; n++) {
      const turn = loop.reverse ? loop.turns - 1 - n : n;
      // a body that does not ask for its number gets one all the same: the first number of what it carries costs nothing
      passing = [h.scalar(counts ? turn : 0)];
      inputs.over.forEach((t, k) => passing.push(h.member(t, turn, tables[k])));
      const [index, ...members] = passing;
      const out = yield* h.body(loop.body, [index!, ...carried, ...members, ...inputs.reads], turn);
      left.forEach((name, k) => (kept[k]![turn] = out[name]!));
      loop.tapes.forEach((of, k) => (kept[left.length + k]![turn] = h.retain(carried[of]!)));
      for (const t of [...carried, ...passing]) h.release(t);
      passing = [];
      carried = carried.map((_, k) => out[`c${k}`]!);
      yield {
        name: loop.frames?.name ?? loop.body.name,
        depth: h.depth,
        done: n + 1,
        turns: loop.turns,
        frame: loop.frames && carried[loop.frames.of],
      };
    }
    const stacks = kept.splice(0).map((parts) => h.stacked(parts));
    const results = [...carried, ...stacks];
    carried = [];
    return results;
  } finally {
    // given up in the middle: nothing may stay behind
    for (const t of [...carried, ...passing, ...kept.flat()]) if (t) h.release(t);
  }
}
