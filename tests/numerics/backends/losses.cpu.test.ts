import { backendsAgree } from './agreement.ts';

// plain JavaScript takes seconds over one example of the digits; of a single one, rounding at a kink is the whole of a penalty on the slope
backendsAgree('wasm', 'cpu', 2);
