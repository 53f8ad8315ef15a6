/** A setting's field, made from its declaration. */
import { type ReactNode, useId } from 'react';
import { isGroupBody, subgraphOf } from '../../graph/groups/kinds.ts';
import type { Graph, GraphNode, Json } from '../../graph/model.ts';
import type { ParamSpec } from '../../graph/vocabulary.ts';
import { fits } from '../../nodes/params.ts';
import { togglePromoted } from '../actions/groups.ts';
import { isExactly, usePlaceKind } from '../place.ts';
import { dispatch, useDocument } from '../stores/document.ts';
import { useDerived } from '../stores/derived.ts';
import { useSession } from '../stores/session.ts';
import { toastDiagnostic } from '../stores/toasts.ts';
import { ListField, NamesField } from './list-fields.tsx';
import { NumberField } from './number-field.tsx';
import { ProseField } from './prose-field.tsx';

interface Props {
  readonly node: GraphNode;
  readonly name: string;
  readonly spec: ParamSpec;
}
export interface FieldProps<S extends ParamSpec = ParamSpec> {
  readonly id: string;
  readonly spec: S;
  readonly value: Json;
  readonly set: (value: Json, merge?: boolean) => void;
}

const promotedIn = (graph: Graph, within: string, node: string, param: string): boolean =>
  subgraphOf(graph, within)?.promoted?.some((p) => p.node === node && p.param === param) === true;

export function ParamField({ node, name, spec }: Props): ReactNode {
  const id = useId();
  const within = useSession((s) => s.within);
  const path = useSession((s) => s.path);
  const problem = useDerived((s) => s.diagnostics.find((d) => d.param === name && isExactly(d, node.id, path, within))?.what);
  const inGroup = usePlaceKind() === 'group' && spec.type !== 'subgraph';
  const shown = useDocument((s) => within !== undefined && promotedIn(s.history.present.graph, within, node.id, name));
  const given = node.params[name];
  const value = given ?? (spec.default as Json);
  const place = within === undefined ? {} : { within };
  const set = (v: Json, merge = false): void => {
    const refusal = dispatch(
      { type: 'set-param', node: node.id, name, value: v, ...place },
      merge ? `param:${node.id}:${name}` : undefined,
    );
    if (refusal) toastDiagnostic(refusal);
    if (!merge) useDocument.getState().settle();
  };
  const changed = given !== undefined && JSON.stringify(given) !== JSON.stringify(spec.default);
  const wide = spec.type === 'text' && spec.multiline === true;
  return (
    <div className={`param${wide ? ' tall' : ''}`} data-param={name}>
      <div className="row" title={spec.meaning}>
        {/* Beside the label, not in it: else the field would be called after its buttons too. */}
        <span className="param-label">
          <label htmlFor={id}>{spec.label}</label>
          {changed && spec.type !== 'subgraph' && (
            <button
              type="button"
              className="reset"
              aria-label={`Reset ${spec.label}`}
              title={`Back to the default, ${show(spec)}`}
              onClick={() => dispatch({ type: 'reset-param', node: node.id, name, ...place })}
            >
              ↺
            </button>
          )}
          {inGroup && (
            <button
              type="button"
              className={`promote${shown ? ' on' : ''}`}
              aria-pressed={shown}
              aria-label={`Show ${spec.label} on the group`}
              title={shown ? 'The group shows this setting; each use may have its own value' : 'Show this setting on the group'}
              onClick={() => togglePromoted(node, name)}
            >
              ⇧
            </button>
          )}
        </span>
        {!wide && <Field id={id} spec={spec} value={fits(spec, value) ? value : (spec.default as Json)} set={set} />}
      </div>
      {wide && spec.type === 'text' && (
        <ProseField id={id} value={typeof value === 'string' ? value : ''} maxLength={spec.maxLength} set={(t) => set(t, true)} />
      )}
      {problem && <p className="field-problem">{problem}</p>}
    </div>
  );
}
const show = (spec: ParamSpec): string =>
  spec.type === 'choice'
    ? (spec.options.find((o) => o.value === spec.default)?.label ?? spec.default)
    : spec.default === null
      ? 'auto'
      : JSON.stringify(spec.default);

function Field({ id, spec, value, set }: FieldProps): ReactNode {
  switch (spec.type) {
    case 'number':
    case 'optional-number':
      return <NumberField id={id} spec={spec} value={typeof value === 'number' ? value : null} set={set} />;
    case 'choice':
      return (
        <select id={id} className="field" value={String(value)} onChange={(e) => set(e.target.value)}>
          {spec.options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.label}
            </option>
          ))}
        </select>
      );
    case 'boolean':
      return (
        <input id={id} type="checkbox" role="switch" className="switch" checked={value === true} onChange={(e) => set(e.target.checked)} />
      );
    case 'integers':
      return <ListField id={id} spec={spec} value={Array.isArray(value) ? value.filter((v) => typeof v === 'number') : []} set={set} />;
    case 'names':
      return <NamesField id={id} spec={spec} value={Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []} set={set} />;
    case 'text':
      return (
        <input
          id={id}
          className="field wide"
          type="text"
          value={String(value)}
          maxLength={spec.maxLength}
          onChange={(e) => set(e.target.value, true)}
        />
      );
    case 'subgraph':
      return <SubgraphField id={id} group={spec.label === 'Inside'} value={String(value)} set={set} />;
  }
}
/** Groups and networks each choose among their own kind of inside. */
function SubgraphField({
  id,
  group,
  value,
  set,
}: {
  readonly id: string;
  readonly group: boolean;
  readonly value: string;
  readonly set: (v: Json) => void;
}): ReactNode {
  const subgraphs = useDocument((s) => s.history.present.graph.subgraphs);
  return (
    <select id={id} className="field" value={value} onChange={(e) => set(e.target.value)}>
      <option value="">none yet</option>
      {Object.entries(subgraphs)
        .filter(([name, s]) => isGroupBody(s) === group || name === value)
        .map(([name, s]) => (
          <option key={name} value={name}>
            {s.title || name}
          </option>
        ))}
    </select>
  );
}
