import type { Diagnostic, Place } from './diagnostic.ts';
import { COMMAND } from './messages/command.ts';
import { COMPILE } from './messages/compile.ts';
import { DRAWING } from './messages/drawing.ts';
import { FILE } from './messages/file.ts';
import { GROUP_MESSAGES } from './messages/group.ts';
import type { Message } from './messages/message.ts';

/** The one catalogue of what Wellspring says about a drawing or a file: code → severity and words. */
const CATALOGUE = { ...DRAWING, ...COMPILE, ...FILE, ...COMMAND, ...GROUP_MESSAGES };

export type Code = keyof typeof CATALOGUE;
type Facts = { readonly [C in Code]: Parameters<(typeof CATALOGUE)[C]['text']>[0] };
/** The facts a message needs. */
export type ArgsOf<C extends Code> = Facts[C];

// Stated as a mapped type, so that `MESSAGES[code].text(args)` type-checks for a code that is not known yet.
export const MESSAGES: { readonly [C in Code]: Message<Facts[C]> } = CATALOGUE;

/** A diagnostic from the catalogue. The facts must be those the code asks for. */
export function diagnose<C extends Code>(code: C, place: Place, args: ArgsOf<C>): Diagnostic {
  const message: Message<Facts[C]> = MESSAGES[code];
  return { code, severity: message.severity, ...place, ...message.text(args) };
}

export const isCode = (code: string): code is Code => Object.hasOwn(MESSAGES, code);
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((d) => d.severity === 'error');
