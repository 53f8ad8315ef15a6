import { convolutions } from '../../oracle/convolutions.ts';

convolutions('wasm', 2e-5);
