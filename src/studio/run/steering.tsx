/** How a run goes on: how fast, which player, until when, at which rate, under which seed. */
import { type ReactNode, useId, useState } from 'react';
import { restartWithNewSeed, scaleRates, steer } from '../actions/steer.ts';
import { figure } from '../facts.ts';
import { typedNumber } from '../parts/typed-number.ts';
import { useDerived } from '../stores/derived.ts';
import { useRun } from '../stores/run.ts';
import { useFlatGraph } from '../stores/document.ts';
import { toast } from '../stores/toasts.ts';

const SPEEDS = [null, 20, 5, 1] as const;

export function Steering(): ReactNode {
  const steering = useRun((s) => s.steering);
  const players = useDerived((s) => s.compiled?.learn.players) ?? [];
  const rates = useFlatGraph().nodes.filter((n) => n.kind === 'Optimiser' && !n.muted);
  const ids = { speed: useId(), player: useId(), target: useId() };
  return (
    <div className="steering" role="group" aria-label="Steer the run">
      <label htmlFor={ids.speed}>Speed</label>
      <select
        id={ids.speed}
        value={String(steering.stepsPerSecond)}
        onChange={(e) => steer({ stepsPerSecond: e.target.value === 'null' ? null : Number(e.target.value) })}
      >
        {SPEEDS.map((s) => (
          <option key={String(s)} value={String(s)}>
            {s === null ? 'full' : `${s} ${s === 1 ? 'step' : 'steps'} a second`}
          </option>
        ))}
      </select>
      {players.length > 1 && (
        <>
          <label htmlFor={ids.player}>Player</label>
          <select id={ids.player} value={steering.only ?? ''} onChange={(e) => steer({ only: e.target.value || null })}>
            <option value="">all</option>
            {players.map((p) => (
              <option key={p.optimiser} value={p.optimiser}>
                only {p.optimiser}
              </option>
            ))}
          </select>
        </>
      )}
      <span className="steer-rate" title="Learning rate: takes effect at once, and the run goes on">
        Rate
        <button type="button" className="button small" onClick={() => scaleRates(0.5)}>
          Halve
        </button>
        <button type="button" className="button small" onClick={() => scaleRates(2)}>
          Double
        </button>
        <b>
          {rates
            .map((n) => n.params['rate'])
            .map((r) => (typeof r === 'number' ? figure(r) : '0.001'))
            .join(' · ')}
        </b>
      </span>
      <UntilField id={ids.target} />
      <span className="spacer" />
      <button
        type="button"
        className="button small"
        title="Begin again with the next seed: other first weights, other batches"
        onClick={() => void restartWithNewSeed()}
      >
        Restart with another seed
      </button>
    </div>
  );
}
/** Pauses once a loss, on average over 20 steps, is as low as this. */
function UntilField({ id }: { readonly id: string }): ReactNode {
  const target = useRun((s) => s.steering.target);
  const loss = useDerived((s) => s.compiled?.learn.players[0]?.losses[0]);
  const [text, setText] = useState(target ? String(target.value) : '');
  const commit = (): void => {
    const value = typedNumber(text);
    if (text.trim() !== '' && !Number.isFinite(value)) {
      toast(
        'bad',
        `“${text.slice(0, 20)}” is not a loss to train down to.`,
        'Type a number such as 1.5, or leave the field empty to train on.',
      );
      setText(target ? String(target.value) : '');
    } else if (text.trim() === '' || !loss) steer({ target: null });
    else steer({ target: { name: loss.report, value } });
  };
  return (
    <>
      <label htmlFor={id} title="Training pauses once the loss, on average over 20 steps, is as low as this">
        Until loss ≤
      </label>
      <input
        id={id}
        className="steer-target"
        inputMode="decimal"
        placeholder="off"
        title={loss ? `in ${loss.unit}` : undefined}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onBlur={commit}
        onKeyDown={(e) => {
          if (e.key === 'Enter') commit();
        }}
      />
    </>
  );
}
