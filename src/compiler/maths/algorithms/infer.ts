/** The posterior of what is hidden, as an algorithm. */
import { type Line, line } from '../../../nodes/notation/formula.ts';
import { inQOrder } from '../../../nodes/objectives/bound.ts';
import type { How } from '../../trace.ts';
import type { Notation } from '../notation.ts';
import { inverseLines } from './inverse.ts';

/** @param outputs of the infer program: "z", "z.mean", "x.noise" */
export function inferLines(n: Notation, how: (latent: string) => How, outputs: readonly string[]): readonly Line[] {
  const { m } = n;
  const latents = m.of('Latent').filter((z) => outputs.includes(z));
  const known = [...m.order()].reverse().filter((v) => m.wired(v, 'data'));
  const ordered = [
    ...inQOrder(
      n,
      latents.filter((z) => how(z) === 'q'),
    ),
    ...latents.filter((z) => how(z) !== 'q'),
  ];
  const found = outputs.filter((o) => !o.endsWith('.mean'));
  return [
    ...(known.length > 0 ? [line(`$${known.map(n.symbol).join(',')} \\leftarrow$ an example`, known)] : []),
    ...ordered.flatMap((z) => latentLines(n, z, how(z))),
    ...m
      .observed()
      .flatMap((x) => [
        ...(outputs.includes(x) ? [bayes(n, x)] : []),
        ...outputs.filter((o) => o.startsWith(`${x}.`) && o !== `${x}.mean`).flatMap((o) => causeLines(n, x, o.slice(x.length + 1))),
      ]),
    line(
      `return $${found.map((o) => (m.isVariable(o) ? n.symbol(o) : `\\text{${o.split('.').at(-1)}}`)).join(',\\,')}$`,
      found.map((o) => (m.isVariable(o) ? o : o.slice(0, o.lastIndexOf('.')))),
    ),
  ];
}
function latentLines(n: Notation, z: string, how: How): readonly Line[] {
  switch (how) {
    case 'q':
      return n.draw(z, 'q');
    case 'child':
      return n.draw(z, 'p');
    case 'conjugate':
      return [
        line(
          `$${n.symbol(z)} \\leftarrow$ the mean of $p(${n.symbol(z)} \\mid ${belowOf(n, z).map(n.symbol).join(',')})$, linear and Gaussian: in closed form`,
          [z, ...n.makers(belowOf(n, z))],
        ),
      ];
    case 'enumerate':
      return [bayes(n, z)];
    case 'none':
      return [];
  }
}
const belowOf = (n: Notation, v: string): readonly string[] => n.m.observed().filter((x) => n.m.ancestors(x).has(v));
/** Bayes' rule over a small support. */
function bayes(n: Notation, v: string): Line {
  const mention = n.m.order().filter((u) => n.m.wired(u, 'p') && (u === v || n.m.ancestors(u).has(v)));
  const factors = mention.map((u) => n.factor(u, 'p'));
  return line(
    `$p(${n.symbol(v)} \\mid \\cdot) \\propto ${factors.map((f) => f.latex).join('\\,')}$ for every value of $${n.symbol(v)}$`,
    factors.flatMap((f) => f.nodes),
  );
}
/** The noise or choice inside a distribution. */
function causeLines(n: Notation, x: string, cause: string): readonly Line[] {
  const law = n.law(x, 'p');
  if (!law) return [];
  const name = `\\text{${cause}}`;
  if (law.flow) {
    const back = inverseLines(n.symbol(x), law.flow, false);
    return [...back.lines, line(`$${name} \\leftarrow ${back.base}$`, law.flow.base.nodes)];
  }
  if (law.inner?.some((i) => i.plate !== undefined))
    return [
      line(`follow $d${n.symbol(x)}_t/dt$ from the data to the noise, in Heun steps`, law.nodes),
      line(`$${name} \\leftarrow$ where it ends`, law.nodes),
    ];
  if (law.inner?.some((i) => i.symbol === 'c'))
    return [
      line(`$p(c \\mid ${n.symbol(x)}) \\propto \\pi_c\\,p_c(${n.symbol(x)})$ for every $c$`, law.nodes),
      line(`$${name} \\leftarrow p(c \\mid ${n.symbol(x)})$`, law.nodes),
    ];
  return [line(`$${name} \\leftarrow$ what stands behind $${n.symbol(x)}$ in ${n.m.into(x, 'p')[0]?.from.node ?? 'its p'}`, law.nodes)];
}
