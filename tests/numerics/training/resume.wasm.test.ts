import { resumes } from './resume.ts';

resumes('wasm', { batch: 64, convolutionalBatch: 4 });
