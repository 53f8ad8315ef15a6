/** KaTeX with what it was asked before kept. */
import katex from 'katex';
import 'katex/dist/katex.min.css';

const MOST = 4000;
const known = new Map<string, string>();

/** @param output 'html' is for the eye only; 'mathml' for screen readers only */
export function typeset(latex: string, output: 'html' | 'mathml', display = true): string {
  const key = `${output}${display ? 1 : 0}${latex}`;
  const hit = known.get(key);
  if (hit !== undefined) return hit;
  // A drawing may come from a stranger: KaTeX is told to trust nothing, and writes mistakes as text.
  const html = katex.renderToString(display ? `\\displaystyle ${latex}` : latex, {
    displayMode: false,
    throwOnError: false,
    trust: false,
    strict: false,
    output,
    maxExpand: 300,
  });
  if (known.size >= MOST) known.clear();
  known.set(key, html);
  return html;
}
