import type { CommandOf } from '../commands.ts';
import { isId, LIMITS } from '../limits.ts';
import type { Frame, Graph } from '../model.ts';
import { coordinateProblem, lengthProblem, sameData } from '../values.ts';
import { refuse, Refused, refuseValue, withinLimits } from './body.ts';
import type { Outcome } from './body.ts';

export type FrameCommand = CommandOf<'add-frame' | 'remove-frame' | 'move-frame' | 'set-frame'>;

const frameProblem = (f: Frame): Refused | undefined =>
  refuseValue('position', coordinateProblem(f.position.x, f.position.y), {}) ??
  refuseValue('size', f.size.width >= 0 && f.size.height >= 0 ? undefined : 'it is less than nothing', {}) ??
  refuseValue('size', coordinateProblem(f.size.width, f.size.height), {}) ??
  refuseValue('title', lengthProblem(f.title, LIMITS.title), {}) ??
  refuseValue('color', lengthProblem(f.color ?? '', 64), {});

export function applyFrame(graph: Graph, command: FrameCommand): Outcome<Graph> {
  if (command.within !== undefined) return refuse('command-not-here', { within: command.within }, { thing: 'frames of its own' });
  if (command.type === 'add-frame') {
    const { frame } = command;
    if (!isId(frame.id)) return refuse('command-id-invalid', {}, { id: frame.id });
    if (graph.frames.some((f) => f.id === frame.id)) return refuse('command-id-taken', {}, { id: frame.id });
    return frameProblem(frame) ?? withinLimits(graph, { ...graph, frames: [...graph.frames, frame] });
  }
  const old = graph.frames.find((f) => f.id === command.id);
  if (old === undefined) return refuse('command-frame-missing', {}, { frame: command.id });
  if (command.type === 'remove-frame') return { ...graph, frames: graph.frames.filter((f) => f !== old) };
  const next = changed(old, command);
  if (sameData(next, old)) return graph;
  return frameProblem(next) ?? { ...graph, frames: graph.frames.map((f) => (f === old ? next : f)) };
}

const changed = (frame: Frame, command: CommandOf<'move-frame' | 'set-frame'>): Frame =>
  command.type === 'move-frame'
    ? { ...frame, position: command.position, size: command.size ?? frame.size }
    : {
        ...frame,
        ...(command.title === undefined ? {} : { title: command.title }),
        ...(command.color === undefined ? {} : { color: command.color }),
      };
