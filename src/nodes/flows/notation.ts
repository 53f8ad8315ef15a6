/** A chain of invertible steps on paper: the change of variables, with a term for every step. */
import { type Statement, line, term } from '../notation/formula.ts';
import { type FlowStep, type Law, type LawContext, explained, only } from '../notation/law.ts';

const BASE = 'u_{0}';

/** The law of what a step makes of the law wired to `base`. @param logDet log |det| of the step away from the base, of u */
export function throughFlow(c: LawContext, title: string, step: Pick<FlowStep, 'logDet' | 'joins'>): Law {
  const before = only(c, 'base', BASE);
  const base = before.flow?.base ?? before;
  const own: FlowStep = { id: c.id, nodes: c.nodes('network', 'condition'), title, ...step };
  return chained(c.v, base, [...(before.flow?.steps ?? []), own]);
}

function chained(v: string, base: Law, steps: readonly FlowStep[]): Law {
  const last = steps.length;
  const nodes = [...new Set([...base.nodes, ...steps.flatMap((s) => s.nodes)])];
  const u = (k: number): string => (k === last ? v : `u_{${k}}`);
  const f = (k: number): string => (last === 1 ? 'f' : `f_{${k}}`);
  const moving = steps.filter((s) => s.logDet !== '');
  const index = last === 1 ? '' : 'k';
  const [name, before] = last === 1 ? ['f', BASE] : ['f_{k}', 'u_{k-1}'];
  const joining = steps.flatMap((s, i) => (s.joins ? [{ s, k: i + 1, joins: s.joins }] : []));
  const path = steps.map((s, i) => term(f(i + 1), s.nodes)).toReversed();
  const where: Statement[] = [
    { formula: [term(v), term('='), ...path.flatMap((t, i) => (i > 0 ? [term('\\circ'), t] : [t])), term(`(${BASE})`, base.nodes)] },
    ...explained(term(`p(${BASE})`, base.nodes), base),
    ...volumes(steps, last === 1),
  ];
  return {
    nodes,
    formula: [
      term(`\\log p(${BASE})`, base.nodes),
      ...(moving.length > 0
        ? [
            term('-'),
            term(
              `${index === '' ? '' : `\\sum_{k=1}^{${last}}`}\\log\\Big|\\det\\frac{\\partial ${name}}{\\partial ${before}}\\Big|`,
              moving.flatMap((s) => s.nodes),
            ),
          ]
        : []),
      ...joining.flatMap(({ s, k, joins }) => [term('+'), term(`\\log ${joins.density(k)}`, s.nodes)]),
    ],
    of: 'log',
    sign: '=',
    text: moving.length > 0 ? undefined : 'Every step keeps volumes.',
    where,
    draw: [
      ...base.draw,
      ...steps.map((s, i) => {
        const k = i + 1;
        const joins = s.joins ? `, \\quad ${s.joins.symbol(k)} \\sim ${s.joins.density(k)}` : '';
        return line(`$${u(k)} \\leftarrow ${f(k)}(${listedArgs(u(i), s, k)})${joins}$`, s.nodes);
      }),
    ],
    inner: [...(base.inner ?? []), { symbol: BASE, nodes: base.nodes }],
    flow: { base, steps },
  };
}
const listedArgs = (u: string, s: FlowStep, k: number): string => (s.joins ? `${u},\\,${s.joins.symbol(k)}` : u);

/** What log |det| is for each kind of step, said once for all steps alike. */
function volumes(steps: readonly FlowStep[], single: boolean): readonly Statement[] {
  const alike = new Map<string, { readonly title: string; readonly logDet: string; readonly at: number[] }>();
  for (const [i, s] of steps.entries()) {
    const key = `${s.title} ${s.logDet}`;
    const group = alike.get(key) ?? { title: s.title, logDet: s.logDet, at: [] };
    group.at.push(i + 1);
    alike.set(key, group);
  }
  const jacobian = single ? `\\partial f/\\partial ${BASE}` : '\\partial f_{k}/\\partial u_{k-1}';
  return [...alike.values()].map(({ title, logDet, at }) => {
    const nodes = at.flatMap((k) => steps[k - 1]!.nodes);
    const where = single ? title : `${title}: k = ${ranges(at)}`;
    return { formula: [term(`\\log|\\det ${jacobian}|`, nodes), term('='), term(logDet === '' ? '0' : logDet, nodes)], text: where };
  });
}
/** 1, 2, 3, 5 as "1–3, 5". */
export function ranges(sorted: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const k of sorted) {
    const run = runs.at(-1);
    if (run && run[1] === k - 1) run[1] = k;
    else runs.push([k, k]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : b === a + 1 ? `${a}, ${b}` : `${a}–${b}`)).join(', ');
}
