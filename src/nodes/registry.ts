/** Every node kind. Adding a node is adding its file and its line here. */
import type { Category } from '../graph/vocabulary.ts';
import type { NodeDefinition } from './define.ts';
import dataset from './sources/dataset.ts';
import given from './sources/given.ts';
import autoregressive from './distributions/autoregressive.ts';
import codebook from './distributions/codebook.ts';
import decoder from './distributions/decoder.ts';
import diffusion from './distributions/diffusion.ts';
import encoder from './distributions/encoder.ts';
import generator from './distributions/generator.ts';
import mixture from './distributions/mixture.ts';
import noiseSchedule from './distributions/noise-schedule.ts';
import prior from './distributions/prior.ts';
import energy from './energy/energy.ts';
import product from './energy/product.ts';
import rbm from './energy/rbm.ts';
import temperature from './energy/temperature.ts';
import actNorm from './flows/act-norm.ts';
import coupling from './flows/coupling.ts';
import dequantise from './flows/dequantise.ts';
import split from './flows/factor-out.ts';
import invertibleLinear from './flows/invertible-linear.ts';
import logit from './flows/logit.ts';
import maskedAutoregressive from './flows/masked-autoregressive.ts';
import permute from './flows/permute.ts';
import splineCoupling from './flows/spline-coupling.ts';
import squeeze from './flows/squeeze.ts';
import activation from './layers/activation.ts';
import add from './layers/add.ts';
import concat from './layers/concat.ts';
import convTranspose2d from './layers/conv-transpose2d.ts';
import conv2d from './layers/conv2d.ts';
import dense from './layers/dense.ts';
import dropout from './layers/dropout.ts';
import groupNorm from './layers/group-norm.ts';
import layerInput from './layers/layer-input.ts';
import layerNorm from './layers/layer-norm.ts';
import layerOutput from './layers/layer-output.ts';
import reshape from './layers/reshape.ts';
import tokenEmbedding from './layers/token-embedding.ts';
import upsample from './layers/upsample.ts';
import convNet from './networks/conv-net.ts';
import customNetwork from './networks/custom-network.ts';
import gpt from './networks/gpt.ts';
import lstm from './networks/lstm.ts';
import denoiser from './networks/denoiser.ts';
import made from './networks/made.ts';
import mlp from './networks/mlp.ts';
import pixelCnn from './networks/pixel-cnn.ts';
import uNet from './networks/u-net.ts';
import note from './note.ts';
import adversarial from './objectives/adversarial.ts';
import contrastive from './objectives/contrastive.ts';
import contrastiveDivergence from './objectives/contrastive-divergence.ts';
import denoising from './objectives/denoising.ts';
import elbo from './objectives/elbo.ts';
import flowMatching from './objectives/flow-matching.ts';
import nll from './objectives/nll.ts';
import scoreMatching from './objectives/score-matching.ts';
import reconstruction from './objectives/reconstruction.ts';
import sleep from './objectives/sleep.ts';
import group from './structure/group.ts';
import { groupInput, groupOutput } from './structure/ports.ts';
import reroute from './structure/reroute.ts';
import optimiser from './training/optimiser.ts';
import apply from './values/apply.ts';
import conditionDropout from './values/condition-dropout.ts';
import embedding from './values/embedding.ts';
import latent from './variables/latent.ts';
import observed from './variables/observed.ts';

const ALL: readonly NodeDefinition[] = [
  dataset,
  given,
  latent,
  observed,
  prior,
  encoder,
  decoder,
  coupling,
  splineCoupling,
  maskedAutoregressive,
  permute,
  actNorm,
  invertibleLinear,
  squeeze,
  split,
  logit,
  dequantise,
  diffusion,
  noiseSchedule,
  codebook,
  generator,
  mixture,
  autoregressive,
  product,
  temperature,
  energy,
  rbm,
  mlp,
  made,
  pixelCnn,
  gpt,
  lstm,
  denoiser,
  uNet,
  convNet,
  customNetwork,
  apply,
  embedding,
  conditionDropout,
  nll,
  elbo,
  denoising,
  flowMatching,
  scoreMatching,
  adversarial,
  reconstruction,
  sleep,
  contrastive,
  contrastiveDivergence,
  optimiser,
  group,
  groupInput,
  groupOutput,
  reroute,
  note,
  layerInput,
  layerOutput,
  dense,
  conv2d,
  convTranspose2d,
  upsample,
  activation,
  groupNorm,
  layerNorm,
  dropout,
  reshape,
  concat,
  add,
  tokenEmbedding,
];
export const NODES: ReadonlyMap<string, NodeDefinition> = new Map(ALL.map((n) => [n.kind, n]));
export const byCategory = (category: Category): readonly NodeDefinition[] => ALL.filter((n) => n.category === category);
