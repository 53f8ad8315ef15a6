import { resumes } from './resume.ts';

// what a run keeps is the same on every backend, and wasm shows it over more steps
resumes('cpu', { batch: 8, convolutionalBatch: 1, channels: [3, 4], short: true });
