/** A menu under a button: arrow keys move, Escape and a click elsewhere close it. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly keys?: string;
  readonly run: () => void;
  /** A line above it. */
  readonly apart?: boolean;
}
interface Props {
  readonly label: string;
  readonly items: readonly MenuItem[];
}
export function Menu({ label, items }: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const entries = (): readonly HTMLElement[] => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  useEffect(() => {
    if (!open) return undefined;
    entries()[0]?.focus();
    const away = (e: PointerEvent): void => {
      if (!(e.target instanceof Node) || !box.current?.contains(e.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  const shut = (): void => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const onKey = (e: KeyboardEvent): void => {
    const all = entries();
    const at = all.findIndex((x) => x === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
    if (e.key === 'Escape') shut();
    else if (e.key === 'Tab') setOpen(false);
    else if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else return;
    if (e.key !== 'Tab') e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div className="menu" ref={box}>
      <button
        type="button"
        className="plain menu-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div className="menu-list" id={id} role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKey}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={item.apart ? 'apart' : undefined}
              onClick={() => {
                shut();
                item.run();
              }}
            >
              <span>{item.label}</span>
              {item.keys && <kbd>{item.keys}</kbd>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
