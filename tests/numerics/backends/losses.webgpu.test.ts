import { backendsAgree } from './agreement.ts';

backendsAgree('wasm', 'webgpu', { examples: 8 });
