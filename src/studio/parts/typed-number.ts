/** Numbers as people type them: a minus of typographers, a comma for the point. NaN for anything else, also for nothing. */
export function typedNumber(text: string): number {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  return plain === '' ? NaN : Number(plain);
}
