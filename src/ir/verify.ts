/** States what a legal program is. Runs between passes in tests; a violation is our bug. */
import { numel, sameShape } from '../graph/space.ts';
import { topological } from './dependencies.ts';
import { type Op, IrError, broadcast, declaration, typeOf } from './ops.ts';
import { showType } from './print.ts';
import type { Program, Val } from './value.ts';

/** Every complaint about a program; an empty list means it is legal. */
export function verify(p: Program): readonly string[] {
  const wrong: string[] = [];
  const leaves = new Map<string, Val>();
  for (const v of topological(Object.values(p.outputs))) {
    const say = (what: string): void => void wrong.push(`%${v.id} ${v.op} ${showType(v)}: ${what}`);
    const d = declaration(v.op);
    if (d.arity === 'some' ? v.ins.length === 0 : v.ins.length !== d.arity) say(`has ${v.ins.length} operands, needs ${d.arity}`);
    for (const a of d.needs ?? []) if (v.at[a] === undefined) say(`lacks attribute ${a}`);
    for (const plate of v.plates) if (!p.plates.has(plate)) say(`has an undeclared plate ${plate}`);
    if (new Set(v.plates).size !== v.plates.length) say('names a plate twice');
    if (v.event.some((n) => !Number.isInteger(n) || n < 1)) say('has an event axis that is no positive whole number');
    for (const u of v.ins) if (u.id >= v.id) say(`reads %${u.id}, which comes later`);
    try {
      const t = typeOf(v.op, v.ins, v.at);
      if (t && (!sameShape(t.event, v.event) || !samePlates(t.plates, v.plates))) say(`should be ${showType(t)}`);
    } catch (e) {
      if (!(e instanceof IrError)) throw e;
      say(e.message);
    }
    DECLARED[v.op]?.(v, say);
    if (v.op === 'param' || v.op === 'state' || v.op === 'input') {
      const key = `${v.op} ${v.at.name}`;
      if (leaves.has(key) && leaves.get(key) !== v) say(`is a second value of leaf ${v.at.name}`);
      leaves.set(key, v);
      if (v.op === 'param' && !p.params.has(v.at.name!)) say('is not among the program’s parameters');
    }
  }
  return wrong;
}
export function assertLegal(p: Program): void {
  const wrong = verify(p);
  if (wrong.length) throw new IrError(`program ${p.name} is not legal:\n${wrong.join('\n')}`);
}

const samePlates = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((p) => b.includes(p));
/** Rules of the ops that declare their type. */
const DECLARED: { readonly [O in Op]?: (v: Val, say: (what: string) => void) => void } = {
  constant: (v, say) => {
    if (v.plates.length === 0 && v.at.data!.length !== numel(v.event)) say(`holds ${v.at.data!.length} numbers`);
  },
  expand: (v, say) => {
    const x = v.ins[0]!;
    if (x.plates.some((p) => !v.plates.includes(p))) say('drops a plate');
    if (!sameShape(broadcast(x.event, v.event), v.event)) say('narrows the event');
  },
  reshape: (v, say) => {
    if (numel(v.ins[0]!.event) !== numel(v.event)) say('changes the number of elements');
    if (!samePlates(v.ins[0]!.plates, v.plates)) say('changes the plates');
  },
};
