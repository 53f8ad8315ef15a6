/** A field and a list under it: type to narrow, arrow keys to choose, Enter to take. */
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';

export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  /** What sort of thing it is, or its keys. */
  readonly aside?: string | undefined;
  readonly take: () => unknown;
}
interface Props {
  readonly label: string;
  readonly list: string;
  readonly placeholder: string;
  readonly empty: string;
  readonly find: (text: string) => readonly Choice[];
  readonly close: () => void;
}
export function Picker({ label, list, placeholder, empty, find, close }: Props): ReactNode {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const ul = useRef<HTMLUListElement>(null);
  const id = useId();
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    // Newer browsers give back a promise, which React would take for a clean-up.
    void ul.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const choices = useMemo(() => find(text), [find, text]);
  const take = (i: number): void => {
    const choice = choices[i];
    close();
    choice?.take();
  };
  const any = choices.length > 0;
  return (
    <div className="picker">
      <input
        ref={input}
        data-first
        role="combobox"
        aria-expanded={any}
        aria-controls={any ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={choices[at] ? `${id}${at}` : undefined}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setAt(0);
        }}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown') setAt((i) => Math.min(choices.length - 1, i + 1));
          else if (e.key === 'ArrowUp') setAt((i) => Math.max(0, i - 1));
          else if (e.key === 'Enter') take(at);
          else if (e.key === 'Escape') close();
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      />
      {any ? (
        <ul id={id} role="listbox" aria-label={list} ref={ul}>
          {choices.map((c, i) => (
            <li
              key={c.key}
              id={`${id}${i}`}
              role="option"
              aria-selected={i === at}
              onMouseMove={() => setAt(i)}
              onMouseDown={(e) => {
                e.preventDefault();
                take(i);
              }}
            >
              <b>{c.label}</b>
              {c.aside !== undefined && <em>{c.aside}</em>}
              {c.detail !== '' && <small>{c.detail}</small>}
            </li>
          ))}
        </ul>
      ) : (
        <p className="none" role="status">
          {empty}
        </p>
      )}
    </div>
  );
}
