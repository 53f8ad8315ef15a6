/** Tokens as lines of symbols. */
import type { ReactNode } from 'react';
import { numel } from '../../graph/space.ts';
import type { Picture } from '../../workers/protocol.ts';

const SYMBOLS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

export function DrawText({ picture }: { readonly picture: Picture }): ReactNode {
  const length = Math.max(1, numel(picture.space.shape));
  const rows = Array.from({ length: Math.min(14, picture.n) }, (_, i) =>
    Array.from(picture.data.subarray(i * length, (i + 1) * length), (t) => SYMBOLS[t] ?? `⟨${t}⟩`).join(length > 1 ? '' : ''),
  );
  return <pre className="tokens">{length === 1 ? rows.join(' ') : rows.join('\n')}</pre>;
}
