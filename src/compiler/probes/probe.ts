/** Probes: small programs that tell what a node holds at the moment. They run between steps, and only for what is looked at. */
import type { Shows } from '../../graph/vocabulary.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Program, Val } from '../../ir/value.ts';
import type { Model } from '../model.ts';
import type { Drawing } from '../trace.ts';

/** A picture is at one node and tells of another: a network shows what it does for the node it is wired to. */
export interface Spot {
  readonly node: string;
  readonly of: string;
}
/** What a picture is of, in words and names. */
export interface About {
  /** The variable whose space it lies in. */
  readonly variable: string;
  /** "score", "velocity", "energy", "critic’s score", "posterior" … */
  readonly quantity: string;
  /** Standard deviations of the noise, where there is a picture for each. */
  readonly levels?: readonly number[];
}
export interface Shown {
  readonly about: About;
  /** By part, each with the batch plate: what is fed decides what an example is. */
  readonly parts: Readonly<Record<string, Val>>;
}
/** What a node shows, recorded into the program of all nodes that show the same; undefined where it has nothing of the kind. May refuse. */
export type Rule = (d: Drawing, b: Builder, spot: Spot) => Shown | undefined;

/** All pictures of one kind: a program with the outputs "<node>/<part>". */
export interface Probe {
  readonly shows: Shows;
  readonly spots: readonly (Spot & { readonly about: About })[];
  readonly program: Program;
}

/** What it reads in place of data: points of the plane of a variable, of the base of a flow, of a latent. */
export const planeOf = (variable: string): string => `plane.${variable}`;
export const PLACES = 'places';

/** The variable that what a distribution node draws goes to, by its p or q. */
export function drawnFor(m: Model, node: string, ports: readonly string[] = ['p']): string | undefined {
  const todo = [node];
  for (const at of todo)
    for (const w of m.wires) {
      if (w.from.node !== at || todo.includes(w.to.node)) continue;
      if (m.isVariable(w.to.node)) {
        if (ports.includes(w.to.port)) return w.to.node;
      } else if (m.definition(w.to.node).inputs[w.to.port]?.kind === 'distribution') todo.push(w.to.node);
    }
  return undefined;
}
/** Is this the shape of a point of the plane? */
export const isPlane = (event: readonly number[]): boolean => event.length === 1 && event[0] === 2;
