/** What the six kinds of wire look like. */
import { type ReactNode, useState } from 'react';
import { WIRE_KINDS, type WireKind } from '../../graph/vocabulary.ts';
import { Icon } from '../parts/icons.tsx';
import { DASH, SocketShape } from '../parts/socket-shape.tsx';
import { session, useSession } from '../stores/session.ts';

const MEANING: Readonly<Record<WireKind, string>> = {
  value: 'a batch of examples',
  distribution: 'something to draw from or to score with',
  network: 'a function with parameters',
  schedule: 'how noise grows over time',
  variable: 'a random variable',
  objective: 'a number to minimise',
};
/** Open while there is room beside what is drawn (styles say so); in a narrow canvas it is asked for. */
export function Legend(): ReactNode {
  const open = useSession((s) => s.legend);
  const [asked, setAsked] = useState(false);
  const show = (
    <button
      type="button"
      className={`legend-open${open ? ' narrow' : ''}`}
      onClick={() => {
        setAsked(true);
        session().set({ legend: true });
      }}
    >
      Wires
    </button>
  );
  if (!open) return show;
  return (
    <>
      {!asked && show}
      <div className={`legend${asked ? ' asked' : ''}`} role="note" aria-label="Kinds of wires">
        {WIRE_KINDS.map((kind) => (
          <span key={kind} title={`${kind}: ${MEANING[kind]}`}>
            <svg viewBox="0 0 28 14" width={28} height={14} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
              <path d="M0 7H28" stroke={`var(--${kind})`} strokeWidth={2} strokeDasharray={DASH[kind]} />
              <g transform="translate(7 0)">
                <SocketShape kind={kind} />
              </g>
            </svg>
            {kind}
          </span>
        ))}
        <button
          type="button"
          className="plain"
          aria-label="Hide the legend"
          onClick={() => {
            setAsked(false);
            session().set({ legend: false });
          }}
        >
          <Icon name="close" size={11} />
        </button>
      </div>
    </>
  );
}
