/** Pictures of the third pane: fields, paths, codes, layers, what latents decode to. */
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Chain, Probed } from '../../workers/protocol.ts';
import { figure } from '../facts.ts';
import { ink } from '../parts/paint.ts';
import { CLASS_HUES } from '../parts/class-hues.ts';
import { usualLevel } from '../parts/paint-probes.ts';
import { paintArrows, paintPaths } from '../parts/paint-plane.ts';
import { Painted } from '../parts/painted.tsx';
import { nextValue, placeOf } from '../parts/next-value.ts';
import { ProbePicture } from '../parts/probe-picture.tsx';
import { boundsOf } from '../parts/paint.ts';
import type { Density } from './density-pane.tsx';
import { coarser, slopeOf } from './plane.ts';

const ARROWS = 22;
/** Particles whose paths can be told apart. */
const PARTICLES = 60;

/** The slope of the learned log density, from its values over the grid. */
export function SlopeView({ density }: { readonly density: Density }): ReactNode {
  const { field, size } = useMemo(() => coarser(slopeOf(density.model, density), density.size, ARROWS), [density]);
  const paint = useCallback(
    (c: HTMLCanvasElement) => paintArrows(c, field, { size, low: density.low, high: density.high }, ink(c, '--network')),
    [field, size, density],
  );
  return <Painted paint={paint} label={`Score of the model: the slope of log p over the plane of ${density.variable}`} />;
}

interface SliderProps {
  readonly label: string;
  readonly says: string;
  readonly at: number;
  readonly last: number;
  pick(at: number): void;
}
const Slider = ({ label, says, at, last, pick }: SliderProps): ReactNode => (
  <div className="chain">
    <input
      type="range"
      aria-label={label}
      aria-valuetext={says}
      min={0}
      max={last}
      step={1}
      value={at}
      onChange={(e) => pick(e.target.valueAsNumber)}
    />
    <small>{says}</small>
  </div>
);
export function FieldView({ probed }: { readonly probed: Probed }): ReactNode {
  const [chosen, choose] = useState<number>();
  const last = (probed.levels?.length ?? 1) - 1;
  const level = Math.min(last, chosen ?? usualLevel(probed));
  return (
    <>
      <ProbePicture probed={probed} level={level} />
      <Slider
        label="Noise level of the field"
        says={`σ = ${figure(probed.levels?.[level] ?? 0, 2)}`}
        at={level}
        last={last}
        pick={choose}
      />
    </>
  );
}
/** From the base to the data, one layer after the other. @param layers in that order */
export function LayersView({ layers }: { readonly layers: readonly Probed[] }): ReactNode {
  const [chosen, choose] = useState<number>();
  const last = layers.length - 1;
  const at = Math.min(last, chosen ?? last);
  return (
    <>
      <ProbePicture probed={layers[at]!} />
      {last > 0 && (
        <Slider label="Layer of the flow" says={`after ${layers[at]!.node}, ${at + 1} / ${last + 1}`} at={at} last={last} pick={choose} />
      )}
    </>
  );
}
export function PathsView({ chain, variable }: { readonly chain: Chain; readonly variable: string }): ReactNode {
  const n = Math.min(PARTICLES, ...chain.frames.map((f) => f.picture.n));
  const paint = useCallback(
    (c: HTMLCanvasElement) => {
      const frames = chain.frames.map((f) => f.picture.data);
      // wide enough for where the particles come from
      const all = Float32Array.from(frames.flatMap((f) => [...f.subarray(0, 2 * n)]));
      paintPaths(c, frames, n, boundsOf(all, all.length / 2, 2, 0.04));
    },
    [chain, n],
  );
  return <Painted paint={paint} label={`Paths of ${n} particles of ${variable} over ${chain.turns} turns of the chain that draws them`} />;
}
export function CodesView({ probed }: { readonly probed: Probed }): ReactNode {
  const kinds = probed.classes ? [...new Set(probed.classes)].toSorted((a, b) => a - b) : [];
  return (
    <>
      <ProbePicture probed={probed} />
      {kinds.length > 0 && (
        <ul className="class-key" aria-label="Classes">
          {kinds.map((k) => (
            <li key={k}>
              <i style={{ background: CLASS_HUES[k % CLASS_HUES.length] }} />
              {probed.names?.[k] ?? k}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
/** What comes next, position by position, in a held-out example. */
export function NextView({ probed }: { readonly probed: Probed }): ReactNode {
  const [chosen, choose] = useState<number>();
  const last = probed.size - 1;
  const at = Math.min(last, chosen ?? usualLevel(probed));
  return (
    <>
      <ProbePicture probed={probed} level={at} />
      <p className="plane-readout whole">
        the data has <b>{nextValue(probed, at)?.name(nextValue(probed, at)!.given)}</b> there; entropy{' '}
        <b>{figure(nextValue(probed, at)?.entropy ?? 0, 2)}</b> nats
      </p>
      <Slider label="Position in a held-out example" says={placeOf(probed, at)} at={at} last={last} pick={choose} />
    </>
  );
}
