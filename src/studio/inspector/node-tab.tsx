/** One node: what it is, its settings, its wires, its mathematics, what is wrong with it. */
import { type ReactNode, useRef } from 'react';
import type { GraphNode } from '../../graph/model.ts';
import { numel } from '../../graph/space.ts';
import { NODES } from '../../nodes/registry.ts';
import { openNetwork, removeSelected, toggleMuted } from '../actions/nodes.ts';
import { loadData } from '../actions/data.ts';
import { named } from '../actions/files.ts';
import { paramCounts, short } from '../facts.ts';
import { dispatch, useDocument } from '../stores/document.ts';
import { useDerived, useImports } from '../stores/derived.ts';
import { select, useSession } from '../stores/session.ts';
import { toastDiagnostic } from '../stores/toasts.ts';
import { InDrawing } from '../mathematics/in-drawing.tsx';
import { DiagnosticCard } from './diagnostic-card.tsx';
import { Maths } from './maths.tsx';
import { ParamField } from './param-field.tsx';
import { Ports } from './ports-section.tsx';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

export function NodeTab({ node }: { readonly node: GraphNode }): ReactNode {
  const within = useSession((s) => s.within);
  const definition = NODES.get(node.kind);
  const diagnostics = useDerived((s) => s.diagnostics);
  const own = diagnostics.filter((d) => d.node === node.id && d.within === within);
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
          <h2>{definition?.title ?? node.kind}</h2>
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
        {node.kind === 'CustomNetwork' && within === undefined && (
          <button type="button" onClick={() => openNetwork(node)}>
            Open its layers
          </button>
        )}
        <div className="names">
          <TextField label="Name" value={node.id} commit={rename} mono title="Wires, weights and formulas use this name" />
          <TextField
            label="Label"
            value={node.label ?? ''}
            placeholder="none"
            commit={(label) => void dispatch({ type: 'set-label', node: node.id, label: label || undefined, ...place })}
          />
        </div>
      </div>
      {own.length > 0 && (
        <div className="section problems">
          {own.map((d) => (
            <DiagnosticCard key={d.code + (d.port ?? '') + (d.param ?? '')} diagnostic={d} />
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
      {definition?.math && (
        <Section title="Mathematics">
          {within === undefined && <InDrawing node={node.id} />}
          <Maths latex={definition.math.latex} />
          <p className="note">{definition.math.text}</p>
          <References list={definition.references ?? []} />
        </Section>
      )}
    </>
  );
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
  const compiled = useDerived((s) => s.compiled);
  const count = compiled && paramCounts(compiled).get(node.id);
  if (!compiled || !count) return null;
  const slots = compiled.params.filter((p) => p.name.startsWith(`${node.id}.`));
  const trainers = compiled.learn.players.filter((p) => p.trained.some((t) => t.startsWith(`${node.id}.`))).map((p) => p.optimiser);
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
                <td>{p.name.slice(node.id.length + 1)}</td>
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
  const size = useImports((s) => s.size.get(node.id));
  const loaded = useImports((s) => s.columns.has(node.id));
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
          if (files.length > 0) void loadData(node.id, named(files));
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
