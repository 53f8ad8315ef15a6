/** Several lines of text. */
import type { ReactNode } from 'react';
import { useDocument } from '../stores/document.ts';

interface Props {
  readonly id: string;
  readonly value: string;
  readonly set: (text: string) => void;
  readonly maxLength?: number;
  readonly rows?: number;
  readonly placeholder?: string;
}
export const ProseField = ({ id, value, set, maxLength, rows = 5, placeholder }: Props): ReactNode => (
  <textarea
    id={id}
    className="field prose"
    rows={rows}
    value={value}
    maxLength={maxLength}
    placeholder={placeholder}
    onChange={(e) => set(e.target.value)}
    onBlur={() => useDocument.getState().settle()}
  />
);
