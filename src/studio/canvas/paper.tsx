/** A note: paper with text. */
import type { ReactNode } from 'react';
import type { NodeFaceProps } from './node-view.tsx';

export function Paper({ node }: NodeFaceProps): ReactNode {
  const text = node.params['text'];
  return <div className="paper">{typeof text === 'string' && text !== '' ? text : <em>An empty note. Write in the inspector.</em>}</div>;
}
