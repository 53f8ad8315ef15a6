/** One optimiser's turn as an algorithm. */
import { type Formula, type Line, deeper, latexOf, line, nodesIn } from '../../../nodes/notation/formula.ts';
import type { LossSummary } from '../../compiled.ts';
import { type Draft, nodesOf } from '../../learn.ts';
import type { Notation } from '../notation.ts';

interface Turn extends Pick<Draft, 'optimiser' | 'plan' | 'trained' | 'updates'> {
  readonly losses: readonly Pick<LossSummary, 'node' | 'draws' | 'statements'>[];
  /** Parameters whose start is found in the first batch. */
  readonly starts: readonly string[];
}
export function learnLines(n: Notation, t: Turn): readonly Line[] {
  const { plan, optimiser } = t;
  const own = [optimiser];
  const trained = nodesOf(t.trained);
  const weights = n.order.filter((l) => trained.some((node) => n.lettersBy.get(node) === l)).join(',');
  const body = [...dataLines(n, plan.batch, own), ...drawLines(t.losses), ...lossLines(t.losses)];
  const total = t.losses.length > 1 ? t.losses.map((_, i) => `\\mathcal{L}_{${i + 1}}`).join(' + ') : '\\mathcal{L}';
  const step = [
    line(`$g \\leftarrow \\nabla_{${weights}} ${t.losses.length > 1 ? `\\big(${total}\\big)` : total}$`, [...trained, ...own]),
    ...(plan.clip === null ? [] : [line(`$g \\leftarrow g\\,\\min\\big(1,\\; ${plan.clip}/\\|g\\|\\big)$`, own)]),
    line(`$${weights} \\leftarrow \\text{${plan.name}}\\big(${weights},\\; g\\big)$`, [...own, ...trained]),
    ...(plan.ema === null
      ? []
      : [
          line(
            `$\\overline{${weights}} \\leftarrow ${plan.ema}\\;\\overline{${weights}} + ${share(plan.ema)}\\;${weights.includes(',') ? `(${weights})` : weights}$`,
            [...own, ...trained],
          ),
        ]),
    ...stateLines(n, [...t.updates.keys()]),
  ];
  const turn = [...body, ...step];
  const start = t.starts.length > 0 ? [line(`start $${weights}$ from the first batch where a node asks for it`, nodesOf(t.starts))] : [];
  return [
    ...start,
    line(`repeat${plan.phase > 1 ? `, in phase ${plan.phase}` : ''}`, own),
    ...deeper(plan.every > 1 ? [line(`repeat ${plan.every} times`, own), ...deeper(turn)] : turn),
  ];
}
const share = (decay: number): number => Number((1 - decay).toPrecision(3));

function dataLines(n: Notation, batch: number, own: readonly string[]): readonly Line[] {
  const { m } = n;
  const clamped = [...m.order()].reverse().filter((v) => m.wired(v, 'data'));
  if (clamped.length === 0) return [];
  const names = clamped.map(n.symbol);
  const sources = clamped.flatMap((v) => [v, ...m.into(v, 'data').map((w) => w.from.node)]);
  return [line(`$${names.length > 1 ? `(${names.join(',')})` : names[0]} \\sim \\mathcal{D}$, a batch of ${batch}`, [...sources, ...own])];
}
/** Objectives of one player may draw the same values. */
function drawLines(losses: Turn['losses']): readonly Line[] {
  const seen = new Set<string>();
  return losses
    .filter((l) => {
      const key = l.draws.map((d) => d.text).join('\n');
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .flatMap((l) => l.draws);
}
function lossLines(losses: Turn['losses']): readonly Line[] {
  return losses.flatMap((l, i) => {
    const [first] = l.statements;
    if (!first) return [];
    const body: Formula = first.formula.slice(2);
    const name = losses.length > 1 ? `\\mathcal{L}_{${i + 1}}` : '\\mathcal{L}';
    return [line(`$${name} \\leftarrow ${latexOf(body)}$`, [l.node, ...nodesIn(body)])];
  });
}
/** State that learning keeps without a gradient: codebooks and chains. */
function stateLines(n: Notation, names: readonly string[]): readonly Line[] {
  return nodesOf(names).map((node) =>
    n.m.kind(node) === 'Codebook'
      ? line(`$e_k \\leftarrow$ the running mean of the features that chose code $k$, for every $k$`, [node])
      : line('keep the chains for the next turn', [node]),
  );
}
