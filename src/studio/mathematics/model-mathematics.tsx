/** The model on paper: its factorisation, the law of every factor, and what each player minimises. */
import { type ReactNode, Suspense, lazy } from 'react';
import type { Compiled } from '../../compiler/compiled.ts';
import type { Remark, Spelled } from '../../compiler/maths/maths.ts';
import { Section } from '../inspector/section.tsx';
import { pointing, reveal } from './point.ts';
import { StatementList, StatementView } from './statement-list.tsx';

const MixedText = lazy(() => import('./mixed-text.tsx'));

export function Factorisation({ compiled }: { readonly compiled: Compiled }): ReactNode {
  const { p, q, remarks, laws } = compiled.maths;
  if (p.length === 0 && q.length === 0) return null;
  return (
    <>
      <Section title="Factorisation">
        {p.length > 0 && <StatementView statement={{ formula: p }} />}
        {q.length > 0 && <StatementView statement={{ formula: q }} />}
        <ul className="remarks">
          {remarks.map((r) => (
            <li key={r.text}>
              <RemarkView remark={r} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Factors">
        {laws.map((l) => (
          <Law key={`${l.variable}.${l.side}`} law={l} />
        ))}
      </Section>
    </>
  );
}
const RemarkView = ({ remark }: { readonly remark: Remark }): ReactNode => (
  <button type="button" className="plain-text" {...pointing(remark.nodes)} onClick={() => reveal(remark.nodes)}>
    <Suspense fallback={null}>
      <MixedText text={remark.text} />
    </Suspense>
  </button>
);
/** The factor itself is always shown; what stands in it can be folded away where there is much of it. */
function Law({ law }: { readonly law: Spelled }): ReactNode {
  const [first, ...rest] = law.statements;
  if (!first) return null;
  return (
    <div className="law">
      <StatementView statement={first} />
      {rest.length > 0 && (
        <details open={rest.length <= 12}>
          <summary>where</summary>
          <StatementList statements={rest} />
        </details>
      )}
    </div>
  );
}

export function Objectives({ compiled }: { readonly compiled: Compiled }): ReactNode {
  const { players } = compiled.learn;
  if (players.every((p) => p.losses.length === 0)) return null;
  const phased = players.some((p) => p.phase !== players[0]?.phase);
  return (
    <Section title="Minimised">
      {players.map((p) => (
        <div key={`${p.phase}${p.optimiser}`} className="minimised">
          <h3>
            <button type="button" className="link" {...pointing([p.optimiser])} onClick={() => reveal([p.optimiser])}>
              {p.optimiser}
            </button>
            <small>
              {' '}
              minimises {[...new Set(p.losses.map((l) => l.name))].join(' + ')}
              {phased ? `, phase ${p.phase}` : ''}
            </small>
          </h3>
          {p.losses.map((l) => (
            <StatementList key={l.report} statements={l.statements} />
          ))}
        </div>
      ))}
    </Section>
  );
}
