/** What stops a command: the user's mistake, as diagnostics. Anything else that is thrown is a bug of ours. */
import type { Diagnostic, Place } from '../graph/diagnostic.ts';

export class Problem extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => d.what).join(' '));
  }
}

export interface Words {
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}
const said = (code: string, words: Words, place: Place): Diagnostic => ({ code, severity: 'error', ...place, ...words });

/** @throws Problem */
export function stop(code: string, words: Words, place: Place = {}): never {
  throw new Problem([said(code, words, place)]);
}
/** Stops on the first error of a list, with all of the list; otherwise hands the milder ones back. */
export function unlessErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.some((d) => d.severity === 'error')) throw new Problem(diagnostics);
  return diagnostics;
}
/** The words of a system error ("ENOENT: no such file or directory"), without the path it repeats. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SYSTEM[code] ?? error.message.replace(/, \w+ '.*'$/, '');
}
const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'you may not read or write it',
  EPERM: 'you may not read or write it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can only be read',
  ENAMETOOLONG: 'its name is too long',
};
