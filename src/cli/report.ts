/** Results for people. */
import type { Metrics } from '../runtime/evaluate.ts';
import { figure } from './progress.ts';

const percent = (x: number): string => `${figure(100 * x)} %`;

const ceiling = (x: number | undefined, real: number | undefined): string | undefined =>
  x === undefined ? undefined : `${percent(x)}${real === undefined ? '' : `; real pictures: ${percent(real)}`}`;

/** One line a metric, with what it means. */
export function metricLines(m: Metrics): readonly string[] {
  const kind = m.nllKind === 'bound' ? ' (at most: a bound)' : m.nllKind === 'estimate' ? ' (an estimate)' : '';
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['held-out NLL', m.nll === undefined ? undefined : `${figure(m.nll)} nats${kind}`],
    ['entropy of the data', m.entropy === undefined ? undefined : `${figure(m.entropy)} nats: the limit`],
    ['above the limit', m.gap === undefined ? undefined : `${figure(m.gap)} nats`],
    ['round trip', m.roundTrip === undefined ? undefined : `${figure(m.roundTrip)} (greatest error of going to the base and back)`],
    [
      'per token',
      m.nllPerToken === undefined
        ? undefined
        : `${figure(m.nllPerToken)} nats${m.gapPerToken === undefined ? '' : `, ${figure(m.gapPerToken)} above the limit`}${m.trueRate === undefined ? '' : `; the true rate: ${figure(m.trueRate)}`}`,
    ],
    ['bits per dimension', m.bitsPerDim === undefined ? undefined : figure(m.bitsPerDim)],
    [
      'sample distance',
      m.sw2 === undefined
        ? undefined
        : `${figure(m.sw2)} (sliced Wasserstein-2)${m.sw2Ratio === undefined ? '' : `, ${figure(m.sw2Ratio)} times the noise floor`}`,
    ],
    ['in the support', m.hq === undefined ? undefined : percent(m.hq)],
    [
      'modes covered',
      m.modes === undefined
        ? undefined
        : `${m.modes}${m.modeMin === undefined ? '' : `, the weakest with ${percent(m.modeMin)} of its fair share, the strongest with ${percent(m.modeMax ?? m.modeMin)}`}`,
    ],
    [
      'accuracy',
      m.accuracy === undefined
        ? undefined
        : `${percent(m.accuracy)}${m.bayesAccuracy === undefined ? '' : `; the best possible: ${percent(m.bayesAccuracy)}`}`,
    ],
    ['rebuilt', m.rebuilt === undefined ? undefined : `${percent(m.rebuilt)} of the variance of held-out data`],
    [
      'Fréchet distance',
      m.fd === undefined
        ? undefined
        : `${figure(m.fd)} of the variance of real features${m.fdFloor === undefined ? '' : `; real pictures: ${figure(m.fdFloor)}`}`,
    ],
    ['precision', ceiling(m.precision, m.precisionCeiling)],
    ['recall', ceiling(m.recall, m.recallCeiling)],
    ['class as asked', ceiling(m.classAccuracy, m.judgeAccuracy)],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(20)} ${value}`]));
}
