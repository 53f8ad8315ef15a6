/** The whole model: its factorisation, its objectives, what trains what, and its notes. */
import { type ReactNode, useId, useState } from 'react';
import { LIMITS, MAX_SEED } from '../../graph/limits.ts';
import { dispatch, useGraph } from '../stores/document.ts';
import { plainText } from '../../nodes/notation/plain.ts';
import { paramCounts, short } from '../facts.ts';
import { useDerived } from '../stores/derived.ts';
import { goTo } from './diagnostic-card.tsx';
import { Factorisation, Objectives } from '../mathematics/model-mathematics.tsx';
import { PlateSection } from '../mathematics/plate-view.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { ProseField } from './prose-field.tsx';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

export function ModelTab(): ReactNode {
  const graph = useGraph();
  const compiled = useDerived((s) => s.compiled);
  const total = compiled ? [...paramCounts(compiled).values()].reduce((a, b) => a + b, 0) : 0;
  return (
    <>
      <div className="section lead">
        <TextField label="Title" value={graph.title} most={LIMITS.title} commit={(title) => void dispatch({ type: 'set-title', title })} />
        <TextField
          label="Seed"
          mono
          value={String(graph.seed)}
          title={`Everything random follows from it: 0 to ${MAX_SEED}`}
          commit={(text) => {
            const seed = Number(text);
            if (Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED) dispatch({ type: 'set-seed', seed });
          }}
        />
      </div>
      {compiled && <Factorisation compiled={compiled} />}
      {compiled && <PlateSection plate={compiled.maths.plate} />}
      {compiled && <Objectives compiled={compiled} />}
      {compiled && compiled.learn.players.length > 0 && (
        <Section title="Who trains what" aside={<span>{short(total)} numbers</span>}>
          {compiled.learn.players.map((p) => (
            <div key={`${p.phase}${p.optimiser}`} className="player">
              <p>
                <button type="button" className="link" onClick={() => goTo({ node: p.optimiser })}>
                  {p.optimiser}
                </button>
                {compiled.learn.players.some((o) => o.phase !== p.phase) && <small> phase {p.phase}</small>}
                {p.every > 1 && <small> {p.every} steps a turn</small>}
                <small>
                  {' '}
                  minimises {[...new Set(p.losses.map((l) => l.name))].join(' + ')}, batches of {p.batch}
                </small>
              </p>
              <p className="trained">
                {[...new Set(p.trained.map((t) => t.split('.')[0]!))].map((node) => (
                  <button key={node} type="button" className="name-chip link" onClick={() => goTo({ node })}>
                    {node}
                    {compiled.maths.letters[node] !== undefined && (
                      <i title="The letter of its weights"> {plainText(compiled.maths.letters[node])}</i>
                    )}
                  </button>
                ))}
              </p>
              {Object.keys(p.held).length > 0 && <Held held={p.held} />}
            </div>
          ))}
        </Section>
      )}
      <Notes text={graph.notes} />
    </>
  );
}
/** Why some parameters are left alone, one line per reason. */
function Held({ held }: { readonly held: Readonly<Record<string, string>> }): ReactNode {
  const byReason = new Map<string, string[]>();
  for (const [param, why] of Object.entries(held)) byReason.set(why, [...(byReason.get(why) ?? []), param.split('.')[0]!]);
  return (
    <ul className="note">
      {[...byReason].map(([why, params]) => (
        <li key={why}>
          leaves {[...new Set(params)].join(', ')} alone: {why}
        </li>
      ))}
    </ul>
  );
}
function Notes({ text }: { readonly text: string }): ReactNode {
  const [editing, setEditing] = useState(false);
  const id = useId();
  return (
    <Section
      title="Notes"
      aside={
        <button type="button" className="link" onClick={() => setEditing((e) => !e)}>
          {editing ? 'Done' : 'Edit'}
        </button>
      }
    >
      {editing ? (
        <ProseField
          id={id}
          rows={14}
          value={text}
          placeholder="What this model is, in Markdown"
          set={(notes) => void dispatch({ type: 'set-notes', notes }, 'notes')}
        />
      ) : text === '' ? (
        <p className="note">No notes yet. Say what the model is for; the file carries it.</p>
      ) : (
        <Markdown text={text} />
      )}
    </Section>
  );
}
