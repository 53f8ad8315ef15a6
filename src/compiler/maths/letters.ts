/** Which letter the weights of each node go by, the same in every view. */
import type { Model } from '../model.ts';

/** What takes the letters of the papers goes first; all else takes the next one that is free. */
const USUAL = { p: '\\theta', q: '\\phi', critic: '\\psi' } as const;
const FURTHER = ['\\psi', '\\omega', '\\xi', '\\kappa', '\\nu', '\\rho', '\\tau'] as const;
type Role = keyof typeof USUAL | 'shared';

/** Nodes wired to a port and all that they read, up to the next variables and data. */
export function closure(m: Model, id: string, port: string, found = new Set<string>()): ReadonlySet<string> {
  for (const w of m.into(id, port)) {
    const { node } = w.from;
    if (m.isVariable(node) || m.kind(node) === 'Dataset' || found.has(node)) continue;
    found.add(node);
    const reads = m.definition(node).outputs[w.from.port]?.reads ?? Object.keys(m.definition(node).inputs);
    for (const p of reads) closure(m, node, p, found);
  }
  return found;
}

/**
 * Letters by node. Nodes that play one role and are trained by the same players share theirs.
 * @param owners nodes with parameters, in order
 * @param trainers the optimisers that train a node, by phase
 */
export function lettersOf(m: Model, owners: readonly string[], trainers: (node: string) => string): ReadonlyMap<string, string> {
  const roles = rolesOf(m);
  const groups = new Map<string, { readonly role: Role; readonly nodes: string[] }>();
  for (const node of owners) {
    const role = roles(node);
    const key = `${trainers(node)} ${role}`;
    const group = groups.get(key) ?? { role, nodes: [] };
    group.nodes.push(node);
    groups.set(key, group);
  }
  const letters = new Map<string, string>();
  const taken = new Set<string>();
  const reserved = new Set([...groups.values()].flatMap(({ role }) => (role === 'shared' ? [] : [USUAL[role]])));
  // what is trained first is named first
  for (const [, { role, nodes }] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const wish = role === 'shared' ? undefined : USUAL[role];
    const letter =
      wish !== undefined && !taken.has(wish)
        ? wish
        : (FURTHER.find((l) => !taken.has(l) && !reserved.has(l as (typeof USUAL)['critic'])) ?? numbered(wish ?? '\\theta', taken));
    taken.add(letter);
    for (const n of nodes) letters.set(n, letter);
  }
  return letters;
}
function numbered(letter: string, taken: ReadonlySet<string>): string {
  let n = 2;
  while (taken.has(`${letter}_{${n}}`)) n++;
  return `${letter}_{${n}}`;
}
function rolesOf(m: Model): (node: string) => Role {
  const [p, q, critic] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const v of m.variables()) {
    for (const port of ['p', 'regulariser']) for (const n of closure(m, v, port)) p.add(n);
    for (const n of closure(m, v, 'q')) q.add(n);
  }
  for (const n of m.nodes)
    if (m.definition(n.id).category === 'objective')
      for (const port of Object.keys(m.definition(n.id).inputs)) for (const c of closure(m, n.id, port)) critic.add(c);
  return (node) => {
    if (p.has(node)) return q.has(node) || critic.has(node) ? 'shared' : 'p';
    if (q.has(node)) return critic.has(node) ? 'shared' : 'q';
    return 'critic';
  };
}
