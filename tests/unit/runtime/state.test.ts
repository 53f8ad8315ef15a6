/** State that nodes declare: moved once a turn, kept in checkpoints, the same after a resume. */
import { describe, expect, test } from 'vitest';
import type { Compiled } from '../../../src/compiler/compiled.ts';
import type { Draft } from '../../../src/compiler/learn.ts';
import { vectorsOf } from '../../../src/compiler/pack.ts';
import { playerOf } from '../../../src/compiler/player.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import type { Init, Val } from '../../../src/ir/value.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, fit } from '../../../src/runtime/checkpoint.ts';
import { Trainer } from '../../../src/runtime/trainer.ts';
import { initialVectors } from '../../../src/runtime/weights.ts';
import { compiled } from '../../drawings/notation.ts';
import { drawing } from '../../drawings/all.ts';
import { useDevice } from './use-device.ts';

const START: Init = { kind: 'normal', scale: 2 };
/** A player that pulls weights [3] to a state [3], which walks at random. It takes `steps` steps a turn. */
function walking(steps: number, moves = true): Compiled {
  const b = new Builder('learn.opt');
  const [draft] = b.within({ node: 'walk' }, (): readonly Draft[] => {
    const w = b.param('walk.w', [3], START);
    const s = b.state('walk.s', [3], START);
    const next = b.add(b.mul(0.5, s), b.random('normal', [], [3]));
    b.update('walk.s', next);
    const loss = b.sumEvent(b.square(b.sub(w, s)));
    const [gradient] = gradients(b, loss, [w]) as [Val];
    const plan = NODES.get('Optimiser')!.optimiser!({ steps, rate: 0.1 });
    return [
      {
        optimiser: 'opt',
        plan,
        losses: [],
        trained: ['walk.w'],
        held: {},
        left: new Map(),
        b,
        told: [{ names: ['loss.walk'], value: loss }],
        gradient: new Map([['walk.w', gradient]]),
        updates: moves ? b.updates : new Map(),
      },
    ];
  });
  const vectors = vectorsOf(b.params.values(), [draft!]);
  const states = [...b.states.values()];
  const players = [playerOf({ ...draft!, losses: [] }, vectors, undefined)];
  const base = compiled(drawing('vae'));
  return { ...base, params: [...b.params.values()], vectors, states, learn: { ...base.learn, players } };
}

describe('declared state', () => {
  const device = useDevice('cpu');
  const trainer = (c: Compiled, checkpoint?: Checkpoint): Trainer =>
    new Trainer({ compiled: c, device: device(), sources: new Map(), seed: 5, graph: '', checkpoint });
  const after = async (c: Compiled, turns: number): Promise<Checkpoint> => {
    const t = trainer(c);
    for (let i = 0; i < turns; i++) t.take();
    await t.flush();
    const end = await t.checkpoint();
    t.close();
    return end;
  };

  test('starts from its declaration and the seed', () => {
    const c = walking(1);
    expect(c.learn.players[0]!.states).toMatchObject({ 'walk.s': 3 });
    const [one, other] = [initialVectors(c, 1), initialVectors(c, 2)].map((v) => [...v.get('walk.s')!]);
    expect(one).not.toEqual(other);
    expect(one!.every((x) => x !== 0)).toBe(true);
  });
  test('moves, is read before it moves, and moves once a turn however many steps its player takes', async () => {
    const [once, twice] = [await after(walking(1), 1), await after(walking(2), 1)];
    expect([once.updates, twice.updates]).toEqual([{ opt: 1 }, { opt: 2 }]);
    expect(once.vectors.get('walk.s')).toEqual(twice.vectors.get('walk.s'));
    expect(once.vectors.get('weights.opt')).not.toEqual(twice.vectors.get('weights.opt'));
    const start = initialVectors(walking(1), 5);
    const [w, s] = [start.get('weights.opt')!, start.get('walk.s')!];
    // Adam's first mean is a tenth of the gradient, 2 (w - s) at the start
    once.vectors.get('opt.m.opt')!.forEach((m, i) => expect(m).toBeCloseTo(0.2 * (w[i]! - s[i]!), 5));
    expect(once.vectors.get('walk.s')).not.toEqual(s);
  });
  test('stands still where another player updates it', async () => {
    const c = walking(1, false);
    expect((await after(c, 3)).vectors.get('walk.s')).toEqual(initialVectors(c, 5).get('walk.s'));
  });
  test('goes on after a resume bit for bit, and a checkpoint without it is refused', async () => {
    const c = walking(2);
    const half = await after(c, 4);
    const raw = decodeCheckpoint(encodeCheckpoint({ ...half, graph: 'g' }, c));
    if ('malformed' in raw) throw new Error(raw.malformed);
    expect([...raw.tensors.keys()]).toContain('state/walk.s');
    const fitted = fit(raw, c, initialVectors(c, 5));
    if ('mismatch' in fitted) throw new Error(fitted.mismatch);
    const t = trainer(c, fitted);
    for (let i = 0; i < 4; i++) t.take();
    expect((await t.checkpoint()).vectors).toEqual((await after(c, 8)).vectors);
    t.close();
    const without = new Map([...raw.tensors].filter(([name]) => name !== 'state/walk.s'));
    expect(fit({ ...raw, tensors: without }, c, initialVectors(c, 5))).toEqual({ mismatch: 'it has no state walk.s of 3 numbers' });
  });
});

describe('a builder', () => {
  test('refuses an update of what was not declared, or of another shape', () => {
    const b = new Builder('learn.opt');
    expect(() => b.update('s', b.of(0))).toThrow('s is no state of learn.opt');
    b.state('s', [2], START);
    expect(() => b.update('s', b.constant([1, 2, 3], [3]))).toThrow('state s of [2] would become {}[3]');
    expect(() => b.update('s', b.random('normal', ['B'], [2]))).toThrow('state s of [2] would become {B}[2]');
  });
});
