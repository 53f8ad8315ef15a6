/** Tokens as lines of symbols. */
import type { ReactNode } from 'react';
import type { Picture } from '../../workers/protocol.ts';
import { linesOf } from '../parts/text-lines.ts';

const LINES = 14;

export function DrawText({ picture }: { readonly picture: Picture }): ReactNode {
  return <pre className="tokens">{linesOf(picture, LINES).join('\n')}</pre>;
}
