/** A run at hand: what is ready, and the device and all that lies on it. */
import type { OpenBackend } from '../runtime/backends/backend.ts';
import type { Betweens } from '../runtime/between.ts';
import type { Examining } from '../runtime/examining.ts';
import type { Device } from '../runtime/execute/device.ts';
import type { Probing } from '../runtime/probing.ts';
import type { Tasks } from '../runtime/tasks.ts';
import type { Trainer } from '../runtime/trainer.ts';
import type { Cadence } from './cadence.ts';
import type { EngineEvents, RunStatus } from './protocol.ts';
import type { Ready } from './ready.ts';

export interface Run extends Ready {
  readonly events: EngineEvents;
  readonly opened: OpenBackend;
  readonly device: Device;
  readonly trainer: Trainer;
  readonly tasks: Tasks;
  readonly probing: Probing;
  readonly betweens: Betweens;
  readonly examining: Examining;
  readonly cadence: Cadence;
}
/** What is told of it. */
export function statusOf({ opened, trainer, request, device }: Run, now: Pick<RunStatus, 'state' | 'msPerStep' | 'task'>): RunStatus {
  const { target, reason, adapter } = opened;
  return {
    ...now,
    step: trainer.step,
    total: request.steps,
    backend: { name: target, reason, adapter },
    memory: device.memory(),
  };
}
/** Frees the device. A lost one may refuse: then there is nothing left to free. */
export function free(run: Run): void {
  try {
    run.tasks.close();
    run.probing.close();
    run.betweens.close();
    run.examining.close();
    run.trainer.close();
  } catch (e) {
    if (!run.opened.lost) throw e;
  }
  run.opened.close();
}
