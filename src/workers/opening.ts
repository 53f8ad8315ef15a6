/** Opens the backend that a run asks for, and makes all that the run needs on it. */
import type { Host } from '../runtime/backends/backend.ts';
import { openBackend } from '../runtime/backends/open.ts';
import { Betweens } from '../runtime/between.ts';
import type { Checkpoint } from '../runtime/checkpoint.ts';
import { Examining } from '../runtime/examining.ts';
import { Device } from '../runtime/execute/device.ts';
import { Probing } from '../runtime/probing.ts';
import { Tasks } from '../runtime/tasks.ts';
import { Trainer } from '../runtime/trainer.ts';
import type { TaskWatch } from '../runtime/watching.ts';
import { Cadence } from './cadence.ts';
import { workOf } from './looks.ts';
import type { Ready } from './ready.ts';
import type { Run } from './run.ts';

/** @param watch calls off long tasks, and is told how far they are @throws NoBackend */
export async function openRun(
  base: Ready & Pick<Run, 'events'>,
  checkpoint: Checkpoint | undefined,
  host: Host,
  watch: TaskWatch,
): Promise<Run> {
  const { request, graph, environment, compiled, sources } = base;
  const opened = await openBackend(request.backend, host);
  const device = new Device(opened.target, opened.backend);
  const trainer = new Trainer({ compiled, device, sources, seed: request.seed, graph: request.graph, checkpoint });
  const looked = { graph, environment, compiled, device, sources, seed: request.seed, state: () => trainer.state };
  const parts = {
    ...base,
    opened,
    device,
    trainer,
    tasks: new Tasks({ ...looked, watch }),
    probing: new Probing(looked),
    examining: new Examining({ ...looked, backend: opened.backend, trainer }),
    betweens: new Betweens({ ...looked, watch }),
  };
  return { ...parts, cadence: new Cadence(() => workOf(parts)) };
}
