import { opAgreement } from '../../oracle/op-agreement.ts';

opAgreement('wasm', 2e-5);
