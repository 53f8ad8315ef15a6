import { backendsAgree } from './agreement.ts';

// plain JavaScript takes seconds over one example of the digits
backendsAgree('wasm', 'cpu', 1);
