/** The four programs of the drawing at hand, always current, each with its grade and why. */
import { type ReactNode, useId } from 'react';
import { TASKS, type Compiled, type Task } from '../../compiler/compiled.ts';
import { chipWords, costWords, fidelityWords, gradeOf, mark } from '../grade-words.ts';
import { useDerived } from '../stores/derived.ts';
import { session } from '../stores/session.ts';

export function Chips(): ReactNode {
  const compiled = useDerived((s) => s.compiled);
  const pending = useDerived((s) => s.pending);
  return (
    <section className="chips" aria-label="Programs" aria-busy={pending}>
      {TASKS.map((task) => (
        <Chip key={task} task={task} compiled={compiled} />
      ))}
    </section>
  );
}
const MEANING: Readonly<Record<Task, string>> = {
  learn: 'Fit the parameters to the data.',
  sample: 'Draw new examples from the model.',
  score: 'How probable is an example?',
  infer: 'Which latents explain an example?',
};

/** What a drawing on its way to a model lacks; nothing in it is wrong. */
const UNFINISHED: ReadonlySet<string> = new Set(['missing-wire', 'space-unknown', 'latent-unbound', 'no-optimiser']);
function onlyUnfinished(compiled: Compiled): boolean {
  const errors = compiled.diagnostics.filter((d) => d.severity === 'error');
  return errors.length > 0 && errors.every((d) => UNFINISHED.has(d.code));
}

function Chip({ task, compiled }: { readonly task: Task; readonly compiled: Compiled | undefined }): ReactNode {
  const id = useId();
  const grade = compiled && gradeOf(compiled, task);
  // What is not drawn yet is no failure.
  const begun = compiled !== undefined && !compiled.diagnostics.some((d) => d.code === 'no-model');
  const waits = compiled !== undefined && grade?.fidelity === 'impossible' && onlyUnfinished(compiled);
  const { sign, tone } = !grade ? { sign: '…', tone: 'warn' } : begun && !waits ? mark(grade) : { sign: '–', tone: 'idle' };
  const words = !compiled ? 'working it out' : !begun ? 'no model yet' : waits ? 'impossible so far' : chipWords(compiled, task);
  return (
    <div className="chip-place">
      <button
        type="button"
        className="chip"
        aria-describedby={id}
        onClick={() => session().set({ tab: 'programs', asked: 'programs', inspector: true, program: task })}
      >
        <i className={`mark-${tone}`} aria-hidden="true">
          {sign}
        </i>
        <b>{task}</b>
        <span>{words}</span>
      </button>
      <div className="chip-why" role="tooltip" id={id}>
        <p>
          <b>{MEANING[task]}</b>
        </p>
        {grade && begun && (
          <p>
            {fidelityWords(grade)}
            {grade.fidelity === 'impossible' ? '' : `, ${costWords(grade)}`}
          </p>
        )}
        <ul>
          {begun &&
            grade?.why.map((r) => (
              <li key={`${r.node}${r.text}`}>
                {r.node && !r.text.startsWith(`${r.node} `) && <b>{r.node}: </b>}
                {r.text}
              </li>
            ))}
        </ul>
      </div>
    </div>
  );
}
