import { opAgreement } from '../../oracle/op-agreement.ts';

opAgreement('cpu', 2e-5);
