/** Mathematics, typeset once the typesetter has arrived. */
import { type ReactNode, Suspense, lazy } from 'react';

const Typeset = lazy(() => import('./typeset.tsx'));

export const Maths = ({ latex, inline }: { readonly latex: string; readonly inline?: boolean }): ReactNode => (
  <Suspense fallback={<span className="maths-wait" aria-hidden="true" />}>
    <Typeset latex={latex} inline={inline ?? false} />
  </Suspense>
);
