import { convolutions } from '../../oracle/convolutions.ts';

convolutions('cpu', 2e-5);
