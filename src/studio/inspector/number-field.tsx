/** A number: typed, stepped with the arrow keys, or slid. What cannot be used is said and not taken over. */
import { type ReactNode, useRef, useState } from 'react';
import type { Json } from '../../graph/model.ts';
import type { ParamSpec } from '../../graph/vocabulary.ts';
import { typedNumber } from '../parts/typed-number.ts';
import { useDocument } from '../stores/document.ts';

type NumberSpec = Extract<ParamSpec, { type: 'number' | 'optional-number' }>;
interface Props {
  readonly id: string;
  readonly spec: NumberSpec;
  readonly value: number | null;
  readonly set: (value: Json, merge?: boolean) => void;
}
const tidy = (x: number): number => Number(x.toPrecision(6));
const write = (x: number | null): string => (x === null ? '' : String(tidy(x)));

/** What may be typed, and what goes on until then. */
function mend(spec: NumberSpec, value: number | null): string {
  const nothing = spec.type === 'optional-number' ? spec.whenNull : undefined;
  const kind = `a ${spec.integer ? 'whole number' : 'number'} from ${write(spec.min)} to ${write(spec.max)}`;
  return `Type ${kind}${nothing === undefined ? '' : `, or leave it empty (${nothing})`}. Until then it stays ${value === null ? 'empty' : write(value)}.`;
}

export function NumberField({ id, spec, value, set }: Props): ReactNode {
  const [text, setText] = useState(write(value));
  const [problem, setProblem] = useState<string>();
  const [seen, setSeen] = useState(value);
  /** Escape leaves the field, too: what was typed is not taken then. */
  const givenUp = useRef(false);
  if (seen !== value) {
    setSeen(value);
    setText(write(value));
    setProblem(undefined);
  }
  const optional = spec.type === 'optional-number';
  const log = spec.type === 'number' && spec.scale === 'log' && spec.min > 0;
  const slides = spec.type === 'number' && !spec.integer && (log || spec.max - spec.min <= 100);

  const take = (typed: string): void => {
    if (optional && ['', 'auto'].includes(typed.trim())) {
      setProblem(undefined);
      set(null);
      return;
    }
    const x = typedNumber(typed);
    const fits = (spec.integer ? Number.isInteger(x) : Number.isFinite(x)) && x >= spec.min && x <= spec.max;
    const wrong = fits ? undefined : mend(spec, value);
    setProblem(wrong);
    if (wrong === undefined && x !== value) set(x);
    if (wrong === undefined) setText(write(x));
  };
  const nudge = (direction: number, large: boolean): void => {
    const from = value ?? Math.max(spec.min, 1);
    const by = spec.integer
      ? large
        ? 10
        : 1
      : log
        ? 0
        : tidy(10 ** Math.floor(Math.log10(Math.max(Math.abs(from), 1e-6))) * (large ? 1 : 0.1));
    const to = log && !spec.integer ? from * (large ? 2 : 1.1) ** direction : from + direction * by;
    set(tidy(Math.min(spec.max, Math.max(spec.min, spec.integer ? Math.round(to) : to))), true);
  };
  return (
    <div className="number">
      <span className={`field mono${problem ? ' wrong' : ''}`}>
        <input
          id={id}
          type="text"
          inputMode="decimal"
          value={text}
          placeholder={optional ? (spec.whenNull.length <= 15 ? spec.whenNull : 'auto') : undefined}
          title={optional ? `Empty: ${spec.whenNull}. From ${spec.min} to ${spec.max}.` : `From ${spec.min} to ${spec.max}`}
          aria-invalid={problem !== undefined}
          onChange={(e) => {
            givenUp.current = false;
            setText(e.target.value);
          }}
          onBlur={() => {
            if (givenUp.current || text === write(value)) setProblem(undefined);
            else take(text);
            givenUp.current = false;
            useDocument.getState().settle();
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter') take(text);
            else if (e.key === 'Escape') {
              setText(write(value));
              setProblem(undefined);
              givenUp.current = true;
            } else if (e.key === 'ArrowUp' || e.key === 'ArrowDown') {
              e.preventDefault();
              nudge(e.key === 'ArrowUp' ? 1 : -1, e.shiftKey);
            }
          }}
        />
        {spec.unit && <small>{spec.unit}</small>}
      </span>
      {slides && value !== null && (
        <input
          type="range"
          className="slider"
          // for the pointer: the field beside it takes the keyboard, and a second stop each would make the way to the wires long
          tabIndex={-1}
          aria-label={`${spec.label}, slider`}
          min={log ? Math.log(spec.min) : spec.min}
          max={log ? Math.log(spec.max) : spec.max}
          step={spec.integer && !log ? 1 : 'any'}
          value={log ? Math.log(Math.max(spec.min, value)) : value}
          onChange={(e) => {
            const raw = log ? Math.exp(e.target.valueAsNumber) : e.target.valueAsNumber;
            set(spec.integer ? Math.round(raw) : Number(raw.toPrecision(3)), true);
          }}
          onPointerUp={() => useDocument.getState().settle()}
        />
      )}
      {problem && (
        <em className="field-problem" role="alert">
          {problem}
        </em>
      )}
    </div>
  );
}
