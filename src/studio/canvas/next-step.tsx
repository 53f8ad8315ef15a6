/** What the drawing lacks next, with buttons that do it: gone as soon as the model can learn and runs. */
import type { ReactNode } from 'react';
import { train } from '../actions/run.ts';
import { ADVICE } from '../advice/words.ts';
import { Icon } from '../parts/icons.tsx';
import { Offers } from '../parts/offers.tsx';
import { usePlaceKind } from '../place.ts';
import { useAdvice } from '../stores/advice.ts';
import { useProject } from '../stores/project.ts';
import { session, useSession } from '../stores/session.ts';

export function NextStep(): ReactNode {
  const guide = useSession((s) => s.guide);
  const place = usePlaceKind();
  const owner = useProject((s) => s.role === 'owner');
  return guide && owner && place !== 'network' ? <Guide /> : null;
}
function Guide(): ReactNode {
  const shown = useAdvice((s) => s.advice);
  const complete = useAdvice((s) => s.complete);
  if (!shown && !complete) return null;
  return (
    <section className="next-step" aria-label="Next step">
      <p role="status">{shown ? shown.text : ADVICE.done}</p>
      {shown ? (
        <Offers offers={shown.offers} first />
      ) : (
        <span className="offers">
          <button type="button" className="button primary" onClick={() => void train()}>
            Train it
          </button>
        </span>
      )}
      <button
        type="button"
        className="plain"
        aria-label="Hide the next step"
        title="Hide (N)"
        onClick={() => session().set({ guide: false })}
      >
        <Icon name="close" size={11} />
      </button>
    </section>
  );
}
