/** Six kinds of wire, told apart by shape as well as by colour. */
import type { ReactNode } from 'react';
import type { WireKind } from '../../graph/vocabulary.ts';

export const DASH: Readonly<Record<WireKind, string>> = {
  value: '',
  distribution: '',
  network: '7 4',
  schedule: '2 5',
  variable: '',
  objective: '9 3 2 3',
};
export const WIDTH: Readonly<Record<WireKind, number>> = {
  value: 1.7,
  distribution: 2.6,
  network: 1.9,
  schedule: 2.2,
  variable: 1.9,
  objective: 2,
};

/** Drawn in a 14×14 box about its middle. */
export function SocketShape({ kind }: { readonly kind: WireKind }): ReactNode {
  const color = `var(--${kind})`;
  const hollow = { fill: 'var(--card)', stroke: color, strokeWidth: 2 };
  switch (kind) {
    case 'value':
      return <circle cx={7} cy={7} r={4} {...hollow} />;
    case 'distribution':
      return <path d="M7 1.2L12.8 7L7 12.8L1.2 7Z" fill={color} />;
    case 'network':
      return <rect x={3} y={3} width={8} height={8} {...hollow} />;
    case 'schedule':
      return <path d="M7 2L12.4 11.4H1.6Z" {...hollow} />;
    case 'variable':
      return (
        <>
          <circle cx={7} cy={7} r={5} {...hollow} />
          <circle cx={7} cy={7} r={1.9} fill={color} />
        </>
      );
    case 'objective':
      return <path d="M1.6 7L4.3 2.2H9.7L12.4 7L9.7 11.8H4.3Z" fill={color} />;
  }
}
export const SocketIcon = ({ kind }: { readonly kind: WireKind }): ReactNode => (
  <svg className="socket-icon" viewBox="0 0 14 14" width={12} height={12} aria-hidden="true">
    <SocketShape kind={kind} />
  </svg>
);
