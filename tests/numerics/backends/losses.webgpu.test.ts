import { backendsAgree } from './agreement.ts';

// a software adapter takes ten seconds and more over a step of the digits at their own width
backendsAgree('wasm', 'webgpu', [8, 16]);
