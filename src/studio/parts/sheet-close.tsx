/** Closes a panel that is a sheet; where there is room for panels beside the canvas it is not shown. */
import type { ReactNode } from 'react';
import { session } from '../stores/session.ts';
import { Icon } from './icons.tsx';

const NAMES = { palette: 'palette', inspector: 'inspector', dock: 'panes' } as const;
export const SheetClose = ({ panel }: { readonly panel: keyof typeof NAMES }): ReactNode => (
  <button
    type="button"
    className="plain sheet-close"
    aria-label={`Close the ${NAMES[panel]}`}
    onClick={() => session().set({ [panel]: false })}
  >
    <Icon name="close" size={14} />
  </button>
);
