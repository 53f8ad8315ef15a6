/** A dialog over the page: the browser's own, so that focus is held and Escape closes it. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from '../parts/icons.tsx';

interface Props {
  readonly title: string;
  readonly close: () => void;
  readonly size?: 'wide' | 'full';
  readonly alert?: boolean;
  /** A list fills it to its edges. */
  readonly plain?: boolean;
  /** Text to scroll through: the keyboard must reach it. */
  readonly scrolls?: boolean;
  readonly children: ReactNode;
}
export function Dialog({ title, close, size, alert, plain, scrolls, children }: Props): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // The browser would begin at the button that closes it.
    dialog.querySelector<HTMLElement>('[data-first]')?.focus();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${size ?? ''}${plain ? ' plain-list-dialog' : ''}`}
      aria-labelledby={id}
      role={alert ? 'alertdialog' : undefined}
      onClose={close}
      onClick={(e) => {
        if (e.target === ref.current) close();
      }}
    >
      <div className="dialog-inner">
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" className="plain" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <div
          className="dialog-body"
          tabIndex={scrolls ? 0 : undefined}
          role={scrolls ? 'group' : undefined}
          aria-labelledby={scrolls ? id : undefined}
        >
          {children}
        </div>
      </div>
    </dialog>
  );
}
