import { products } from '../../oracle/products.ts';

products('webgpu', 2e-5);
