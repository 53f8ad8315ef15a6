/** Words with mathematics between dollar signs, in a chunk with the typesetter. */
import { type ReactNode, useMemo } from 'react';
import { plainLine } from '../../nodes/notation/plain.ts';
import { typeset } from './typesetting.ts';

export default function MixedText({ text }: { readonly text: string }): ReactNode {
  const parts = useMemo(() => text.split('$').map((part, i) => (i % 2 === 1 ? { html: typeset(part, 'html') } : { part })), [text]);
  return (
    <>
      <span className="unseen">{plainLine(text)}</span>
      <span aria-hidden="true">
        {parts.map((p, i) =>
          'part' in p ? (
            p.part
          ) : (
            // oxlint-disable-next-line react/no-danger
            <span key={i} dangerouslySetInnerHTML={{ __html: p.html }} />
          ),
        )}
      </span>
    </>
  );
}
