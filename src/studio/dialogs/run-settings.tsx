/** How long, on what, in which batches. */
import { type ReactNode, useId } from 'react';
import { flat } from '../../graph/groups/flatten.ts';
import { wayTo, withinOf } from '../place.ts';
import { DEFAULT_STEPS, stepsOf } from '../actions/run.ts';
import { BACKENDS } from '../header/backend-names.ts';
import { NumberField } from '../inspector/number-field.tsx';
import { NODES } from '../../nodes/registry.ts';
import { type Theme, session, useSession } from '../stores/session.ts';
import { dispatch, useGraph } from '../stores/document.ts';
import { setTheme } from '../theme.ts';
import { Dialog } from './dialog.tsx';

const STEPS = {
  type: 'number',
  label: 'Steps',
  meaning: 'optimiser turns',
  default: DEFAULT_STEPS,
  min: 1,
  max: 10_000_000,
  integer: true,
  unit: 'steps',
} as const;
const VIEWS = {
  type: 'number',
  label: 'Pictures',
  meaning: 'steps between pictures',
  default: 100,
  min: 0,
  max: 100_000,
  integer: true,
  unit: 'steps',
} as const;

export default function RunSettings(): ReactNode {
  const graph = useGraph();
  const backend = useSession((s) => s.backend);
  const viewEvery = useSession((s) => s.viewEvery);
  const theme = useSession((s) => s.theme);
  const ids = { steps: useId(), views: useId(), backend: useId(), theme: useId() };
  const optimisers = flat(graph).nodes.filter((n) => n.kind === 'Optimiser');
  const batch = NODES.get('Optimiser')?.params['batch'];
  return (
    <Dialog title="Run settings" close={() => session().set({ dialog: undefined })}>
      <div className="settings">
        <div className="row">
          <label htmlFor={ids.steps}>Steps to train</label>
          <NumberField
            id={ids.steps}
            spec={STEPS}
            value={stepsOf(graph)}
            set={(v) => void dispatch({ type: 'set-view', name: 'steps', value: v })}
          />
        </div>
        {batch?.type === 'number' &&
          optimisers.map((o) => (
            <div className="row" key={o.id}>
              <label htmlFor={`batch-${o.id}`}>Batch of {o.label ?? o.id}</label>
              <NumberField
                id={`batch-${o.id}`}
                spec={{ ...batch, unit: 'examples' }}
                value={typeof o.params['batch'] === 'number' ? o.params['batch'] : batch.default}
                set={(value, merge) => {
                  const { path, id } = wayTo(graph, o.id);
                  const within = withinOf(graph, path)?.within;
                  const place = within === undefined ? {} : { within };
                  dispatch({ type: 'set-param', node: id, name: 'batch', value, ...place }, merge ? `batch:${o.id}` : undefined);
                }}
              />
            </div>
          ))}
        <div className="row">
          <label htmlFor={ids.backend}>Backend</label>
          <select
            id={ids.backend}
            className="field"
            value={backend}
            onChange={(e) => session().set({ backend: e.target.value as typeof backend })}
          >
            <option value="auto">the fastest here</option>
            {Object.entries(BACKENDS).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div
          className="row"
          title="0: never. The first come earlier, by the clock. Where one takes long they come more seldom: all together may take a fifth of the time."
        >
          <label htmlFor={ids.views}>A picture every</label>
          <NumberField
            id={ids.views}
            spec={VIEWS}
            value={viewEvery}
            set={(v) => session().set({ viewEvery: typeof v === 'number' ? v : 100 })}
          />
        </div>
        <div className="row">
          <label htmlFor={ids.theme}>Appearance</label>
          <select id={ids.theme} className="field" value={theme} onChange={(e) => setTheme(e.target.value as Theme)}>
            <option value="system">as the system</option>
            <option value="light">light</option>
            <option value="dark">dark</option>
          </select>
        </div>
        <p className="note">
          Steps and batches are kept with the drawing. The others are this browser’s, and take effect when training begins.
        </p>
      </div>
    </Dialog>
  );
}
