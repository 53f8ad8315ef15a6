/** Commands one after the other, and what is done while there is none. */
import { expect, test } from 'vitest';
import { Turns } from '../../../src/workers/turns.ts';

/** Work that lasts until it is called off or let go. */
function patient(): { turns: Turns; work: () => Promise<boolean>; said: string[]; letGo: () => void } {
  const said: string[] = [];
  let end: (over: boolean) => void = () => undefined;
  const turns = new Turns(() => end(false));
  const work = async (): Promise<boolean> => {
    said.push('begun');
    const over = await new Promise<boolean>((done) => (end = done));
    said.push(over ? 'over' : 'called off');
    return over;
  };
  return { turns, work, said, letGo: () => end(true) };
}
const soon = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

test('commands run one after the other, whatever becomes of them', async () => {
  const turns = new Turns(() => undefined);
  const said: number[] = [];
  const slow = turns.take(async () => {
    await soon();
    said.push(1);
    throw new Error('no');
  });
  const next = turns.take(() => Promise.resolve(said.push(2)));
  await expect(slow).rejects.toThrow('no');
  await next;
  expect(said).toEqual([1, 2]);
});
test('what is done meanwhile gives way to a command, and is begun again after it', async () => {
  const { turns, work, said, letGo } = patient();
  turns.meanwhile(work);
  await soon();
  await turns.take(() => Promise.resolve(said.push('command')));
  await soon();
  letGo();
  await soon();
  await turns.take(() => Promise.resolve(said.push('another')));
  await soon();
  expect(said).toEqual(['begun', 'called off', 'command', 'begun', 'over', 'another']);
});
test('it waits while commands do, and is forgotten when nothing is to be done any more', async () => {
  const { turns, work, said } = patient();
  const first = turns.take(async () => {
    turns.meanwhile(work);
    await soon();
    said.push('first');
  });
  const second = turns.take(() => {
    turns.meanwhile(undefined);
    return Promise.resolve(said.push('second'));
  });
  await Promise.all([first, second]);
  await soon();
  expect(said).toEqual(['first', 'second']);
});
