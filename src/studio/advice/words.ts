/** What is asked of somebody who draws a model, one question at a time. */
export const ADVICE = {
  observed: 'A model explains data. Add the variable that is observed.',
  data: (x: string): string => `Which data is ${x}? Wire a column of a Dataset to its data.`,
  generates: (x: string): string =>
    `What generates ${x}? A Decoder does from a latent variable, a Prior directly; both are distributions for its p.`,
  input: (title: string, port: string, meaning: string): string => `${title} needs something at its ${port}: ${meaning}.`,
  prior: (z: string): string => `How is ${z} distributed before any data is seen? That is its p, the prior.`,
  posterior: (z: string): string => `How is ${z} inferred from data? That is its q, the approximate posterior.`,
  objective: (title: string): string => `What should learning make small? ${title} is usual for such a model.`,
  explains: (title: string): string => `Which variable should ${title} explain? Wire the variable itself to it.`,
  steps: (what: string): string => `Who takes the steps? An Optimiser minimises ${what}.`,
  done: 'The drawing is complete. Train it, and watch its samples below.',
} as const;
