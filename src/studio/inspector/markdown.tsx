/** The small part of Markdown that notes use: headings, lists, bold, italics, code. Text stays text, so nothing in a file can become markup. */
import { Fragment, type ReactNode } from 'react';

export function Markdown({ text }: { readonly text: string }): ReactNode {
  return (
    <div className="markdown">
      {text.split(/\n{2,}/).map((block, i) => (
        // Blocks have no identity but their place.
        <Fragment key={`${i}`}>{blockOf(block)}</Fragment>
      ))}
    </div>
  );
}
function blockOf(block: string): ReactNode {
  const heading = /^#{1,4} (.*)$/.exec(block.trim());
  if (heading) return <h3>{inline(heading[1]!)}</h3>;
  const parts: ReactNode[] = [];
  let items: string[] = [];
  const flush = (): void => {
    if (items.length > 0)
      parts.push(
        <ul key={`l${parts.length}`}>
          {items.map((t) => (
            <li key={t}>{inline(t)}</li>
          ))}
        </ul>,
      );
    items = [];
  };
  for (const line of block.split('\n')) {
    const item = /^\s*(?:[-*]|\d+\.) (.*)$/.exec(line);
    if (item) items.push(item[1]!);
    else if (items.length > 0 && /^\s+\S/.test(line)) items[items.length - 1] += ` ${line.trim()}`;
    else if (line.trim() !== '') {
      flush();
      parts.push(<p key={`p${parts.length}`}>{inline(line)}</p>);
    }
  }
  flush();
  return parts;
}
function inline(text: string): ReactNode {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/).map((part, i) => {
    const key = `${i}`;
    if (part.startsWith('**')) return <b key={key}>{part.slice(2, -2)}</b>;
    if (part.startsWith('*') && part.length > 2) return <i key={key}>{part.slice(1, -1)}</i>;
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>;
    return part;
  });
}
