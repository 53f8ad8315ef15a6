/** Keeps a fault in one part of the page from taking the rest with it. */
import { Component, type ReactNode } from 'react';

interface Props {
  readonly part: string;
  readonly children: ReactNode;
}
export class Boundary extends Component<Props, { readonly fault: string | undefined }> {
  override state: { readonly fault: string | undefined } = { fault: undefined };
  static getDerivedStateFromError(error: unknown): { readonly fault: string } {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    return (
      <section className="empty fault" role="alert">
        <h2>The {this.props.part} met a fault</h2>
        <p>{fault}</p>
        <p>Your drawing is kept. This is a mistake in Wellspring; please report it with the drawing.</p>
        <button type="button" onClick={() => this.setState({ fault: undefined })}>
          Show it again
        </button>
      </section>
    );
  }
}
