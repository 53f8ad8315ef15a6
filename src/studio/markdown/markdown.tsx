/** Text with Markdown and mathematics; as it is written until what typesets it has arrived, and where it cannot be typeset. */
import { Component, type ReactNode, Suspense, lazy, useMemo } from 'react';
import { cutOf, SHOWN } from './limits.ts';

const Render = lazy(() => import('./render.tsx'));

export function Markdown({ text }: { readonly text: string }): ReactNode {
  const { text: shown, cut, plain, maths } = useMemo(() => cutOf(text), [text]);
  const written = <div className="written">{shown}</div>;
  return (
    <div className="markdown">
      {plain ? (
        written
      ) : (
        <AsWritten key={shown} written={written}>
          <Suspense fallback={written}>
            <Render text={shown} maths={maths} />
          </Suspense>
        </AsWritten>
      )}
      {cut && <p className="note">Only the first {SHOWN} characters are shown.</p>}
    </div>
  );
}
/** A text that cannot be typeset is still a text. */
class AsWritten extends Component<{ readonly written: ReactNode; readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? this.props.written : this.props.children;
  }
}
