/** What can be done with drawings as a whole. */
import { type ReactNode, useMemo } from 'react';
import { openFile, saveFile } from '../actions/files.ts';
import { saveCanvasPicture } from '../actions/pictures.ts';
import { copyLink } from '../actions/share.ts';
import { Menu, type MenuItem } from '../parts/menu.tsx';
import { openNew } from '../projects/session.ts';
import { session } from '../stores/session.ts';

export function FileMenu(): ReactNode {
  const items = useMemo(
    (): readonly MenuItem[] => [
      { label: 'New drawing', run: () => void openNew() },
      { label: 'Drawings…', run: () => session().set({ dialog: 'projects' }) },
      { label: 'Versions…', keys: 'H', run: () => session().set({ dialog: 'versions' }) },
      { label: 'Open a file…', keys: 'Ctrl O', run: openFile, apart: true },
      { label: 'Save as a file', keys: 'Ctrl S', run: saveFile },
      { label: 'Save as a picture', keys: 'Ctrl Shift S', run: () => void saveCanvasPicture() },
      { label: 'Copy a share link', keys: 'Ctrl Shift L', run: () => void copyLink(), apart: true },
    ],
    [],
  );
  return <Menu label="File" items={items} />;
}
