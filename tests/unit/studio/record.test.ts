import { expect, test } from 'vitest';
import { recordOf, sparse } from '../../../src/studio/run/record.ts';
import { FRESH } from '../../../src/studio/stores/run.ts';

const points = Array.from({ length: 1000 }, (_, i) => ({ step: i + 1, values: { 'loss.elbo': 1 / (i + 1) } }));

test('a curve keeps its ends and few points between', () => {
  const few = sparse(points, 300);
  expect(few).toHaveLength(300);
  expect([few[0]!.step, few.at(-1)!.step]).toEqual([1, 1000]);
  expect(sparse(points.slice(0, 10), 300)).toHaveLength(10);
});
test('what is kept of a run is its drawing, its curve and where it stands', () => {
  const status = { state: 'done' as const, step: 1000, total: 1000, msPerStep: 1 };
  const run = { ...FRESH, id: 'a', text: '{}', content: 'c', metrics: points, startedAt: 5, status };
  const film = [{ step: 1000, samples: {}, chains: {}, reconstructions: {}, probed: [], limit: { nll: 2, kind: 'lower', gap: 0.5 } }];
  const kept = recordOf({ ...run, film }, 'p', { report: 'loss.elbo', unit: 'nats per example' })!;
  expect(kept).toMatchObject({
    id: 'a',
    project: 'p',
    step: 1000,
    total: 1000,
    startedAt: 5,
    loss: { name: 'loss.elbo', value: 0.001, unit: 'nats per example' },
    limit: { nll: 2, kind: 'lower', gap: 0.5 },
  });
  expect(kept.metrics).toHaveLength(300);
  for (const missing of [{ metrics: [] }, { id: undefined }, { content: undefined }, { status: FRESH.status }])
    expect(recordOf({ ...run, ...missing }, 'p', undefined)).toBeUndefined();
});
