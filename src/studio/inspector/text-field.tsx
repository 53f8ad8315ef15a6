/** A line of text that is taken over when the field is left or Enter is pressed; Escape puts it back. */
import { type ReactNode, useId, useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly commit: (text: string) => void;
  readonly placeholder?: string;
  readonly title?: string;
  readonly mono?: boolean;
  /** Characters it may have. */
  readonly most?: number;
}
export function TextField({ label, value, commit, placeholder, title, mono, most }: Props): ReactNode {
  const [text, setText] = useState(value);
  const id = useId();
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  const take = (): void => {
    if (text !== value) commit(text.trim());
    setText(value);
  };
  return (
    <div className="row" title={title}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className={`field wide${mono ? ' mono' : ''}`}
        value={text}
        placeholder={placeholder}
        maxLength={most}
        spellCheck={false}
        onChange={(e) => setText(e.target.value)}
        onBlur={take}
        onKeyDown={(e) => {
          if (e.key === 'Enter') take();
          if (e.key === 'Escape') setText(value);
        }}
      />
    </div>
  );
}
