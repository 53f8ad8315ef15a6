import { expect, test } from 'vitest';
import { closing } from '../../../src/studio/room.ts';

const none = { palette: false, inspector: false, dock: false, legend: false };
test('of the sheets of a small window the one opened last stays', () => {
  expect(closing({ ...none, palette: true }, none)).toEqual({});
  expect(closing({ ...none, palette: true, dock: true }, { ...none, palette: true })).toEqual({ palette: false });
  expect(closing({ palette: true, inspector: true, dock: true, legend: true }, { ...none, palette: true, dock: true })).toEqual({
    palette: false,
    dock: false,
  });
  expect(closing(none, { ...none, dock: true })).toEqual({});
});
