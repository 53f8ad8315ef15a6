/** One reason of a grade, with its node as a link. */
import type { ReactNode } from 'react';
import type { Reason } from '../../distributions/grade.ts';
import { pointing } from '../mathematics/point.ts';
import { goTo } from './diagnostic-card.tsx';

export function ReasonText({ reason: { node, text } }: { readonly reason: Reason }): ReactNode {
  if (node === '') return text;
  const link = (
    <button type="button" className="link" {...pointing([node])} onClick={() => goTo({ node })}>
      {node}
    </button>
  );
  // Most sentences begin with the node they are about.
  return text.startsWith(`${node} `) || text.startsWith(`${node}:`) ? (
    <>
      {link}
      {text.slice(node.length)}
    </>
  ) : (
    <>
      {link}: {text}
    </>
  );
}
