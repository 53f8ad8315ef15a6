/** Ways between held-out examples or draws: what the model makes of the codes between theirs. */
import { type ReactNode, useCallback, useMemo } from 'react';
import type { Between, Views } from '../../workers/protocol.ts';
import { waysBetween } from '../actions/draw.ts';
import { boundsOf } from '../parts/paint.ts';
import { paintWays } from '../parts/paint-ways.ts';
import { Painted } from '../parts/painted.tsx';
import { PictureView } from '../parts/picture.tsx';
import { useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';
import { WORDS, labelOf, rowsBetween, wayOf } from './between.ts';

export function BetweenView({ between }: { readonly between: NonNullable<Views['between']> }): ReactNode {
  const training = useRun((s) => s.status.state === 'training');
  const newest = useSession((s) => s.frame === undefined);
  if ('asked' in between)
    return (
      <div className="pane-empty">
        <p>{WORDS[between.asked].dear}</p>
        {newest && (
          <button
            type="button"
            disabled={training}
            title={training ? 'Pause the run first' : undefined}
            onClick={() => void waysBetween({ pair: 0 })}
          >
            Work them out
          </button>
        )}
      </div>
    );
  if ('why' in between)
    return (
      <div className="pane-empty">
        <p>{between.why}</p>
      </div>
    );
  return (
    <>
      {between.along.space.layout === 'image' ? <Images between={between} /> : <Ways between={between} />}
      <div className="pane-foot">
        <small
          title={`${wayOf(between)}. ${REASON[between.snapped ? 'snapped' : between.path]}${between.around ? '. Grey: held-out data' : ''}`}
        >
          {wayOf(between)}
        </small>
        {newest && <Which between={between} />}
      </div>
    </>
  );
}
const REASON = {
  spherical: 'Draws of many Gaussian numbers are about equally long; a straight way between two would lead where there are none (slerp)',
  straight: 'Evenly from one code to the other (lerp)',
  snapped: 'Codes are discrete, so the way leads through the features before them, and each picture is made of codes as any other',
} as const;
/** Which examples or draws the ways are between. */
function Which({ between }: { readonly between: Between }): ReactNode {
  const training = useRun((s) => s.status.state === 'training');
  const { classes, pair, ends } = between;
  const only = classes?.only;
  return (
    <>
      {classes && (
        <select
          className="pane-unit"
          aria-label={`Class of ${classes.variable} at both ends`}
          title={`Both ends of a way are of one class, and ${classes.variable} holds along it`}
          value={only ?? ''}
          onChange={(e) => void waysBetween({ pair: 0, ...(e.target.value !== '' && { only: Number(e.target.value) }) })}
        >
          <option value="">every class</option>
          {classes.names.map((name, i) => (
            <option key={name} value={i}>
              {name}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        className="link"
        title={training ? WORDS[ends].next : WORDS[ends].others}
        onClick={() => void waysBetween({ pair: pair + 1, ...(only !== undefined && { only }) })}
      >
        Other pairs
      </button>
    </>
  );
}
function Images({ between }: { readonly between: Between }): ReactNode {
  const rows = useMemo(() => rowsBetween(between), [between]);
  return <PictureView picture={rows} columns={rows.n / between.rows} most={rows.n} label={labelOf(between)} />;
}
function Ways({ between }: { readonly between: Between }): ReactNode {
  const paint = useCallback(
    (c: HTMLCanvasElement) => {
      const { examples, around, along, rows, steps } = between;
      const data = examples ? [examples.from.data, examples.to.data] : around ? [around.data] : [];
      const all = Float32Array.from([...data.flatMap((d) => [...d]), ...along.data]);
      const ends = examples && { from: examples.from.data, to: examples.to.data };
      paintWays(c, { ends, around: around?.data, along: along.data, rows, steps }, boundsOf(all, all.length / 2, 2, 0.06));
    },
    [between],
  );
  return <Painted paint={paint} label={labelOf(between)} />;
}
