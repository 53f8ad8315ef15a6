import { products } from '../../oracle/products.ts';

products('wasm', 2e-5);
