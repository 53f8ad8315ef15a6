/** Lists: whole numbers such as hidden widths, and names of nodes. */
import { type ReactNode, useState } from 'react';
import type { Json } from '../../graph/model.ts';
import type { ParamSpec } from '../../graph/vocabulary.ts';
import { bodyOf, useGraph } from '../stores/document.ts';
import { useSession } from '../stores/session.ts';

interface ListProps<T extends ParamSpec['type'], V> {
  readonly id: string;
  readonly spec: Extract<ParamSpec, { type: T }>;
  readonly value: readonly V[];
  readonly set: (value: Json) => void;
}

export function ListField({ id, spec, value, set }: ListProps<'integers', number>): ReactNode {
  const written = value.join(', ');
  const [text, setText] = useState(written);
  const [problem, setProblem] = useState<string>();
  const [seen, setSeen] = useState(written);
  if (seen !== written) {
    setSeen(written);
    setText(written);
    setProblem(undefined);
  }
  const take = (): void => {
    const parts = text.split(/[\s,;×x]+/).filter((s) => s !== '');
    const numbers = parts.map(Number);
    const odd = numbers.findIndex((n) => !Number.isInteger(n) || n < spec.min || n > spec.max);
    const wrong =
      odd >= 0
        ? `“${parts[odd]!.slice(0, 20)}” is not a whole number from ${spec.min} to ${spec.max}. Until it is, the list stays ${written || 'empty'}.`
        : numbers.length > spec.maxLength
          ? `Type at most ${spec.maxLength} numbers. Until then the list stays ${written || 'empty'}.`
          : undefined;
    setProblem(wrong);
    if (wrong === undefined) {
      if (numbers.join() !== value.join()) set(numbers);
      setText(numbers.join(', '));
    }
  };
  return (
    <div className="number">
      <span className={`field mono${problem ? ' wrong' : ''}`}>
        <input
          id={id}
          type="text"
          value={text}
          aria-invalid={problem !== undefined}
          placeholder="none"
          title={`Whole numbers from ${spec.min} to ${spec.max}, with commas between`}
          onChange={(e) => setText(e.target.value)}
          onBlur={take}
          onKeyDown={(e) => {
            if (e.key === 'Enter') take();
          }}
        />
        {spec.unit && <small>{spec.unit}</small>}
      </span>
      {problem && (
        <em className="field-problem" role="alert">
          {problem}
        </em>
      )}
    </div>
  );
}

export function NamesField({ id, spec, value, set }: ListProps<'names', string>): ReactNode {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  const offered = bodyOf(graph, within).nodes.filter((n) => n.kind !== 'Note' && !value.includes(n.id));
  return (
    <div className="names-list">
      {value.map((name) => (
        <span key={name} className="name-chip">
          {name}
          <button type="button" aria-label={`Take ${name} out`} onClick={() => set(value.filter((v) => v !== name))}>
            ×
          </button>
        </span>
      ))}
      {value.length < spec.maxLength && (
        <select id={id} className="field" value="" onChange={(e) => set([...value, e.target.value])}>
          <option value="">{value.length === 0 ? 'none' : 'add…'}</option>
          {offered.map((n) => (
            <option key={n.id} value={n.id}>
              {n.id}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
