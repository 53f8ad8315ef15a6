import { resumes } from './resume.ts';

resumes('cpu', { batch: 16, convolutionalBatch: 1, channels: [3, 4] });
