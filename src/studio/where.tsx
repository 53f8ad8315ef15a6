/** Which group or custom network is open, for the hundreds of parts of a canvas that ask: told by React, since listeners of the session are all asked at every change of the selection. */
import { type ReactNode, createContext, useContext, useMemo } from 'react';
import { useSession } from './stores/session.ts';

interface Where {
  readonly within: string | undefined;
  readonly path: readonly string[];
}
const Context = createContext<Where>({ within: undefined, path: [] });

export function WhereIs({ children }: { readonly children: ReactNode }): ReactNode {
  const within = useSession((s) => s.within);
  const path = useSession((s) => s.path);
  return <Context.Provider value={useMemo(() => ({ within, path }), [within, path])}>{children}</Context.Provider>;
}
export const useWhere = (): Where => useContext(Context);
