import { convolutions } from '../../oracle/convolutions.ts';

convolutions('webgpu', 2e-5);
