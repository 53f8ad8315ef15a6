/** The link, to be copied by hand. */
import type { ReactNode } from 'react';
import { useLink } from '../actions/share.ts';
import { session } from '../stores/session.ts';
import { Dialog } from './dialog.tsx';

export default function LinkDialog(): ReactNode {
  const link = useLink((s) => s.link);
  return (
    <Dialog title="Share link" close={() => session().set({ dialog: undefined })}>
      <p>The browser did not let the page copy the link. Select it and copy it yourself; the drawing is inside the link.</p>
      <textarea
        className="field wide prose mono"
        aria-label="Link"
        readOnly
        rows={6}
        value={link}
        autoFocus
        onFocus={(e) => e.currentTarget.select()}
      />
    </Dialog>
  );
}
