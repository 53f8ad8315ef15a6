/** A random variable, as in plate diagrams: hatched when data clamps it. */
import type { ReactNode } from 'react';
import { flat } from '../../graph/groups/flatten.ts';
import { useFlatId } from '../place.ts';
import { useDocument } from '../stores/document.ts';
import { CirclePicture } from './circle-picture.tsx';
import type { NodeFaceProps } from './node-view.tsx';

const SHORT = /^([A-Za-z])_?(\d*)$/;
const NAMES: Readonly<Record<string, string>> = { Latent: 'latent', Observed: 'observed', Given: 'given' };

export function Circle({ node, spaces, below, picture }: NodeFaceProps): ReactNode {
  const id = useFlatId(node.id);
  const clamped = useDocument((s) => flat(s.history.present.graph).wires.some((w) => w.to.node === id && w.to.port === 'data'));
  const fixed = useDocument((s) => Object.hasOwn(s.history.present.graph.clamps, id));
  const [, letter, index] = SHORT.exec(node.label ?? node.id) ?? [];
  const space = spaces.get('x') ?? spaces.get('z') ?? spaces.get('out');
  const shape = space?.slice(space.lastIndexOf('['));
  const role = NAMES[node.kind] ?? node.kind.toLowerCase();
  return (
    <>
      <div className={`circle${clamped ? ' observed' : ''}${node.kind === 'Given' ? ' given' : ''}`}>
        {letter ? (
          <i>
            {letter}
            {index && <sub>{index}</sub>}
          </i>
        ) : (
          <span className="circle-word">{node.label ?? node.id}</span>
        )}
      </div>
      <small className={`circle-caption${below ? ' lower' : ''}`}>
        {role}
        {fixed ? ', fixed' : ''}
        {shape && shape !== '[]' ? <> · {shape}</> : null}
      </small>
      {picture && <CirclePicture node={node} at={picture} />}
    </>
  );
}
