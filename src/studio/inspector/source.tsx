/** A program as text. */
import type { ReactNode } from 'react';
import { Icon } from '../parts/icons.tsx';
import { toast } from '../stores/toasts.ts';

interface Props {
  readonly title: string | undefined;
  readonly text: string;
  readonly language: 'ir' | 'tfjs';
  readonly setLanguage: (l: 'ir' | 'tfjs') => void;
}
const MOST_SHOWN = 60_000;

export function Source({ title, text, language, setLanguage }: Props): ReactNode {
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => toast('good', 'Copied.'),
      () => toast('bad', 'The browser did not allow copying.'),
    );
  };
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n… the rest is copied, not shown` : text;
  return (
    <div className="program-source">
      <div className="program-bar">
        {title && <b>{title}</b>}
        <span className="segmented" role="group" aria-label="Language">
          <button type="button" aria-pressed={language === 'ir'} onClick={() => setLanguage('ir')}>
            IR
          </button>
          <button type="button" aria-pressed={language === 'tfjs'} onClick={() => setLanguage('tfjs')}>
            TF.js
          </button>
        </span>
        <span className="spacer" />
        <button type="button" className="plain" aria-label="Copy the program" title="Copy" onClick={copy}>
          <Icon name="copy" size={14} />
        </button>
      </div>
      <pre tabIndex={0} aria-label={`Source of ${title ?? 'the program'}`}>
        {shown}
      </pre>
    </div>
  );
}
