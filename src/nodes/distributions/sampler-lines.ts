/** The samplers of a Diffusion as lines of an algorithm. */
import type { Predicts } from '../../distributions/prediction.ts';
import { type Line, below, deeper, hatted, line } from '../notation/formula.ts';
import { type Path, cleanOf, noiseOf, remixed, slopeOf } from './paths.ts';

export interface Sampling {
  readonly v: string;
  readonly path: Path;
  readonly predicts: Predicts;
  /** What the network answers, by what it is asked: "\\epsilon_\\theta(x_t,t,y)". */
  readonly answer: (condition: string) => string;
  readonly given: string;
  readonly network: readonly string[];
  readonly schedule: readonly string[];
  readonly id: string;
  /** Draws the noise that the path ends in. */
  readonly start: readonly Line[];
  readonly sampler: string;
  readonly steps: number;
  readonly eta: number;
  readonly repeats: number;
  readonly renewal: number;
  readonly guidance: number;
  readonly variance: string;
  readonly clip: number | null;
}
export function samplerLines(s: Sampling): readonly Line[] {
  const { v, path } = s;
  const at = (t: string): string => below(v, t);
  const head =
    path.levels === undefined ? `for ${s.steps} levels $t$ from 1 down to 0, the next being $s$` : chainHead(s.steps, path.levels);
  const ends = line(`$${v} \\leftarrow ${at('0')}$`, [s.id]);
  const loop = [line(head, s.schedule), ...deeper(stepLines(s))];
  return [...s.start, ...loop, ends];
}
const chainHead = (steps: number, levels: number): string =>
  steps >= levels ? `for $t = ${levels}, \\dots, 1$` : `for ${steps} levels $t$ of ${levels}, from the last, the next being $s$`;

function stepLines(s: Sampling): readonly Line[] {
  const { v, path } = s;
  const at = (t: string): string => below(v, t);
  const [clean, noise] = [hatted(v, '0'), '\\hat\\epsilon'];
  const down = (text: string, nodes: readonly string[] = [s.id, ...s.schedule]): Line => line(`$${text}$`, nodes);
  const believed = asked(s);
  const rest = down(`${noise} \\leftarrow ${noiseOf(path, clean, v)}`);
  const whole = path.levels !== undefined && s.steps >= path.levels;
  const next = whole ? 't-1' : 's';
  switch (s.sampler) {
    case 'ancestral':
      return [
        ...believed,
        down(
          `${at(next)} \\sim \\mathcal N\\big(\\tilde\\mu_t(${at('t')}, ${clean}),\\,${s.variance === 'small' ? '\\tilde\\beta_t' : '\\beta_t'} I\\big)`,
        ),
      ];
    case 'ddim':
      return s.eta > 0
        ? [
            ...believed,
            rest,
            down(`\\varsigma \\leftarrow ${s.eta}\\,\\sqrt{\\tilde\\beta_t}, \\quad \\xi \\sim \\mathcal N(0,\\,I)`),
            down(`${at('s')} \\leftarrow \\alpha_s\\,${clean} + \\sqrt{\\sigma_s^2-\\varsigma^2}\\;${noise} + \\varsigma\\,\\xi`),
          ]
        : [...believed, rest, down(`${at('s')} \\leftarrow ${remixed(path, clean, noise)}`)];
    case 'euler':
      return [...believed, rest, down(`${at('s')} \\leftarrow ${remixed(path, clean, noise)}`)];
    case 'heun':
      return [
        ...believed,
        rest,
        down(`d \\leftarrow ${slopeOf(path, clean, noise)}`),
        down(`${v}' \\leftarrow ${at('t')} + (s-t)\\,d`),
        line(`$d' \\leftarrow$ the same slope at $${v}'$ and $s$; at the data, $d$`, s.network),
        down(`${at('s')} \\leftarrow ${at('t')} + (s-t)\\,\\tfrac12(d + d')`),
      ];
    case 'dpm-solver':
      return [
        ...believed,
        down(`D \\leftarrow ${clean} + \\tfrac{1}{2r}\\big(${clean} - ${clean}^{\\text{before}}\\big)`),
        down(
          `${at('s')} \\leftarrow \\tfrac{\\sigma_s}{\\sigma_t}\\,${at('t')} + \\alpha_s\\,(1-e^{-h})\\,D, \\quad h = \\lambda_s-\\lambda_t`,
        ),
      ];
    default:
      return [
        line(`repeat ${s.repeats} times`, [s.id]),
        ...deeper([
          ...believed,
          rest,
          down(
            `${at('t')} \\leftarrow ${at('t')} - \\tfrac12 ${s.renewal}\\,\\sigma_t\\,${noise} + \\sqrt{${s.renewal}}\\,\\sigma_t\\,\\xi, \\quad \\xi \\sim \\mathcal N(0,\\,I)`,
          ),
        ]),
        down(`${at('s')} \\leftarrow ${at('t')}; \\quad \\text{at the end}\\ ${at('0')} \\leftarrow ${clean}`),
      ];
  }
}
/** The network asked at x_t, once or, with guidance, twice; then the clean value it believes in. */
function asked(s: Sampling): readonly Line[] {
  const guided = s.guidance !== 0;
  const w = s.guidance;
  const twice = `\\hat y \\leftarrow ${Number((1 + w).toPrecision(6))}\\,${s.answer(s.given)} - ${w === 1 ? '' : `${w}\\,`}${s.answer('\\varnothing')}`;
  const clean = cleanOf(s.path, s.predicts, guided ? '\\hat y' : s.answer(s.given), s.v);
  const clip = s.clip === null ? '' : `, kept within ±${s.clip}`;
  return [
    ...(guided ? [line(`$${twice}$`, s.network)] : []),
    line(`$${hatted(s.v, '0')} \\leftarrow ${clean}$${clip}`, [...s.network, ...s.schedule]),
  ];
}
