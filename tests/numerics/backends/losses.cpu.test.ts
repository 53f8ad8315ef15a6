import { backendsAgree } from './agreement.ts';

// on plain JavaScript a step of the digits takes half a minute at their own width
backendsAgree('wasm', 'cpu', [3, 4]);
