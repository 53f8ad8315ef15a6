/** Copies of nodes: duplicate, the system clipboard, and copies dragged off with Alt. */
import { type Clip, clipOf, clipText, isClipText, pasteCommand, readClip } from '../../graph/clip.ts';
import { parseFile } from '../../graph/file.ts';
import { pastedIds } from '../../graph/commands.ts';
import type { Point } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';

const bodyNow = () => bodyOf(graphNow(), session().within);
const STEP = { x: 30, y: 30 };

function insert(clip: Clip, offset: Point, keepIncoming: boolean, name?: string): void {
  const ids = pastedIds(bodyNow(), clip.nodes);
  const paste = pasteCommand(graphNow(), NODES, clip, { offset, keepIncoming, within: session().within });
  const refusal = dispatch(name === undefined ? paste : { type: 'batch', name, commands: [paste] });
  if (refusal) toastDiagnostic(refusal);
  else select(ids);
}
const duplicating = ({ nodes }: Clip): string => `Duplicate ${nodes.length === 1 ? (nodes[0]?.id ?? 'node') : `${nodes.length} nodes`}`;
export function duplicateSelected(): void {
  const clip = clipOf(bodyNow(), session().selection);
  if (clip) insert(clip, STEP, false, duplicating(clip));
}
export function dropCopies(ids: readonly string[], offset: Point): void {
  const clip = clipOf(bodyNow(), new Set(ids));
  if (clip && (offset.x !== 0 || offset.y !== 0)) insert(clip, offset, false, duplicating(clip));
}
/** The text for the system clipboard: other windows and other people can paste it too. */
export function copyText(): string | undefined {
  const clip = clipOf(bodyNow(), session().selection);
  return clip && clipText(clip, graphNow());
}
/** A whole drawing, as in a file, is pasted like what was copied from one. */
function drawingIn(text: string): Clip | undefined {
  const { graph } = text.trimStart().startsWith('{') ? parseFile(text) : {};
  const all = graph && clipOf(graph, new Set(graph.nodes.map((n) => n.id)));
  return all && readClip(clipText(all, graph));
}
export function pasteText(text: string, keepIncoming = false): boolean {
  const clip = isClipText(text) ? readClip(text) : drawingIn(text);
  if (!clip) {
    if (isClipText(text))
      toast('bad', 'What is on the clipboard is no part of a drawing.', 'It was cut short or changed on the way. Copy it again.');
    else toast('plain', 'There are no nodes on the clipboard.', 'Copy some with Ctrl C, here or in another window.');
    return true;
  }
  const left = Math.min(...clip.nodes.map((n) => n.position.x));
  const top = Math.min(...clip.nodes.map((n) => n.position.y));
  const here = bodyNow().nodes.some((n) => n.position.x === left && n.position.y === top);
  insert(clip, here ? STEP : { x: 0, y: 0 }, keepIncoming);
  return true;
}
