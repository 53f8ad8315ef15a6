/** KaTeX, in a chunk of its own. */
import katex from 'katex';
import 'katex/dist/katex.min.css';
import { type ReactNode, useMemo } from 'react';

export default function Typeset({ latex, inline }: { readonly latex: string; readonly inline: boolean }): ReactNode {
  // A drawing may come from a stranger: KaTeX is told to trust nothing, and writes mistakes as text.
  const html = useMemo(
    () =>
      katex.renderToString(latex, {
        displayMode: !inline,
        throwOnError: false,
        trust: false,
        strict: false,
        output: 'htmlAndMathml',
        maxExpand: 300,
      }),
    [latex, inline],
  );
  // oxlint-disable-next-line react/no-danger
  return <span className="maths" dangerouslySetInnerHTML={{ __html: html }} />;
}
