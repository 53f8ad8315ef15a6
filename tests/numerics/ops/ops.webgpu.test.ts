import { opAgreement } from '../../oracle/op-agreement.ts';

opAgreement('webgpu', 2e-5);
