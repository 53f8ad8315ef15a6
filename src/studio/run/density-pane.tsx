/** The density over the plane: learned beside true on one scale, or their difference; and what they are under the pointer. */
import { type PointerEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Views } from '../../workers/protocol.ts';
import { figure } from '../facts.ts';
import { paintDifference } from '../parts/paint-plane.ts';
import { paintHeat } from '../parts/paint.ts';
import { Painted } from '../parts/painted.tsx';
import { differenceOf, pointIn, valueAtPoint } from './plane.ts';

export type Density = NonNullable<Views['density']>;
const SIGNS: Readonly<Record<string, string>> = { lower: '≥ ', upper: '≤ ', estimate: '≈ ' };

const highest = (logs: Float32Array): number => logs.reduce((a, v) => (Number.isFinite(v) ? Math.max(a, v) : a), -Infinity);

/** The point of the plane under the pointer, and what moves it. */
function usePointer(density: Density) {
  const [at, setAt] = useState<readonly [number, number]>();
  const onPointerMove = (e: PointerEvent<HTMLCanvasElement>): void => {
    const box = e.currentTarget.getBoundingClientRect();
    setAt(pointIn(box, density, e.clientX - box.x, e.clientY - box.y));
  };
  return { at, events: { onPointerMove, onPointerLeave: () => setAt(undefined) } };
}
function Readout({ density, at }: { readonly density: Density; readonly at: readonly [number, number] | undefined }): ReactNode {
  const model = at && valueAtPoint(density.model, density, ...at);
  if (!at || model === undefined) return <p className="plane-readout">Point at a place: log p there.</p>;
  const truth = density.truth && valueAtPoint(density.truth, density, ...at);
  return (
    <p className="plane-readout" role="status" aria-label="Log density under the pointer">
      ({figure(at[0], 2)}, {figure(at[1], 2)}): log p {SIGNS[density.fidelity] ?? ''}
      <b>{figure(model, 3)}</b>
      {truth !== undefined && (
        <>
          , true <b>{figure(truth, 3)}</b>
        </>
      )}{' '}
      nats
    </p>
  );
}

export function DensityView({ density }: { readonly density: Density }): ReactNode {
  const top = useMemo(() => highest(density.truth ?? density.model), [density]);
  const { at, events } = usePointer(density);
  const learned = useCallback((c: HTMLCanvasElement) => paintHeat(c, density.model, density.size, top), [density, top]);
  const truth = useCallback((c: HTMLCanvasElement) => density.truth && paintHeat(c, density.truth, density.size, top), [density, top]);
  return (
    <>
      <div className="densities">
        <figure>
          <Painted
            paint={learned}
            className="heat"
            label={`Density of ${density.variable} under the model, ${density.fidelity}`}
            {...events}
          />
          <figcaption>
            learned{density.fidelity === 'exact' ? '' : density.fidelity === 'lower' ? ' (bound)' : `, ${density.fidelity}`}
          </figcaption>
        </figure>
        {density.truth && (
          <figure>
            <Painted paint={truth} className="heat" label={`True density of ${density.variable}`} {...events} />
            <figcaption>true</figcaption>
          </figure>
        )}
        <div className="heat-scale" title={`From 0 to ${figure(Math.exp(top))} per unit area; square-root scale`}>
          <i />
          <small>{figure(Math.exp(top), 2)}</small>
          <small>0</small>
        </div>
      </div>
      <Readout density={density} at={at} />
    </>
  );
}

export function DifferenceView({ density }: { readonly density: Density }): ReactNode {
  const values = useMemo(() => differenceOf(density.model, density.truth ?? density.model), [density]);
  const top = Math.exp(highest(density.truth ?? density.model));
  const paint = useCallback((c: HTMLCanvasElement) => paintDifference(c, values, density.size, top), [values, density, top]);
  const { at, events } = usePointer(density);
  const cell = ((density.high[0] - density.low[0]) * (density.high[1] - density.low[1])) / density.size ** 2;
  const misplaced = (values.reduce((s, v) => s + Math.abs(v), 0) * cell) / 2;
  return (
    <>
      <div className="densities">
        <figure>
          <Painted
            paint={paint}
            className="heat difference"
            label={`Density of ${density.variable} under the model less the true one`}
            {...events}
          />
        </figure>
        <dl className="plane-key">
          <dt>
            <i className="more" /> too much
          </dt>
          <dt>
            <i className="less" /> too little
          </dt>
          <dd title="Half the integral of the absolute difference over this square: the total variation distance">
            {(100 * misplaced).toFixed(0)} % of the mass misplaced
          </dd>
        </dl>
      </div>
      <Readout density={density} at={at} />
    </>
  );
}
