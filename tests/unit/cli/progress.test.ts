import { describe, expect, it } from 'vitest';
import { Progress, duration, figure, taskProgress } from '../../../src/cli/progress.ts';
import { show } from '../../../src/cli/terminal.ts';
import { isKept } from '../../../src/cli/training.ts';

function watched(columns: number | undefined): { readonly progress: Progress; readonly text: () => string; tick(ms: number): void } {
  let text = '';
  let now = 0;
  const terminal = { out: () => undefined, err: (t: string) => void (text += t), columns, onInterrupt: () => () => undefined };
  return { progress: new Progress(terminal, () => now), text: () => text, tick: (ms) => void (now += ms) };
}
const moment = (step: number) => ({ step, total: 200, msPerStep: 12.345, losses: [['elbo', 2.34567]] as const });

describe('progress', () => {
  it('is a line now and then where nobody watches', () => {
    const w = watched(undefined);
    for (let step = 1; step <= 200; step++) {
      w.tick(100);
      w.progress.show(moment(step), step === 200);
    }
    w.progress.end();
    const lines = w.text().trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('step 1/200  elbo 2.346  12.35 ms/step  2 s left');
    expect(lines.at(-1)).toBe('step 200/200  elbo 2.346  12.35 ms/step');
  });
  it.each([200, 80, 50, 20])('is a bar that fits into %i columns', (columns) => {
    const w = watched(columns);
    w.progress.show(moment(100));
    w.progress.end();
    const line = w.text().replace('\r\u001b[2K', '').trimEnd();
    expect(line.length).toBeLessThan(columns);
    if (columns >= 80) expect(line).toMatch(/^█+░+ {2}step 100\/200/);
    expect(w.text().endsWith('\n')).toBe(true);
  });
  it('keeps the first 20 losses, the last, and about 200 between, by step and total alone', () => {
    const kept = (total: number) => Array.from({ length: total }, (_, i) => i + 1).filter((s) => isKept(s, total));
    expect(kept(7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const total of [3000, 12_345]) {
      expect(kept(total).slice(0, 20).at(-1)).toBe(20);
      expect(kept(total).at(-1)).toBe(total);
      expect(kept(total).length).toBeLessThan(240);
    }
  });
});

describe('words', () => {
  it.each([
    [400, '0 s'],
    [59_000, '59 s'],
    [61_000, '1 min 01 s'],
    [7_260_000, '2 h 01 min'],
  ])('%i ms are %s', (ms, words) => expect(duration(ms)).toBe(words));
  it.each([
    [0, '0'],
    [1.23456, '1.235'],
    [123456, '123500'],
    [0.0000123456, '1.235e-5'],
    [NaN, 'NaN'],
  ])('%d is shown as %s', (x, words) => expect(figure(x)).toBe(words));
  it('of a diagnostic say what, where, why and how to mend it', () => {
    const d = { code: 'c', severity: 'error' as const, what: 'It is broken.', why: 'It fell.', mend: 'Glue it.' };
    expect(show(d)).toBe('error: It is broken.\n  why:  It fell.\n  mend: Glue it.\n');
    expect(show({ ...d, node: 'enc', port: 'x', where: 'a.json' })).toContain('error at a.json, enc.x: ');
  });
});

describe('progress of a task', () => {
  const seen = (columns: number | undefined, moments: readonly (readonly [number, number])[]): string => {
    let [text, now] = ['', 0];
    const terminal = { out: () => undefined, err: (t: string) => void (text += t), columns, onInterrupt: () => () => undefined };
    const tell = taskProgress(terminal, () => now);
    for (const [ms, done] of moments) {
      now = ms;
      tell({ task: 'sample', done });
    }
    return text;
  };
  it('says nothing of what is done in a moment', () => {
    expect(seen(80, [[10, 0.2], [400, 0.9], [500, 1]])).toBe(''); // prettier-ignore
    expect(seen(undefined, [[10, 0.2], [4000, 0.9], [5000, 1]])).toBe(''); // prettier-ignore
  });
  it('writes over its line, and takes it away at the end', () => {
    const text = seen(80, [[0, 0], [1500, 0.25], [1520, 0.26], [1700, 0.3], [4000, 1]]); // prettier-ignore
    expect(text).toBe('\r\u001b[2Ksample: 25 %\r\u001b[2Ksample: 30 %\r\u001b[2K');
  });
  it('is a line now and then where nobody watches', () => {
    expect(seen(undefined, [[0, 0], [11_000, 0.25], [12_000, 0.3], [22_000, 0.5], [25_000, 1]])).toBe('sample: 25 %\nsample: 50 %\n'); // prettier-ignore
  });
});
