/** A formula whose terms show their nodes: pointed at, they light up; clicked, they are selected. Arrow keys go from term to term. */
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { type Formula, type Piece, type Term, isFraction, latexOf } from '../../nodes/notation/formula.ts';
import { plainText } from '../../nodes/notation/plain.ts';
import { pointing, reveal, shares } from './point.ts';
import { useSession } from '../stores/session.ts';
import { typeset } from './typesetting.ts';

/** Terms with nodes, in reading order. */
const linked = (f: Formula): readonly Term[] =>
  f.flatMap((p) => (isFraction(p) ? [...linked(p.over), ...linked(p.under)] : p.nodes.length > 0 ? [p] : []));

export default function FormulaView({ formula }: { readonly formula: Formula }): ReactNode {
  const terms = useMemo(() => linked(formula), [formula]);
  const spoken = useMemo(() => typeset(latexOf(formula), 'mathml'), [formula]);
  const [at, setAt] = useState(0);
  const ref = useRef<HTMLDivElement>(null);
  const move = (e: KeyboardEvent): void => {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || terms.length === 0) return;
    e.preventDefault();
    e.stopPropagation();
    const next = (at + by + terms.length) % terms.length;
    setAt(next);
    ref.current?.querySelectorAll<HTMLElement>('.term')[next]?.focus();
  };
  const current = Math.min(at, terms.length - 1);
  const draw = (p: Piece, key: number): ReactNode => {
    if (isFraction(p))
      return (
        <span className="fraction" key={key}>
          <span>{p.over.map(draw)}</span>
          <span>{p.under.map(draw)}</span>
        </span>
      );
    const index = terms.indexOf(p);
    return index < 0 ? (
      <Sign key={key} latex={p.latex} />
    ) : (
      <TermView key={key} term={p} stop={index === current} onFocus={() => setAt(index)} />
    );
  };
  return (
    <div className="formula" role="group" aria-label={plainText(latexOf(formula))} ref={ref} onKeyDown={move}>
      {/* oxlint-disable-next-line react/no-danger */}
      <span className="unseen" dangerouslySetInnerHTML={{ __html: spoken }} />
      {formula.map(draw)}
    </div>
  );
}
/** Relations and signs have room around them, brackets have none. */
const kindOf = (latex: string): string => {
  if (/^(=|\\ge|\\le|\\approx|\+|-|\\circ)$/.test(latex)) return 'sign wide';
  return latex.endsWith('\\log') ? 'sign function' : 'sign';
};
const Sign = ({ latex }: { readonly latex: string }): ReactNode => (
  // oxlint-disable-next-line react/no-danger
  <span className={kindOf(latex)} dangerouslySetInnerHTML={{ __html: typeset(latex, 'html') }} />
);

interface TermProps {
  readonly term: Term;
  /** Where Tab comes in. */
  readonly stop: boolean;
  readonly onFocus: () => void;
}
function TermView({ term, stop, onFocus }: TermProps): ReactNode {
  const marked = useSession((s) => shares(term.nodes, s.selection));
  const html = useMemo(() => typeset(term.latex, 'html'), [term.latex]);
  const point = pointing(term.nodes);
  return (
    <button
      type="button"
      className={`term${marked ? ' marked' : ''}`}
      tabIndex={stop ? 0 : -1}
      aria-label={plainText(term.latex)}
      aria-description={`from ${term.nodes.join(', ')}`}
      title={term.nodes.join(', ')}
      data-nodes={term.nodes.join(' ')}
      {...point}
      onFocus={() => {
        point.onFocus();
        onFocus();
      }}
      onClick={() => reveal(term.nodes)}
      // oxlint-disable-next-line react/no-danger
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
