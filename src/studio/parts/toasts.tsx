/** Short messages in a corner. */
import type { ReactNode } from 'react';
import { useToasts } from '../stores/toasts.ts';
import { Icon } from './icons.tsx';

export function Toasts(): ReactNode {
  const toasts = useToasts((s) => s.toasts);
  const dismiss = useToasts((s) => s.dismiss);
  return (
    <div className="toasts" role="log" aria-live="polite" aria-label="Messages">
      {toasts.map((t) => (
        <div key={t.id} className={`toast ${t.tone}`}>
          <div>
            <b>{t.text}</b>
            {t.detail && <p>{t.detail}</p>}
          </div>
          {t.action && (
            <button
              type="button"
              className="small"
              onClick={() => {
                t.action?.run();
                dismiss(t.id);
              }}
            >
              {t.action.label}
            </button>
          )}
          <button type="button" className="plain" aria-label="Dismiss" onClick={() => dismiss(t.id)}>
            <Icon name="close" size={12} />
          </button>
        </div>
      ))}
    </div>
  );
}
