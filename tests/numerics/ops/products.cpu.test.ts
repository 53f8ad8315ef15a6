import { products } from '../../oracle/products.ts';

products('cpu', 2e-5);
