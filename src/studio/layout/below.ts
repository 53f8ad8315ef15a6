/** What stands below the line of a model: data that only clamps, objectives, their critics and their optimisers. */
import type { Point } from '../../graph/model.ts';
import { PICTURE } from '../canvas/beside-circle.ts';
import type { Box } from '../canvas/ports.ts';
import type { Body } from '../stores/document.ts';
import { ABOVE, BESIDE, type TidySize } from './measures.ts';
import { Vacant } from './vacant.ts';

type Below = Readonly<Record<'data' | 'objectives' | 'critics' | 'optimisers', readonly string[]>>;
type Sizes = (id: string) => TidySize;
type Places = Map<string, Point>;

/** @param at where the line stands and what is above it; what is below is added */
export function placeBelow(body: Body, { data, objectives, critics, optimisers }: Below, sizeOf: Sizes, at: Places): void {
  const users = (id: string): readonly Box[] => body.wires.flatMap((w) => (w.from.node === id ? boxOf(w.to.node) : []));
  const feeders = (id: string): readonly Box[] => body.wires.flatMap((w) => (w.to.node === id ? boxOf(w.from.node) : []));
  const boxOf = (id: string): readonly Box[] => {
    const p = at.get(id);
    return p ? [{ ...p, width: sizeOf(id).width, height: sizeOf(id).height }] : [];
  };
  const vacant = new Vacant([...[...at.keys()].flatMap(boxOf), ...picturesBelow(body, sizeOf, at)]);
  const put = (id: string, wanted: readonly [Point, ...Point[]]): void => {
    const { width, height } = sizeOf(id);
    at.set(id, vacant.take(wanted, { width, height }));
  };
  const fromData = new Set(data.flatMap((id) => body.wires.flatMap((w) => (w.from.node === id ? [w.to.node] : []))));
  for (const id of data) put(id, besideClamped(users(id), sizeOf(id)));
  for (const id of objectives) {
    const wired = body.wires.some((w) => w.to.node === id && fromData.has(w.from.node));
    put(id, belowJudged(feeders(id), sizeOf(id), wired));
  }
  for (const id of critics) put(id, besideObjective(users(id), sizeOf(id)));
  for (const id of optimisers) put(id, aroundObjectives(feeders(id), sizeOf(id)));
}
/** Circles under something keep their pictures below them. */
const picturesBelow = (body: Body, sizeOf: Sizes, at: Places): readonly Box[] =>
  [...at].flatMap(([id, p]) => {
    const { width, height, beside } = sizeOf(id);
    const covered = body.wires.some((w) => w.to.node === id && at.has(w.from.node) && at.get(w.from.node)!.y < p.y - ABOVE);
    return beside === true && covered
      ? [{ x: p.x + (width - PICTURE.width) / 2, y: p.y + height, width: PICTURE.width, height: BESIDE }]
      : [];
  });

type Wanted = readonly [Point, ...Point[]];
/** So far to the left that its wire leaves sideways, past what stands over it. */
function besideClamped(clamped: readonly Box[], size: TidySize): Wanted {
  const [first] = clamped.toSorted((a, b) => a.x - b.x);
  return [first ? { x: first.x - size.width - 96, y: first.y + first.height + 20 } : { x: 0, y: 0 }];
}
/** Below the last of them: between them stands what makes one from the other. @param fromData a wire comes up from data on its left */
function belowJudged(judged: readonly Box[], { width }: TidySize, fromData: boolean): Wanted {
  const lefts = judged.map((v) => Math.max(v.x + (v.width - width) / 2, fromData ? v.x + 14 : -Infinity));
  return [{ x: lefts.length > 0 ? Math.max(...lefts) : 0, y: Math.max(0, ...judged.map((v) => v.y + v.height)) + 70 }];
}
function besideObjective([user]: readonly Box[], { width }: TidySize): Wanted {
  if (!user) return [{ x: 0, y: 200 }];
  const y = user.y - 9;
  return [
    { x: user.x + user.width + 90, y },
    { x: user.x - width - 60, y },
  ];
}
/** To the left of what they make small, below it, to the right, or below on the right. */
function aroundObjectives(minimised: readonly Box[], { width }: TidySize): Wanted {
  const [first] = minimised;
  if (!first) return [{ x: 0, y: 200 }];
  const [y, under] = [first.y - 9, first.y + first.height + 60];
  return [
    { x: Math.min(...minimised.map((o) => o.x)) - width - 60, y },
    { x: first.x + (first.width - width) / 2, y: under },
    { x: Math.max(...minimised.map((o) => o.x + o.width)) + 60, y },
    { x: first.x + (first.width + width) / 2 + 40, y: under },
  ];
}
