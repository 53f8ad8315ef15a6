import { arrows, error, list, warning } from './message.ts';
import type { None } from './message.ts';

/** What can be wrong when programs are derived from a drawing. */
export const COMPILE = {
  'dataset-unknown': error((a: { name: string; known: readonly string[] }) => ({
    what: `There is no data set called “${a.name}”.`,
    why: a.known.length === 0 ? 'No data set has been loaded.' : `The data sets at hand are ${list(a.known)}.`,
    mend: 'Choose one of them in the Dataset node, or import your file again: imported data stays on the machine where you imported it.',
  })),
  'column-missing': error((a: { dataset: string; column: string; columns: readonly string[] }) => ({
    what: `The data set “${a.dataset}” has no column “${a.column}”.`,
    why: a.columns.length === 0 ? 'It has no columns.' : `Its columns are ${list(a.columns)}.`,
    mend: 'Wire one of the columns that are there, or choose another data set.',
  })),
  'space-clash': error((a: { aspect: string; left: string; leftFrom: string; right: string; rightFrom: string }) => ({
    what: `Two ${a.aspect} meet here that do not agree: ${a.left} and ${a.right}.`,
    why: `${a.leftFrom} asks for ${a.left}; ${a.rightFrom} asks for ${a.right}.`,
    mend: `Change the settings of ${a.leftFrom} or ${a.rightFrom}, or put a node between that turns one into the other.`,
  })),
  'space-unknown': error((a: { variable: string; aspect: string; settle: readonly string[] }) => ({
    what: `Nothing in the drawing says what ${a.aspect} ${a.variable} has.`,
    why:
      a.settle.length === 0
        ? 'It follows neither from data nor from a setting.'
        : `It could follow from ${list(a.settle)}, and each of them leaves it open.`,
    mend:
      a.settle.length === 0
        ? 'Wire data to the model, or set the size in one of its nodes.'
        : `Set the size in ${a.settle.length === 1 ? a.settle[0] : `one of ${list(a.settle)}`}.`,
  })),
  'latent-unbound': error((a: { variable: string }) => ({
    what: `${a.variable} has neither a p nor a q.`,
    why: 'Nothing says how it is distributed, nor what it is behind an example, so there is no model of it.',
    mend: `Wire a Prior to ${a.variable}.p, and an Encoder to ${a.variable}.q where it is to be inferred.`,
  })),
  'latent-cycle': error((a: { variables: readonly string[] }) => ({
    what: `The latents are inferred in a circle: ${arrows(a.variables)}.`,
    why: 'Each q needs the value of the latent before it, so no latent can be inferred first.',
    mend: 'Take one of these values out of a q, so that the latents can be inferred one after another.',
  })),
  'cannot-learn': error((a: { why: string; mend: string }) => ({
    what: 'This model cannot be learned as it is drawn.',
    why: a.why,
    mend: a.mend,
  })),
  'cannot-build': error((a: { why: string; mend: string }) => ({
    what: 'This node cannot be built as it stands.',
    why: a.why,
    mend: a.mend,
  })),
  'two-trainers': error((a: { params: readonly string[]; trainers: readonly string[]; phase: number }) => ({
    what: `${list(a.trainers)} both train ${list(a.params)} in phase ${a.phase}.`,
    why: 'Each would undo the steps of the other, and the drawing does not say which should win.',
    mend: 'Wire both objectives to one Optimiser (they add up), or give the Optimisers different phases.',
  })),
  'nothing-to-train': error((a: { optimiser: string; held: readonly string[] }) => ({
    what: `${a.optimiser} has nothing to train.`,
    why:
      a.held.length === 0
        ? 'Its objectives reach no weights.'
        : `All it reaches (${list(a.held)}) was trained in an earlier phase, and is held since.`,
    mend:
      a.held.length === 0
        ? 'Wire an objective to it whose variable depends on a network, or remove the Optimiser.'
        : 'Name what should go on learning under “thaw” in this Optimiser, or move it to an earlier phase.',
  })),
  'never-trained': warning((a: { params: readonly string[] }) => ({
    what: `No objective trains ${list(a.params)}.`,
    why: 'The model uses these weights, but no gradient of an objective reaches them, so they stay at their random start.',
    mend: 'Add an objective that depends on them, or remove the node from the model.',
  })),
  'choice-untrained': warning((a: { params: readonly string[] }) => ({
    what: `No gradient reaches ${list(a.params)}, so they stay at their start.`,
    why: 'They only decide which of several draws is taken, and a choice has no slope to follow: the objective sees the draws and not how likely they were.',
    mend: 'Let them stay if their start will do, use a distribution whose draws carry a gradient, or add an objective that reads its density.',
  })),
  'opponent-untrained': warning((a: { opponent: string; objective: string; outputs: readonly string[] }) => ({
    what: `Nothing trains the weights of ${a.opponent} that ${a.objective} plays against.`,
    why: `${a.objective} is a game. Its loss leaves the opponent alone, and no Optimiser has the opponent’s own loss, so the game is against a random start.`,
    mend: `Wire ${a.outputs.length ? list(a.outputs) : `the other output of ${a.objective}`} to an Optimiser.`,
  })),
  'no-optimiser': error<None>(() => ({
    what: 'The drawing has no Optimiser.',
    why: 'Learning is an Optimiser taking steps down an objective.',
    mend: 'Add an Optimiser and wire an objective such as ELBO or NLL to it.',
  })),
  'no-model': error<None>(() => ({
    what: 'There is no model on the canvas yet.',
    why: 'A model needs at least one random variable with a distribution wired to its p.',
    mend: 'Add an Observed node and wire a distribution to its p, or open one of the templates.',
  })),
  'two-signatures': error((a: { network: string; uses: readonly string[] }) => ({
    what: `${a.network} is used in two ways that do not fit one set of weights: ${list(a.uses)}.`,
    why: 'A network wired to two places is the same weights in both, so its input and output must have the same size.',
    mend: 'Give each place a network of its own, or make the sizes agree.',
  })),
};
