import { backendsAgree } from './agreement.ts';

// a software adapter takes seconds over a batch of the largest
backendsAgree('wasm', 'webgpu', { examples: 8, channels: [8, 16], whole: ['vae-digits', 'gpt-text'] });
