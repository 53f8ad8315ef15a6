/** Paths from data to noise on paper, and what the network's answer says of the clean value. */
import type { Predicts } from '../../distributions/prediction.ts';
import type { ScheduleKind } from '../../distributions/schedule.ts';
import { below } from '../notation/formula.ts';

/** The network's answer as the papers name it. */
export const ANSWERS: Readonly<Record<Predicts, string>> = {
  epsilon: '\\epsilon',
  x0: 'D',
  v: 'v',
  velocity: 'u',
  score: 's',
  edm: 'F',
};
export interface Path {
  readonly kind: ScheduleKind;
  /** Noise levels of the chain; undefined where time is continuous. */
  readonly levels: number | undefined;
}
const CHAINS: ReadonlySet<ScheduleKind> = new Set<ScheduleKind>(['linear', 'cosine', 've']);
const KINDS: readonly ScheduleKind[] = ['linear', 'cosine', 've', 'edm', 'straight'];
/** The path that settings of a NoiseSchedule make; its default where nothing is wired. */
export function pathOf(settings: Readonly<Record<string, unknown>> | undefined): Path {
  const kind = KINDS.find((k) => k === settings?.['path']) ?? 'linear';
  const levels = typeof settings?.['levels'] === 'number' ? settings['levels'] : undefined;
  return { kind, levels: CHAINS.has(kind) ? (levels ?? 200) : undefined };
}
/** Does the path keep the data at their size? */
export const grows = ({ kind }: Path): boolean => kind === 've' || kind === 'edm';

/** x_t of a clean value and noise. */
export function mixed(p: Path, v: string): string {
  if (p.kind === 'straight') return `(1-t)\\,${v} + t\\,\\epsilon`;
  return grows(p) ? `${v} + \\sigma_t\\,\\epsilon` : `\\alpha_t\\,${v} + \\sigma_t\\,\\epsilon`;
}
/** The clean value that an answer at x_t stands for. */
export function cleanOf(p: Path, predicts: Predicts, answer: string, v: string): string {
  const now = below(v, 't');
  const alone = grows(p) || p.kind === 'straight';
  const noise = p.kind === 'straight' ? 't' : '\\sigma_t';
  const unscaled = (inside: string): string => (grows(p) ? inside : `\\tfrac{1}{\\alpha_t}\\big(${inside}\\big)`);
  switch (predicts) {
    case 'x0':
      return answer;
    case 'velocity':
      return `${now} - t\\,${answer}`;
    case 'epsilon':
      return unscaled(`${now} - \\sigma_t\\,${answer}`);
    case 'score':
      return unscaled(`${now} + \\sigma_t^2\\,${answer}`);
    case 'edm':
      return `c_{\\text{skip}}(\\sigma_t)\\,${now} + c_{\\text{out}}(\\sigma_t)\\,${answer}`;
    case 'v':
      if (!alone) return `\\alpha_t\\,${now} - \\sigma_t\\,${answer}`;
      return p.kind === 'straight'
        ? `\\tfrac{(1-t)\\,${now} - t\\,${answer}}{(1-t)^2+t^2}`
        : `\\tfrac{1}{1+\\sigma_t^2}\\big(${now} - ${noise}\\,${answer}\\big)`;
  }
}
/** The noise that is left of x_t once the clean value is known. */
export function noiseOf(p: Path, clean: string, v: string): string {
  const now = below(v, 't');
  if (p.kind === 'straight') return `\\tfrac1t\\big(${now} - (1-t)\\,${clean}\\big)`;
  return grows(p) ? `\\tfrac{1}{\\sigma_t}\\big(${now} - ${clean}\\big)` : `\\tfrac{1}{\\sigma_t}\\big(${now} - \\alpha_t\\,${clean}\\big)`;
}
/** dx_t/dt of the probability-flow ODE. */
export function slopeOf(p: Path, clean: string, noise: string): string {
  if (p.kind === 'straight') return `${noise} - ${clean}`;
  return grows(p) ? `\\dot\\sigma_t\\,${noise}` : `\\dot\\alpha_t\\,${clean} + \\dot\\sigma_t\\,${noise}`;
}
/** x_s of a clean value and noise, at the level below. */
export function remixed(p: Path, clean: string, noise: string): string {
  if (p.kind === 'straight') return `(1-s)\\,${clean} + s\\,${noise}`;
  return grows(p) ? `${clean} + \\sigma_s\\,${noise}` : `\\alpha_s\\,${clean} + \\sigma_s\\,${noise}`;
}
export const PATH_NAMES: Readonly<Record<ScheduleKind, string>> = {
  linear: 'the linear schedule of DDPM',
  cosine: 'the cosine schedule',
  ve: 'noise that grows, data that stay',
  edm: 'noise that grows, data that stay (EDM)',
  straight: 'a straight line from data to noise',
};
