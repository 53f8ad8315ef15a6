/** Markdown with mathematics, in a chunk of its own. HTML in it stays text; pictures, which would be fetched, become their words. */
import type { ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkMath from 'remark-math';
import Typeset from '../inspector/typeset.tsx';
import { isLongFormula, safeLink } from './limits.ts';

const Heading = ({ children }: { readonly children?: ReactNode }): ReactNode => <h3>{children}</h3>;
const textOf = (children: ReactNode): string =>
  Array.isArray(children) ? children.map(textOf).join('') : typeof children === 'string' ? children : '';

const PARTS: Components = {
  // A note has one size of heading: it stands beside others.
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  a: ({ href, children }) => {
    const to = safeLink(href ?? '');
    return to === undefined ? (
      <span>{children}</span>
    ) : (
      <a href={to} target="_blank" rel="noreferrer noopener nofollow" className="nodrag">
        {children}
      </a>
    );
  },
  img: ({ alt }) => <span>{alt}</span>,
  // Formulas arrive as code with a class.
  code: ({ className, children }) => {
    const latex = textOf(children);
    if (!className?.includes('language-math') || isLongFormula(latex)) return <code>{children}</code>;
    return <Typeset latex={latex} inline={!className.includes('math-display')} />;
  },
  pre: ({ children, node }) => {
    const [only] = node?.children ?? [];
    const classes = only?.type === 'element' ? only.properties['className'] : undefined;
    return Array.isArray(classes) && classes.includes('math-display') ? <div className="formula">{children}</div> : <pre>{children}</pre>;
  },
};

export default function Render({ text, maths }: { readonly text: string; readonly maths: boolean }): ReactNode {
  return (
    <ReactMarkdown components={PARTS} remarkPlugins={maths ? [remarkMath] : []} urlTransform={(url) => safeLink(url) ?? ''}>
      {text}
    </ReactMarkdown>
  );
}
