/** The judge of pictures as programs: a small classifier of column y by column x, and the layer before its last as features. */
import { NATS } from '../../compiler/learn.ts';
import { playerOf } from '../../compiler/player.ts';
import { packed, vectorsOf } from '../../compiler/pack.ts';
import type { Compiled } from '../../compiler/compiled.ts';
import { EXACT, grade } from '../../distributions/grade.ts';
import type { Space } from '../../graph/space.ts';
import { Builder } from '../../ir/builder.ts';
import { gradients } from '../../ir/differentiate.ts';
import type { Val } from '../../ir/value.ts';
import type { OptimiserPlan } from '../../nodes/define.ts';
import { convolve } from '../../nodes/networks/conv-net.ts';
import { dense } from '../../nodes/networks/dense.ts';
import { adam } from '../../nodes/training/rules.ts';

/** The name that its two columns go by in the programs: "judge.x" and "judge.y". */
export const JUDGE = 'judge';
/** Numbers of the layer before the last. */
export const FEATURES = 64;
const CHANNELS = [16, 32];
const HIDDEN = 128;
/** Pictures this small are not halved again. */
const LEAST_SIDE = 4;
const BATCH = 64;
const RATE = 0.003;

/** What the classifier reads: pictures (or long vectors), brought to mean 0 and standard deviation 1, and the number of classes. */
export interface Subject {
  readonly space: Space;
  readonly classes: number;
  readonly mean: number;
  readonly deviation: number;
}
/** A judge can be trained and asked like a drawing. */
export type JudgeProgram = Pick<Compiled, 'params' | 'vectors' | 'states' | 'learn' | 'sample' | 'score' | 'infer' | 'reconstruct'>;

function read(b: Builder, { space, classes, mean, deviation }: Subject): { readonly features: Val; readonly logits: Val } {
  let h = b.mul(1 / deviation, b.sub(b.input(`${JUDGE}.x`, space.shape), mean));
  if (space.shape.length === 3)
    CHANNELS.forEach((channels, i) => {
      const stride = Math.min(h.event[0]!, h.event[1]!) > LEAST_SIDE ? 2 : 1;
      h = b.relu(convolve(b, `${JUDGE}.conv${i}`, h, channels, 3, stride));
    });
  else h = b.relu(dense(b, `${JUDGE}.hidden`, b.flat(h), HIDDEN));
  const features = b.relu(dense(b, `${JUDGE}.features`, b.flat(h), FEATURES));
  return { features, logits: dense(b, `${JUDGE}.last`, features, classes, 0.1) };
}

/** Adam, falling to nothing over `steps`. */
const planOf = (steps: number): OptimiserPlan => ({
  name: 'Adam',
  phase: 1,
  thaw: [],
  every: 1,
  horizon: steps,
  clip: null,
  ema: null,
  batch: BATCH,
  rate: (b) => rateOf(b, steps),
  update: (c) => adam(c, rateOf(c.b, steps), { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 }),
});
const rateOf = (b: Builder, steps: number): Val =>
  b.host('rate', { kind: 'learning-rate', schedule: 'cosine', rate: RATE, horizon: steps, floor: 0.01, warmup: 0, every: 1, factor: 1 });

/** Learn: cross-entropy of the classes, nats. Infer: "features" [FEATURES] and "logits" [classes] of pictures. */
export function judgeProgram(subject: Subject, steps: number): JudgeProgram {
  const b = new Builder(`learn.${JUDGE}`);
  const { logits } = read(b, subject);
  const symbols = b.constant([...Array(subject.classes).keys()], [subject.classes]);
  const asked = b.eq(b.reshape(b.input(`${JUDGE}.y`, []), [1]), symbols);
  const loss = b.neg(b.mean(b.sumEvent(b.mul(asked, b.logSoftmax(logits)))));
  const slots = [...b.params.values()];
  const trained = slots.map((s) => s.name);
  const found = gradients(b, loss, slots.map((s) => b.param(s.name, s.event, s.init))); // prettier-ignore
  const draft = {
    optimiser: JUDGE,
    plan: planOf(steps),
    losses: [
      {
        name: 'cross-entropy',
        node: JUDGE,
        report: `loss.${JUDGE}`,
        grade: EXACT,
        draws: [],
        statements: [],
        unit: NATS,
        monitors: [],
        profiles: [],
      },
    ],
    trained,
    held: {},
    left: new Map<string, string>(),
    b,
    told: [{ names: [`loss.${JUDGE}`], value: loss }],
    gradient: new Map(trained.map((name, i) => [name, found[i]!])),
    updates: new Map<string, Val>(),
  };
  const vectors = vectorsOf(slots, [draft]);
  const asking = new Builder(`infer.${JUDGE}`);
  const outputs = read(asking, subject);
  const none = { grade: grade('impossible', JUDGE, 'a classifier generates nothing'), needs: [] };
  return {
    params: slots,
    vectors,
    states: [],
    learn: { grade: EXACT, players: [playerOf(draft, vectors, undefined)] },
    sample: none,
    score: none,
    infer: { grade: EXACT, needs: [], program: packed(asking.program({ ...outputs }), vectors) },
    reconstruct: none,
  };
}
