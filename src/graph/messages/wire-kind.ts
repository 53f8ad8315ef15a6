import type { WireKind } from '../vocabulary.ts';
import { article } from './message.ts';
import type { Text } from './message.ts';

export interface WireKindArgs {
  readonly from: WireKind;
  readonly to: WireKind;
  /** "enc.value" */
  readonly source: string;
  /** "z.q" */
  readonly target: string;
}

type Advice = Pick<Text, 'why' | 'mend'>;

/** What each wire carries, in the middle of a sentence. */
const CARRIES: Record<WireKind, string> = {
  value: 'values: numbers that are already there',
  distribution: 'a distribution: a recipe for drawing numbers and for judging how likely they are',
  network: 'a network: a function that has not been applied to anything yet',
  schedule: 'a noise schedule: how a signal fades into noise',
  variable: 'a random variable as a whole, with its model side and its data side',
  objective: 'an objective: one number to make small',
};

/** The pairs people try most, each with its own advice. */
const PAIRS: Partial<Record<`${WireKind}>${WireKind}`, Advice>> = {
  'value>distribution': {
    why: 'A value is numbers that have already been drawn; this port asks for a distribution, which says how numbers are drawn.',
    mend: 'Put an Encoder or Decoder between: it turns values into a distribution that depends on them.',
  },
  'distribution>value': {
    why: 'A distribution is not a number yet: nothing has been drawn from it.',
    mend: 'A distribution is not a number yet: wire it to Latent.p or Latent.q, and take the value from Latent.z.',
  },
  'distribution>variable': {
    why: 'This port compares the two sides of a random variable; a distribution is only one of the sides.',
    mend: 'Wire the distribution to the p of an Observed (or Latent) node, and wire that node here.',
  },
  'value>variable': {
    why: 'This port compares the two sides of a random variable; the values are only its data.',
    mend: 'Wire the values to Observed.data, a distribution to Observed.p, and wire the Observed node here.',
  },
  'variable>distribution': {
    why: 'A random variable is what a distribution explains; it is not a distribution itself.',
    mend: 'Take the value of the variable (Latent.z) through an Encoder or Decoder, and wire the distribution that comes out.',
  },
  'variable>value': {
    why: 'This output is the random variable as a whole, for objectives to look at; the numbers come out of another port.',
    mend: 'Wire the value of the variable instead, for example Latent.z.',
  },
  'network>distribution': {
    why: 'A network is only a function; it becomes a distribution inside a node that applies it to something.',
    mend: 'Wire it to the network port of a Decoder, Generator, Autoregressive or Energy node, and use what that node gives.',
  },
  'network>value': {
    why: 'A network is only a function; it has no numbers until a node applies it to some.',
    mend: 'Wire it to the network port of the node that should apply it, such as an Encoder or Decoder.',
  },
  'value>network': {
    why: 'This port asks which function to use, not what to apply it to.',
    mend: 'Wire the values to the input of the node, and a network such as MLP or ConvNet here. Left open, the node brings a network of its own.',
  },
  'distribution>network': {
    why: 'This port asks which function to use; a distribution is what the node makes with it.',
    mend: 'Wire a network such as MLP or ConvNet here, or leave it open: the node then brings a network of its own.',
  },
  'variable>objective': {
    why: 'An Optimiser makes a number small; a variable alone does not say which number.',
    mend: 'Put an objective between, such as ELBO or NLL: it turns the variable into one number.',
  },
  'distribution>objective': {
    why: 'An Optimiser makes a number small; a distribution alone does not say which number.',
    mend: 'Wire the distribution to Observed.p, the Observed to an objective such as NLL, and the objective here.',
  },
  'value>objective': {
    why: 'An Optimiser makes one number small; a batch of values does not say which number that is.',
    mend: 'Wire the values to Observed.data, the Observed to an objective such as NLL or ELBO, and the objective here.',
  },
  'network>objective': {
    why: 'A network says nothing about what is good or bad; what it learns follows from the objective that uses it.',
    mend: 'You need not name the networks to train: wire an objective here, and every network it reaches is trained.',
  },
};

const USE: Record<WireKind, string> = {
  value: 'Wire a value here, such as a column of a Dataset or Latent.z.',
  distribution: 'Wire a distribution here, such as a Prior, Encoder or Decoder.',
  network: 'Wire a network here, such as MLP or ConvNet, or leave it open for a private one.',
  schedule: 'Wire a NoiseSchedule here.',
  variable: 'Wire an Observed or Latent node here.',
  objective: 'Wire an objective here, such as ELBO, NLL or Adversarial.',
};

/** The words for a wire between two kinds that do not fit. */
export const wireKindText = (a: WireKindArgs): Text => {
  const special = PAIRS[`${a.from}>${a.to}`];
  return {
    what: `The wire from ${a.source} carries ${article(a.from)}, but ${a.target} takes ${article(a.to)}.`,
    why: special?.why ?? `The wire carries ${CARRIES[a.from]}. The port asks for ${CARRIES[a.to]}.`,
    mend: special?.mend ?? USE[a.to],
  };
};
