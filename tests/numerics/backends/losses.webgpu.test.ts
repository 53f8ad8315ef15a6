import { backendsAgree } from './agreement.ts';

backendsAgree('wasm', 'webgpu', 8);
