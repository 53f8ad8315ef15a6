/** How far the model is from the best any model could do: nats above the data's entropy. */
import { type ReactNode, useMemo } from 'react';
import type { Views } from '../../workers/protocol.ts';
import { isDiscrete, numel } from '../../graph/space.ts';
import { figure } from '../facts.ts';
import { useFlatGraph } from '../stores/document.ts';
import { SKETCH } from './sketch.ts';
import { useDistance } from './use-distance.ts';
import { useDerived } from '../stores/derived.ts';

/** A lower bound on log p is an upper one on the NLL. */
const SIGNS: Readonly<Record<string, string>> = { lower: '≤ ', upper: '≥ ', estimate: '≈ ' };

/** What is said where nothing is measured. */
const EMPTY = {
  before:
    'A loss alone tells nobody how good a model is. Here it is measured against the entropy of the data: zero nats is the best there can be.',
  impossible:
    'This model tells no density of an example, so no limit is known for it: its samples are all there is to judge. On the command line, wellspring evaluate measures pictures beside held-out ones.',
  dear: 'To score this model takes longer than a frame may. On the command line, wellspring evaluate does it.',
} as const;

/** Numbers per example, where the one observed variable is discrete: then the NLL is the length of a code. */
function useDiscreteDimensions(): number | undefined {
  const graph = useFlatGraph();
  const spaces = useDerived((s) => s.compiled?.spaces);
  const observed = graph.nodes.filter((n) => n.kind === 'Observed');
  const space = observed.length === 1 ? spaces?.get(`${observed[0]!.id}.x`) : undefined;
  return space && isDiscrete(space.values) && numel(space.shape) > 1 ? numel(space.shape) : undefined;
}

interface Props {
  readonly views: Views | undefined;
  readonly film: readonly Views[];
}
export function LimitPane({ views, film }: Props): ReactNode {
  const limit = views?.limit;
  const dimensions = useDiscreteDimensions();
  const distance = useDistance(views);
  const impossible = useDerived((d) => d.compiled?.score.grade.fidelity === 'impossible');
  if (!views || (!limit && !distance))
    return (
      <div className="pane-empty">
        <p>{!views ? EMPTY.before : impossible ? EMPTY.impossible : views.sketch ? SKETCH : EMPTY.dear}</p>
      </div>
    );
  const sign = limit ? (SIGNS[limit.kind] ?? '') : '';
  const bits = dimensions === undefined || !limit ? undefined : limit.nll / Math.LN2 / dimensions;
  return (
    <div className="limit">
      {limit?.gap !== undefined && (
        <p className="big">
          <b>
            {sign}
            {figure(limit.gap, 3)}
          </b>{' '}
          nats above it
        </p>
      )}
      <Gauge film={film} now={views} />
      <dl>
        {limit && (
          <>
            <dt title="Mean of −log p over held-out examples">held-out NLL</dt>
            <dd>
              {sign}
              {figure(limit.nll, 4)} nats
            </dd>
          </>
        )}
        {bits !== undefined && (
          <>
            <dt title="Held-out NLL in bits, for each number of an example: the length of a code for the data">bits per dim</dt>
            <dd>
              {sign}
              {figure(bits, 4)}
            </dd>
          </>
        )}
        {limit?.entropy !== undefined && (
          <>
            <dt title="No model can have a smaller NLL">data’s entropy</dt>
            <dd>{figure(limit.entropy, 4)} nats</dd>
          </>
        )}
        {distance && (
          <>
            <dt title={`Sliced Wasserstein distance of ${distance.n} samples to held-out data; 1 is what two sets of real data differ by`}>
              sample distance
            </dt>
            <dd>{figure(distance.overFloor, 2)} × floor</dd>
            <dt title="Share of samples where the true density is above the data’s own 1% quantile; 99% is as good as real">
              in the support
            </dt>
            <dd>{(100 * distance.inSupport).toFixed(0)} %</dd>
            <dt title="Share of held-out data that a sample lies near, as near as other data do; 97% is as good as real, and less means missing modes">
              data covered
            </dt>
            <dd>{(100 * distance.covered).toFixed(0)} %</dd>
          </>
        )}
      </dl>
      {limit && limit.entropy === undefined && (
        <p className="note">The entropy of this data is not known, so there is no limit to measure against.</p>
      )}
    </div>
  );
}
/** Held-out NLL frame by frame, above the line no model can pass. */
function Gauge({ film, now }: { readonly film: readonly Views[]; readonly now: Views }): ReactNode {
  const points = useMemo(
    () => film.flatMap((v) => (v.limit && Number.isFinite(v.limit.nll) ? [{ step: v.step, nll: v.limit.nll }] : [])),
    [film],
  );
  const entropy = now.limit?.entropy;
  if (points.length < 2) return null;
  const sorted = points.map((p) => p.nll).toSorted((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length * 0.9)]!;
  const low = Math.min(entropy ?? Infinity, sorted[0]!);
  const pad = (high - low) * 0.12 || 0.1;
  const last = points.at(-1)!.step || 1;
  const x = (s: number): number => 4 + (192 * s) / last;
  const y = (v: number): number => 56 - 50 * Math.max(0, Math.min(1.1, (v - low + pad) / (high - low + 2 * pad)));
  return (
    <svg
      className="gauge"
      viewBox="0 0 200 60"
      preserveAspectRatio="none"
      role="img"
      aria-label="Held-out negative log-likelihood by step, above the entropy"
    >
      {entropy !== undefined && (
        <line className="entropy" x1={0} x2={200} y1={y(entropy)} y2={y(entropy)} vectorEffect="non-scaling-stroke" />
      )}
      <path
        d={points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step).toFixed(1)} ${y(p.nll).toFixed(1)}`).join('')}
        fill="none"
        vectorEffect="non-scaling-stroke"
      />
      <line className="here" x1={x(now.step)} x2={x(now.step)} y1={0} y2={60} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
