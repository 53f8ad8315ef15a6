import { backendsAgree } from './agreement.ts';

// plain JavaScript takes seconds over one example of the digits; of a single one, rounding at a kink is the whole of a penalty on the slope
backendsAgree('wasm', 'cpu', { examples: 2, channels: [3, 4], whole: ['vae-digits'] });
