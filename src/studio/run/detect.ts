/** Looks through what a run tells for the ways in which models fail, and says which setting to turn. Pure. */
import type { Player } from '../../compiler/compiled.ts';
import type { GraphNode } from '../../graph/model.ts';
import type { MetricPoint, Views } from '../../workers/protocol.ts';
import { FINDINGS, type FindingText } from './findings.ts';

export interface Remedy {
  readonly label: string;
  readonly node: string;
  readonly param: string;
}
export interface Finding extends FindingText {
  readonly code: Exclude<keyof typeof FINDINGS, 'same-again'>;
  readonly remedies: readonly Remedy[];
}
/** What a detector looks at. */
export interface Seen {
  readonly nodes: readonly GraphNode[];
  readonly players: readonly Player[];
  readonly metrics: readonly MetricPoint[];
  readonly film: readonly Views[];
  /** Share of held-out data that samples come near, where it is known. */
  readonly covered: number | undefined;
}
/** Steps before which nothing is judged: everything looks odd at first. */
const PATIENCE = 200;
/** Points a mean is taken over. */
const RECENT = 60;
/** Nats below which a number of a latent says nothing. */
const UNUSED = 0.01;
/** Nats between what a critic says of data and of draws beyond which its slope is all but flat. */
const SATURATED = 8;
const COLLAPSED = 0.5;
/** Pictures: how much less than data they may differ, two by two and from the nearest, before they count as the same ones again. */
const ALIKE = 0.5;
const TWINS = 0.33;
/** Of the contrast of data: pictures of less are not drawn yet. */
const DRAWN = 0.6;
const DEAD = 0.5;
/** Times the spread of the data, or of the base where that is more, beyond which points have been thrown out. */
const FAR = 50;
/** Nats by which held-out data must have become worse. */
const WORSE = 0.1;

const recent = (metrics: readonly MetricPoint[], name: string): number | undefined => {
  const values = metrics.slice(-RECENT).flatMap((p) => p.values[name] ?? []);
  return values.length > 0 ? values.reduce((a, v) => a + v, 0) / values.length : undefined;
};
const lossesOf = (s: Seen) => s.players.flatMap((p) => p.losses.map((l) => ({ ...l, optimiser: p.optimiser })));
const nodeOf = (s: Seen, id: string): GraphNode | undefined => s.nodes.find((n) => n.id === id);
/** Of a run in which numbers grow without bound, also of one that has ended so. */
export const boundRemedies = (players: readonly Player[]): readonly Remedy[] =>
  players.slice(0, 1).flatMap(({ optimiser }) => [
    { label: 'Lower the learning rate', node: optimiser, param: 'rate' },
    { label: 'Clip the gradient', node: optimiser, param: 'clip' },
  ]);

function posteriorCollapse(s: Seen): Finding | undefined {
  for (const loss of lossesOf(s))
    for (const profile of loss.profiles) {
      if (!/\.kl\./.test(profile.name)) continue;
      const each = profile.parts.map((p) => recent(s.metrics, p) ?? Infinity);
      const unused = each.filter((kl) => kl < UNUSED).length;
      if (unused * 2 <= each.length) continue;
      const latent = profile.by.replace(/^dimension of /, '');
      return {
        code: 'posterior-collapse',
        ...FINDINGS['posterior-collapse']({ latent, unused, of: each.length }),
        remedies: [
          { label: 'Give free bits', node: loss.node, param: 'freeBits' },
          { label: 'Warm the KL up', node: loss.node, param: 'warmup' },
        ],
      };
    }
  return undefined;
}
function saturatedCritic(s: Seen): Finding | undefined {
  for (const loss of lossesOf(s)) {
    const [data, model] = ['score.data', 'score.model'].map((k) => recent(s.metrics, `${loss.node}.${k}`));
    // Wasserstein’s critic gives distances, which have no end
    if (data === undefined || model === undefined || nodeOf(s, loss.node)?.params['loss'] === 'wasserstein') continue;
    if (data - model < SATURATED) continue;
    return {
      code: 'saturated-critic',
      ...FINDINGS['saturated-critic']({ gap: data - model }),
      remedies: [
        { label: 'Penalise its slope more', node: loss.node, param: 'penalty' },
        { label: 'Lower the critic’s rate', node: loss.optimiser, param: 'rate' },
      ],
    };
  }
  return undefined;
}
/** Pictures that are the same again and again, in two frames in a row: a game may pass such a place. */
function sameAgain(film: readonly Views[]): Views['variety'] {
  const last = film.slice(-2).map((v) => v.variety);
  const same = (v: Views['variety']): boolean => v !== undefined && v.contrast >= DRAWN && (v.apart < ALIKE || v.nearest < TWINS);
  return last.length === 2 && last.every(same) ? last[1] : undefined;
}
const LIMITS = { alike: ALIKE, twins: TWINS } as const;
/** Has the last phase been learning for long enough to be judged? */
function ripe({ players, metrics }: Seen): boolean {
  const last = Math.max(...players.map((p) => p.phase));
  const [loss] = players.find((p) => p.phase === last)?.losses ?? [];
  const first = metrics.find((p) => loss && p.values[loss.report] !== undefined);
  return first !== undefined && metrics.at(-1)!.step - first.step >= PATIENCE;
}
/** Settings that make draws more alike than the model is, where they are set; else how it learns. */
function varietyRemedies(s: Seen): readonly Remedy[] {
  const less = (v: unknown): boolean => typeof v === 'number' && v < 1;
  const sharp = s.nodes.flatMap(({ id: node, kind, params: p }): readonly Remedy[] => [
    ...(kind === 'Autoregressive' && p['greedy'] === true
      ? [{ label: 'Draw, instead of taking the likeliest', node, param: 'greedy' }]
      : []),
    ...(less(p['temperature']) && (kind === 'Autoregressive' || kind === 'Temperature')
      ? [{ label: 'Raise the temperature', node, param: 'temperature' }]
      : []),
    ...(kind === 'Autoregressive' && less(p['topP']) ? [{ label: 'Draw from more of the mass', node, param: 'topP' }] : []),
    ...(kind === 'Diffusion' && typeof p['guidance'] === 'number' && p['guidance'] > 0
      ? [{ label: 'Lean less towards the condition', node, param: 'guidance' }]
      : []),
  ]);
  const [player] = s.players.slice(-1);
  const slower = player ? [{ label: 'Lower the learning rate', node: player.optimiser, param: 'rate' }] : [];
  return [...sharp, ...slower];
}
function modeCollapse(s: Seen): Finding | undefined {
  const same = sameAgain(s.film);
  const missing = s.covered !== undefined && s.covered < COLLAPSED;
  const game = missing || same ? lossesOf(s).find((l) => l.report.endsWith('.critic')) : undefined;
  // what else draws pictures does so by what its last phase learns; a decoder without a code has a finding of its own
  if (!game)
    return same && ripe(s) && !posteriorCollapse(s)
      ? { code: 'mode-collapse', ...FINDINGS['same-again']({ ...same, ...LIMITS, who: 'model' }), remedies: varietyRemedies(s) }
      : undefined;
  return {
    code: 'mode-collapse',
    ...(same ? FINDINGS['same-again']({ ...same, ...LIMITS, who: 'generator' }) : FINDINGS['mode-collapse']({ covered: s.covered! })),
    remedies: [
      { label: 'Penalise the critic’s slope', node: game.node, param: 'penalty' },
      { label: 'Try another loss', node: game.node, param: 'loss' },
      { label: 'More critic steps a turn', node: game.optimiser, param: 'steps' },
    ],
  };
}
function deadCodes(s: Seen): Finding | undefined {
  for (const loss of lossesOf(s))
    for (const monitor of loss.monitors) {
      const latent = /\.dead\.(.+)$/.exec(monitor)?.[1];
      const share = latent === undefined ? undefined : recent(s.metrics, monitor);
      if (share === undefined || share <= DEAD) continue;
      const book = s.nodes.find((n) => n.kind === 'Codebook');
      return {
        code: 'dead-codes',
        ...FINDINGS['dead-codes']({ share }),
        remedies: book
          ? [
              { label: 'Fewer codes', node: book.id, param: 'codes' },
              { label: 'A faster table', node: book.id, param: 'decay' },
            ]
          : [],
      };
    }
  return undefined;
}
/** Numbers of examples: their root mean square, or infinity where one is not finite. */
function size(data: Float32Array): number {
  let sum = 0;
  for (const v of data) sum += v * v;
  return Number.isFinite(sum) ? Math.sqrt(sum / Math.max(1, data.length)) : Infinity;
}
/** How large the numbers of the data are, by the held-out examples that the frame shows; at least as large as those of a base. */
function spreadOf({ between, probed }: Pick<Views, 'between' | 'probed'>): number {
  const { examples, around } = between && 'along' in between ? between : {};
  const shown = examples ? [examples.from.data, examples.to.data] : around ? [around.data] : [];
  const seen = probed.flatMap((p) => (p.shows === 'beside' ? (p.parts['data'] ?? []) : []));
  return Math.max(1, ...[...shown, ...seen].map(size).filter(Number.isFinite));
}
function explodingFlow(s: Seen): Finding | undefined {
  const last = s.film.at(-1);
  if (!last) return undefined;
  const far = FAR * spreadOf(last);
  const grids = last.probed.filter((p) => p.shows === 'grid');
  const worst = grids.find((p) => size(p.parts['value'] ?? new Float32Array()) > far);
  const draws = Object.entries(last.samples).find(([, p]) => grids.length > 0 && p.space.values.kind === 'real' && size(p.data) > far);
  if (!worst && !draws) return undefined;
  return { code: 'exploding-flow', ...FINDINGS['exploding-flow']({ node: worst?.node ?? draws![0] }), remedies: boundRemedies(s.players) };
}
function overfitting(s: Seen): Finding | undefined {
  const told = s.film.flatMap((v) => (v.limit && Number.isFinite(v.limit.nll) ? [{ step: v.step, nll: v.limit.nll }] : []));
  const last = told.at(-1);
  const [loss] = lossesOf(s);
  if (!last || !loss || told.length < 4) return undefined;
  const best = told.reduce((a, b) => (b.nll < a.nll ? b : a));
  const worse = last.nll - best.nll;
  const bar = best.nll + Math.max(WORSE, 0.02 * Math.abs(best.nll));
  // the last three looks, and by more than such looks differ by; it may have begun slowly
  if (told.slice(-3).some((v) => v.step <= best.step || v.nll < bar)) return undefined;
  const at = (step: number): number | undefined =>
    recent(
      s.metrics.filter((p) => p.step <= step),
      loss.report,
    );
  const [then, now] = [at(best.step), at(last.step)];
  if (then === undefined || now === undefined || now >= then) return undefined;
  return {
    code: 'overfitting',
    ...FINDINGS.overfitting({ best: best.step, worse }),
    remedies: [{ label: 'Let weights decay: AdamW', node: loss.optimiser, param: 'algorithm' }],
  };
}
function wildGradient(s: Seen): Finding | undefined {
  for (const { optimiser } of s.players) {
    const norms = s.metrics.map((p) => p.values[`${optimiser}.gradient`]).filter((v) => v !== undefined);
    const usual = norms.toSorted((a, b) => a - b)[Math.floor(norms.length / 2)];
    const now = norms.at(-1);
    if (usual === undefined || now === undefined || !(now > 1000 * Math.max(usual, 1e-6))) continue;
    return {
      code: 'wild-gradient',
      ...FINDINGS['wild-gradient']({ optimiser, times: now / usual }),
      remedies: [
        { label: 'Clip the gradient', node: optimiser, param: 'clip' },
        { label: 'Lower the learning rate', node: optimiser, param: 'rate' },
      ],
    };
  }
  return undefined;
}
const DETECTORS = [posteriorCollapse, saturatedCritic, modeCollapse, deadCodes, explodingFlow, wildGradient, overfitting] as const;

export function detect(s: Seen): readonly Finding[] {
  if ((s.metrics.at(-1)?.step ?? 0) < PATIENCE) return [];
  return DETECTORS.flatMap((d) => d(s) ?? []);
}
