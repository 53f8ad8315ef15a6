/** States what a legal program is. Runs between passes in tests; a violation is our bug. */
import { numel, sameShape } from '../graph/space.ts';
import { topological } from './dependencies.ts';
import { type Op, IrError, broadcast, declaration, typeOf } from './ops.ts';
import { showType } from './print.ts';
import { given, handed, outKind, sourceOf } from './region.ts';
import type { Program, Val } from './value.ts';

/** Every complaint about a program; an empty list means it is legal. */
export function verify(p: Program): readonly string[] {
  const wrong: string[] = [];
  check(Object.values(p.outputs), p, new Set(), wrong);
  return wrong;
}
/** @param args the arguments of the body that is checked */
function check(roots: readonly Val[], p: Program, args: ReadonlySet<Val>, wrong: string[]): void {
  const leaves = new Map<string, Val>();
  const inside = args.size > 0;
  for (const v of topological(roots)) {
    const say = (what: string): void => void wrong.push(`%${v.id} ${v.op} ${showType(v)}: ${what}`);
    const d = declaration(v.op);
    if (d.arity === 'some' ? v.ins.length === 0 : d.arity !== 'any' && v.ins.length !== d.arity)
      say(`has ${v.ins.length} operands, needs ${d.arity}`);
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
    if (v.op === 'arg' && !args.has(v)) say('is an argument of no body around it');
    if (v.op === 'param' || v.op === 'state' || v.op === 'input') {
      const key = `${v.op} ${v.at.name}`;
      if (inside) say('is read inside a loop, which must be handed it');
      if (leaves.has(key) && leaves.get(key) !== v) say(`is a second value of leaf ${v.at.name}`);
      leaves.set(key, v);
      if (v.op === 'param' && !p.params.has(v.at.name!)) say('is not among the program’s parameters');
    }
    const { region } = v.at;
    if (!region) continue;
    if (p.plates.get(region.plate) !== region.turns) say(`has ${region.turns} turns and a plate of ${p.plates.get(region.plate)}`);
    check(given(region), p, new Set([region.index, ...handed(region)]), wrong);
  }
}
export function assertLegal(p: Program): void {
  const wrong = verify(p);
  if (wrong.length) throw new IrError(`program ${p.name} is not legal:\n${wrong.join('\n')}`);
}

const samePlates = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((p) => b.includes(p));
const sameType = (a: Val, b: Val): boolean => samePlates(a.plates, b.plates) && sameShape(a.event, b.event);
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
  loop: (v, say) => {
    const r = v.at.region!;
    const args = handed(r);
    if (v.ins.length !== args.length) say(`has ${v.ins.length} operands for ${args.length} arguments`);
    args.forEach((a, i) => {
      const u = v.ins[i];
      const gone = i >= r.carried.length && i < r.carried.length + r.over.length;
      const plates = gone ? [r.plate, ...a.plates] : a.plates;
      if (u && (!samePlates(plates, u.plates) || !sameShape(a.event, u.event))) say(`hands ${showType(u)} to an argument ${showType(a)}`);
    });
    if (r.results.length !== r.carried.length) say(`carries ${r.carried.length} values and gives ${r.results.length}`);
    r.results.forEach((x, i) => {
      if (!sameType(x, r.carried[i]!)) say(`carries ${showType(r.carried[i]!)} and hands on ${showType(x)}`);
    });
  },
  out: (v, say) => {
    const r = v.ins[0]?.at.region;
    if (!r) return say('is of no loop');
    const { kind } = outKind(r, v.at.index!);
    const x = sourceOf(r, v.at.index!);
    if (!sameShape(x.event, v.event) || !samePlates(kind === 'carried' ? x.plates : [r.plate, ...x.plates], v.plates))
      say('has another type');
  },
  reshape: (v, say) => {
    if (numel(v.ins[0]!.event) !== numel(v.event)) say('changes the number of elements');
    if (!samePlates(v.ins[0]!.plates, v.plates)) say('changes the plates');
  },
};
