/** Steering a run while it goes on. */
import { changeSetting } from '../../graph/edits/change-setting.ts';
import { NODES } from '../../nodes/registry.ts';
import type { Steering } from '../../workers/protocol.ts';
import { dispatch, graphNow } from '../stores/document.ts';
import { useRun } from '../stores/run.ts';
import { toastDiagnostic } from '../stores/toasts.ts';
import { engine } from './engine.ts';
import { stop, train } from './run.ts';

export function steer(change: Partial<Steering>): void {
  const steering = { ...useRun.getState().steering, ...change };
  useRun.setState({ steering });
  engine().steer(steering);
}
/** Multiplies the learning rate of every optimiser, also inside groups, as one step of history. */
export function scaleRates(by: number): void {
  const spec = NODES.get('Optimiser')?.params['rate'];
  if (spec?.type !== 'number') return;
  const setting = { kind: 'Optimiser', param: 'rate', default: spec.default };
  const commands = changeSetting(graphNow(), setting, (rate) => Math.min(spec.max, Math.max(spec.min, Number((rate * by).toPrecision(6)))));
  if (commands.length === 0) return;
  const refusal = dispatch({ type: 'batch', name: by < 1 ? 'Halve the learning rate' : 'Double the learning rate', commands });
  if (refusal) toastDiagnostic(refusal);
}
/** Begins again with the next seed. The seed is the drawing's, so Undo brings the old one back. */
export async function restartWithNewSeed(): Promise<void> {
  const refusal = dispatch({ type: 'set-seed', seed: graphNow().seed + 1 });
  if (refusal) {
    toastDiagnostic(refusal);
    return;
  }
  await stop();
  await train();
}
