import { expect, it } from 'vitest';
import { ago } from '../../../src/studio/projects/ago.ts';

it('says how long ago in the largest unit that fits', () => {
  const now = Date.UTC(2030, 5, 15);
  const said = (seconds: number): string => ago(now - 1000 * seconds, now);
  expect(said(0)).toBe('just now');
  expect(said(59)).toBe('just now');
  expect(said(60)).toBe('1 minute ago');
  expect(said(3599)).toBe('59 minutes ago');
  expect(said(7200)).toBe('2 hours ago');
  expect(said(86_400)).toBe('yesterday');
  expect(said(40 * 86_400)).toBe('last month');
  expect(said(-50)).toBe('just now');
});
