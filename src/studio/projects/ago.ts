/** "5 minutes ago", and the exact time for the tooltip. */
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export function ago(then: number, now: number): string {
  const seconds = Math.max(0, (now - then) / 1000);
  const [unit, length] = UNITS.find(([, l]) => seconds >= l) ?? ['second', 0];
  return length === 0 ? 'just now' : words.format(-Math.floor(seconds / length), unit);
}
export const exactly = (then: number): string => new Date(then).toLocaleString('en', { dateStyle: 'full', timeStyle: 'medium' });
