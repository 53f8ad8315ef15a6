/** Names and figures, one a line; small print beneath, what exactly it is as a tooltip. */
import type { ReactNode } from 'react';
import type { Row } from './work-rows.ts';

/** @param paired two to a line, where all are short */
export const Rows = ({ rows, paired = false }: { readonly rows: readonly Row[]; readonly paired?: boolean }): ReactNode => (
  <dl className={`fact-rows${paired ? ' paired' : ''}`}>
    {rows.map((r) => (
      <div key={r.name} title={r.meaning}>
        <dt>{r.name}</dt>
        <dd>{r.value}</dd>
        {r.beside !== undefined && <dd className="fact-beside">{r.beside}</dd>}
      </div>
    ))}
  </dl>
);
