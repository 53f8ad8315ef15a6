/** The rail on the left: which panels are open. */
import type { ReactNode } from 'react';
import { session, useSession } from '../stores/session.ts';
import { toggleTheme, useThemeName } from '../theme.ts';
import { Icon, type IconName } from './icons.tsx';

interface ItemProps {
  readonly icon: IconName;
  readonly text: string;
  readonly on?: boolean;
  readonly title: string;
  readonly press: () => void;
}
const Item = ({ icon, text, on, title, press }: ItemProps): ReactNode => (
  <button type="button" className="rail-item" aria-pressed={on} title={title} onClick={press}>
    <Icon name={icon} size={18} />
    {text}
  </button>
);
export function Rail(): ReactNode {
  const palette = useSession((s) => s.palette);
  const inspector = useSession((s) => s.inspector);
  const dock = useSession((s) => s.dock);
  const theme = useThemeName();
  return (
    <nav className="rail" aria-label="Panels">
      <Item icon="nodes" text="Nodes" on={palette} title="The palette of nodes (P)" press={() => session().set({ palette: !palette })} />
      <Item icon="gallery" text="Gallery" title="Finished models (T)" press={() => session().set({ dialog: 'templates' })} />
      <Item icon="dock" text="Panes" on={dock} title="Loss, samples, density, distance (R)" press={() => session().set({ dock: !dock })} />
      <Item icon="runs" text="Runs" title="The history of runs (Shift R)" press={() => session().set({ dialog: 'runs' })} />
      <Item
        icon="inspector"
        text="Inspect"
        on={inspector}
        title="The inspector (I)"
        press={() => session().set({ inspector: !inspector })}
      />
      <span className="spacer" />
      <Item
        icon={theme === 'dark' ? 'sun' : 'moon'}
        text={theme === 'dark' ? 'Light' : 'Dark'}
        title="Light or dark (D)"
        press={toggleTheme}
      />
      <Item icon="help" text="Keys" title="Keyboard and mouse (?)" press={() => session().set({ dialog: 'shortcuts' })} />
    </nav>
  );
}
