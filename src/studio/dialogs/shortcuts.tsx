/** Every shortcut, and how to do things without a mouse. */
import type { ReactNode } from 'react';
import { SHORTCUTS } from '../shortcuts.ts';
import { session } from '../stores/session.ts';
import { Dialog } from './dialog.tsx';

export default function Shortcuts(): ReactNode {
  const groups = [...new Set(SHORTCUTS.map((s) => s.group))];
  return (
    <Dialog title="Keyboard and mouse" close={() => session().set({ dialog: undefined })} size="wide" scrolls>
      <div className="shortcuts">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {SHORTCUTS.filter((s) => s.group === group).map((s) => (
                <div key={s.does}>
                  <dt>
                    {s.show.split(' ').map((k, i) => (
                      // a key may have to be pressed twice
                      <kbd key={`${k} ${i}`}>{k}</kbd>
                    ))}
                  </dt>
                  <dd>{s.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
