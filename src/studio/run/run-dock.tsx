/** The run: four panes and the film. */
import type { ReactNode } from 'react';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { goToSetting } from '../actions/go-to.ts';
import { Icon } from '../parts/icons.tsx';
import { frameAt, useRun } from '../stores/run.ts';
import { hotChanges } from '../hot.ts';
import { useDerived } from '../stores/derived.ts';
import { session, useSession } from '../stores/session.ts';
import { Film } from './film.tsx';
import { boundRemedies } from './detect.ts';
import { FindingsBar } from './findings-bar.tsx';
import { Steering } from './steering.tsx';
import { LimitPane } from './limit-pane.tsx';
import { InsideChoice, InsidePane, useInside } from './inside-pane.tsx';
import { LossChart } from './loss-chart.tsx';
import { LossOptions } from './loss-options.tsx';
import { SamplesPane } from './samples-pane.tsx';

export function RunDock(): ReactNode {
  const open = useSession((s) => s.dock);
  const frame = useSession((s) => s.frame);
  const steering = useSession((s) => s.steering);
  const film = useRun((s) => s.film);
  const failed = useRun((s) => s.status.diagnostic);
  const ran = useRun((s) => s.content);
  const now = useDerived((s) => s.content);
  const views = frameAt(film, frame);
  const { insides, at, empty } = useInside(views);
  return (
    <section className={`dock${open ? '' : ' closed'}`} aria-label="Run">
      {open && (
        <>
          {failed && <Failed diagnostic={failed} />}
          {!failed && ran !== undefined && ran !== now && (
            <div className="run-banner">
              {hotChanges(ran, now)
                ? 'Settings that leave the weights as they are have changed. Train goes on with them from this step.'
                : 'The drawing has changed since. Train begins anew with the drawing as it is now.'}
            </div>
          )}
          <FindingsBar />
          <div className="panes">
            <Pane title="Loss" options={<LossOptions />}>
              <LossChart />
            </Pane>
            <Pane title="Samples" note="fixed noise">
              <SamplesPane views={views} />
            </Pane>
            <Pane title={(at ?? empty).title} note={(at ?? empty).note} options={<InsideChoice insides={insides} at={at} />}>
              <InsidePane views={views} at={at} empty={empty} />
            </Pane>
            <Pane title="Distance from the limit">
              <LimitPane views={views} film={film} />
            </Pane>
          </div>
        </>
      )}
      {steering && <Steering />}
      <div className="dock-foot">
        <Film />
        <button
          type="button"
          className="plain"
          aria-expanded={steering}
          aria-label="Steer the run"
          title="Speed, players, learning rate, target, seed (S)"
          onClick={() => session().set({ steering: !steering })}
        >
          <Icon name="settings" size={14} />
        </button>
        <button
          type="button"
          className="plain"
          aria-expanded={open}
          aria-label={open ? 'Fold the panes away' : 'Show the panes'}
          title={open ? 'Fold the panes away' : 'Show the panes'}
          onClick={() => session().set({ dock: !open })}
        >
          <Icon name="dock" size={14} />
        </button>
      </div>
    </section>
  );
}
/** Why the run ended, where, and the settings that may mend it. */
function Failed({ diagnostic: { code, what, why, mend, node } }: { readonly diagnostic: Diagnostic }): ReactNode {
  const players = useDerived((s) => s.compiled?.learn.players);
  const remedies = code === 'run-non-finite' ? boundRemedies(players ?? []) : [];
  return (
    <div className="run-banner bad" role="alert">
      <b>{what}</b> {why} {mend}
      {remedies.map((r) => (
        <button key={r.label} type="button" className="link" onClick={() => goToSetting(r.node, r.param)}>
          {r.label}
        </button>
      ))}
      {node !== undefined && (
        <button type="button" className="link" onClick={() => goToSetting(node)}>
          Show {node}
        </button>
      )}
    </div>
  );
}
interface PaneProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly options?: ReactNode;
  readonly children: ReactNode;
}
const Pane = ({ title, note, options, children }: PaneProps): ReactNode => (
  <div className="pane" role="group" aria-label={title}>
    <h2>
      <b>{title}</b>
      {note && <span>{note}</span>}
      {options}
    </h2>
    <div className="pane-body">{children}</div>
  </div>
);
