/** One program, three ways: as an algorithm, as IR and as TF.js source. Copied and kept as text. */
import { type ReactNode, useEffect, useState } from 'react';
import type { CodeLine } from '../../ir/print.ts';
import type { Line } from '../../nodes/notation/formula.ts';
import { plainLine } from '../../nodes/notation/plain.ts';
import { download, slug } from '../actions/files.ts';
import { Icon } from '../parts/icons.tsx';
import { graphNow } from '../stores/document.ts';
import { type Language, session, useSession } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { AlgorithmLines } from './algorithm-lines.tsx';
import { CodeLines } from './code-lines.tsx';
import { type Subject, printed } from './printed.ts';

const LANGUAGES: Readonly<Record<Language, string>> = { algorithm: 'Pseudocode', ir: 'IR', tfjs: 'TF.js' };

interface Props {
  readonly title: string | undefined;
  readonly subject: Subject;
  /** Empty where the program has no algorithm of its own. */
  readonly algorithm: readonly Line[];
}
const algorithmText = (lines: readonly Line[]): string => lines.map((l) => `${'  '.repeat(l.depth)}${plainLine(l.text)}`).join('\n');

export function ProgramView({ title, subject, algorithm }: Props): ReactNode {
  const wanted = useSession((s) => s.language);
  const language = wanted === 'algorithm' && algorithm.length === 0 ? 'ir' : wanted;
  const code = useCode(subject, language);
  const name = title ?? subject.task;
  const text = language === 'algorithm' ? algorithmText(algorithm) : code.lines?.map((l) => l.text).join('\n');
  const copy = (): void => {
    if (text === undefined) return;
    navigator.clipboard.writeText(`${text}\n`).then(
      () => toast('good', 'Copied.'),
      () => toast('bad', 'The browser did not allow copying.'),
    );
  };
  const keep = (): void => {
    if (text === undefined) return;
    const file = `${slug(graphNow().title)}-${slug(name)}.${language === 'tfjs' ? 'js' : 'txt'}`;
    download(file, `${text}\n`, language === 'tfjs' ? 'text/javascript' : 'text/plain');
    toast('good', `Saved ${file}.`);
  };
  return (
    <div className="program-source">
      <div className="program-bar">
        {title && <b>{title}</b>}
        <span className="segmented" role="group" aria-label="Language">
          {(Object.keys(LANGUAGES) as Language[])
            .filter((l) => l !== 'algorithm' || algorithm.length > 0)
            .map((l) => (
              <button key={l} type="button" aria-pressed={language === l} onClick={() => session().set({ language: l })}>
                {LANGUAGES[l]}
              </button>
            ))}
        </span>
        <span className="spacer" />
        <button type="button" className="plain" aria-label="Copy the program" title="Copy" onClick={copy}>
          <Icon name="copy" size={14} />
        </button>
        <button type="button" className="plain" aria-label="Download the program" title="Download" onClick={keep}>
          <Icon name="save" size={14} />
        </button>
      </div>
      {language === 'algorithm' ? (
        <AlgorithmLines lines={algorithm} label={`Pseudocode of ${name}`} />
      ) : code.lines ? (
        <CodeLines key={language} lines={code.lines} label={`Source of ${name}`} />
      ) : (
        <p className="note pad" role="status">
          {code.failure ?? 'Printing …'}
        </p>
      )}
    </div>
  );
}
interface Code {
  readonly lines?: readonly CodeLine[];
  readonly failure?: string;
}
function useCode(subject: Subject, language: Language): Code {
  const [code, setCode] = useState<Code & { readonly key: string }>({ key: '' });
  const key = `${language} ${subject.task} ${subject.optimiser ?? ''} ${subject.start} ${subject.content}`;
  useEffect(() => {
    if (language === 'algorithm') return undefined;
    let wanted = true;
    printed(subject, language).then(
      (lines) => wanted && setCode({ key, lines }),
      (e: unknown) => wanted && setCode({ key, failure: `It cannot be printed: ${e instanceof Error ? e.message : String(e)}` }),
    );
    return () => {
      wanted = false;
    };
    // The key says all that the text depends on.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return code.key === key ? code : {};
}
