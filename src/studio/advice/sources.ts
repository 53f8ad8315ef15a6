/** What is there already that an open port could be wired to, as a teacher would point at it: few, and the likely one first. */
import type { End, GraphNode } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import type { Body } from '../stores/document.ts';

type Suits = (kind: string) => boolean;
const FLOWS: Suits = (kind) => NODES.get(kind)?.inputs['base']?.kind === 'distribution';
/** Ports that ask for more than their kind of wire says. */
const SUITS: Readonly<Record<string, Suits>> = {
  'Observed.p': (kind) => kind !== 'Encoder' && kind !== 'Codebook',
  'Latent.p': (kind) => kind !== 'Encoder' && kind !== 'Codebook' && kind !== 'Decoder',
  'Latent.q': (kind) => kind === 'Encoder' || kind === 'Codebook' || FLOWS(kind),
};
/** What is meant most often comes first. */
const LIKELY: readonly string[] = ['Decoder', 'Encoder', 'Generator', 'Autoregressive', 'Diffusion', 'Energy', 'Prior'];
const likeliness = (kind: string): number => (LIKELY.includes(kind) ? LIKELY.indexOf(kind) : LIKELY.length);

const isRead = (body: Body, { node, port }: End): boolean => body.wires.some((w) => w.from.node === node && w.from.port === port);
/** Columns that clamp a variable: what an encoder reads. */
const clamping = (body: Body): readonly End[] => {
  const data = body.wires.filter((w) => w.to.port === 'data' && body.nodes.some((n) => n.id === w.to.node && n.kind === 'Observed'));
  return data.map((w) => w.from);
};
const firstColumns = (body: Body): readonly End[] =>
  body.nodes.filter((n) => n.kind === 'Dataset').map((n): End => ({ node: n.id, port: Object.keys(NODES.get(n.kind)!.outputs)[0]! }));

function valuesFor(body: Body, kind: string, port: string): readonly End[] {
  if (port === 'data') return firstColumns(body).filter((c) => !clamping(body).some((d) => d.node === c.node && d.port === c.port));
  if (kind === 'Encoder') {
    const data = clamping(body);
    return data.length > 0 ? data : firstColumns(body);
  }
  return body.nodes.filter((n) => n.kind === 'Latent').map((n): End => ({ node: n.id, port: 'z' }));
}
/** Outputs that a port of a kind of node could be wired to; the node need not be there yet. */
export function sourcesFor(body: Body, kind: string, port: string): readonly End[] {
  const carries = NODES.get(kind)?.inputs[port]?.kind;
  const present = body.nodes.filter((n) => n.muted !== true);
  if (carries === 'value') return valuesFor({ ...body, nodes: present }, kind, port);
  const suits = SUITS[`${kind}.${port}`] ?? ((): boolean => true);
  const outputs = (n: GraphNode): readonly End[] =>
    Object.entries(NODES.get(n.kind)?.outputs ?? {})
      .filter(([, o]) => o.kind === carries)
      .map(([name]): End => ({ node: n.id, port: name }));
  return present
    .filter((n) => suits(n.kind) && (carries !== 'variable' || n.kind === 'Observed'))
    .toSorted((a, b) => likeliness(a.kind) - likeliness(b.kind))
    .flatMap(outputs)
    .filter((end) => !isRead(body, end));
}
