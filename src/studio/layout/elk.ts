/** The Eclipse Layout Kernel in a worker of its own, fetched when a drawing is first laid out in layers. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

type Engine = { readonly layout: (graph: ElkNode) => Promise<ElkNode> };
let engine: Promise<Engine> | undefined;

async function open(): Promise<Engine> {
  const { default: Elk } = await import('elkjs/lib/elk-api.js');
  return new Elk({ workerFactory: () => new Worker(workerUrl) });
}
export async function layInLayers(graph: ElkNode): Promise<ElkNode> {
  engine ??= open();
  try {
    return await (await engine).layout(graph);
  } catch (error) {
    // A worker that failed to load may load the next time.
    engine = undefined;
    throw error;
  }
}
