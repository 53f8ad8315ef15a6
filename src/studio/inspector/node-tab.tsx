/** One node: what it is, its settings, its wires, its mathematics, what is wrong with it. */
import { type ReactNode, useRef } from 'react';
import { LIMITS } from '../../graph/limits.ts';
import type { GraphNode } from '../../graph/model.ts';
import { GROUP, SLASH } from '../../graph/groups/kinds.ts';
import { numel } from '../../graph/space.ts';
import { NODES } from '../../nodes/registry.ts';
import { open } from '../actions/groups.ts';
import { removeSelected, toggleMuted } from '../actions/nodes.ts';
import { loadData } from '../actions/data.ts';
import { named } from '../actions/files.ts';
import { goToSource } from '../actions/go-to.ts';
import { countOf, short } from '../facts.ts';
import { NodeFacts } from '../hover/node-facts.tsx';
import { isExactly, localNode, prefixOf, useFlatId, useShape } from '../place.ts';
import { dispatch, useDocument } from '../stores/document.ts';
import { useDerived, useImports } from '../stores/derived.ts';
import { select, useSession } from '../stores/session.ts';
import { toastDiagnostic } from '../stores/toasts.ts';
import { InDrawing } from '../mathematics/in-drawing.tsx';
import { GroupSection } from './group-section.tsx';
import { DiagnosticCard } from './diagnostic-card.tsx';
import { Maths } from './maths.tsx';
import { ParamField } from './param-field.tsx';
import { Ports } from './ports-section.tsx';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

export function NodeTab({ node }: { readonly node: GraphNode }): ReactNode {
  const within = useSession((s) => s.within);
  const path = useSession((s) => s.path);
  const known = NODES.get(node.kind);
  const shape = useShape(node);
  const definition = known && { ...known, ...shape, params: shape?.params ?? known.params };
  const diagnostics = useDerived((s) => s.diagnostics);
  const own = diagnostics.filter((d) => localNode(d, path, within) === node.id);
  const place = within === undefined ? {} : { within };
  const shown = Object.entries(definition?.params ?? {}).filter(([, spec]) => {
    if (!spec.when) return true;
    const value = node.params[spec.when.param] ?? definition?.params[spec.when.param]?.default;
    return spec.when.in.some((v) => v === value);
  });
  const rename = (id: string): void => {
    const refusal = dispatch({ type: 'rename-node', node: node.id, id, ...place });
    if (refusal) toastDiagnostic(refusal);
    else select([id]);
  };
  return (
    <>
      <div className="section lead">
        <div className="lead-row">
          <h2>{known?.title ?? node.kind}</h2>
          <span className="spacer" />
          <button
            type="button"
            className="small"
            aria-pressed={node.muted ?? false}
            title="A muted node counts as not there (M)"
            onClick={toggleMuted}
          >
            {node.muted ? 'Unmute' : 'Mute'}
          </button>
          <button type="button" className="small" title="Remove the node (Delete)" onClick={removeSelected}>
            Remove
          </button>
        </div>
        <p>
          {definition?.summary ?? 'This version of Wellspring does not know this kind of node. It is kept with its wires and settings.'}
        </p>
        {node.kind === GROUP && <GroupSection node={node} />}
        {node.kind === 'CustomNetwork' && (
          <button type="button" onClick={() => open(node)}>
            Open its layers
          </button>
        )}
        <div className="names">
          <TextField label="Name" value={node.id} commit={rename} mono title="Wires, weights and formulas use this name" />
          <TextField
            label="Label"
            value={node.label ?? ''}
            placeholder="none"
            most={LIMITS.label}
            commit={(label) => void dispatch({ type: 'set-label', node: node.id, label: label || undefined, ...place })}
          />
        </div>
      </div>
      {own.length > 0 && (
        <div className="section problems">
          {own.map((d) => (
            <DiagnosticCard
              key={`${d.code} ${d.node} ${d.port ?? ''} ${d.param ?? ''}`}
              diagnostic={d}
              linked={!isExactly(d, node.id, path, within)}
            />
          ))}
        </div>
      )}
      {node.kind === 'Dataset' && <LoadData node={node} />}
      {shown.length > 0 && (
        <Section title="Parameters">
          {shown.map(([name, spec]) => (
            <ParamField key={name} node={node} name={name} spec={spec} />
          ))}
        </Section>
      )}
      {!definition && Object.keys(node.params).length > 0 && (
        <Section title="Kept settings">
          <pre className="json">{JSON.stringify(node.params, null, 2)}</pre>
        </Section>
      )}
      {definition && (Object.keys(definition.inputs).length > 0 || Object.keys(definition.outputs).length > 0) && (
        <Ports node={node} definition={definition} />
      )}
      <Weights node={node} />
      {known && known.category !== 'note' && (
        <Section title="Cost">
          <NodeFacts node={node} />
        </Section>
      )}
      {known && known.category !== 'note' && <Source />}
      {definition?.math && (
        <Section title="Mathematics">
          <InDrawing node={prefixOf(path) + node.id} />
          <Maths latex={definition.math.latex} />
          <p className="note">{definition.math.text}</p>
          <References list={definition.references ?? []} />
        </Section>
      )}
    </>
  );
}
/** From the node to what is run of it. */
function Source(): ReactNode {
  const some = useDerived((s) => s.compiled !== undefined);
  return some ? (
    <Section title="Source">
      <button type="button" className="link" title="The printed program, at the lines that come from this node" onClick={goToSource}>
        Its lines of the program
      </button>
    </Section>
  ) : null;
}
const References = ({ list }: { readonly list: readonly { readonly text: string; readonly url: string }[] }): ReactNode =>
  list.length === 0 ? null : (
    <ul className="references">
      {list.map((r) => (
        <li key={r.url}>
          <a href={r.url} target="_blank" rel="noreferrer noopener">
            {r.text}
          </a>
        </li>
      ))}
    </ul>
  );

function Weights({ node }: { readonly node: GraphNode }): ReactNode {
  const id = useFlatId(node.id);
  const compiled = useDerived((s) => s.compiled);
  const count = compiled && countOf(compiled, id);
  if (!compiled || !count) return null;
  const ours = (name: string): boolean => name.startsWith(`${id}.`) || name.startsWith(id + SLASH);
  const slots = compiled.params.filter((p) => ours(p.name));
  const trainers = compiled.learn.players.filter((p) => p.trained.some(ours)).map((p) => p.optimiser);
  return (
    <Section title="Weights">
      <p className="note">
        <b>{short(count)}</b> numbers in {slots.length} {slots.length === 1 ? 'array' : 'arrays'},{' '}
        {trainers.length > 0 ? (
          <>
            trained by <b>{trainers.join(', ')}</b>
          </>
        ) : (
          'trained by nobody'
        )}
        .
      </p>
      <details>
        <summary>Arrays</summary>
        <table className="arrays">
          <tbody>
            {slots.map((p) => (
              <tr key={p.name}>
                <td>{p.name.slice(id.length + 1)}</td>
                <td>[{p.event.join('×')}]</td>
                <td>{numel(p.event)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Section>
  );
}
function LoadData({ node }: { readonly node: GraphNode }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const id = useFlatId(node.id);
  const size = useImports((s) => s.size.get(id));
  const loaded = useImports((s) => s.columns.has(id));
  useDocument((s) => s.history.present);
  return (
    <Section title="Your own data">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".csv,.tsv,.npy,.npz,.png,.jpg,.jpeg,.txt,.zip,.gz,.idx,.idx3-ubyte,.idx1-ubyte,.json"
        onChange={(e) => {
          const files = [...(e.target.files ?? [])];
          e.target.value = '';
          if (files.length > 0) void loadData(id, named(files));
        }}
      />
      <div className="lead-row">
        <button type="button" onClick={() => input.current?.click()}>
          Load data…
        </button>
        <span className="note">
          {loaded
            ? `${size === undefined ? 'Loaded' : `${size} examples to learn from`} · stays here`
            : 'CSV, NPY, IDX, images, text or zip'}
        </span>
      </div>
    </Section>
  );
}
