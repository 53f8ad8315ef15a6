/** The drawings that come with the program. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPLATES } from './place.ts';

export const ENDING = '.wellspring.json';

export const templateNames = (): readonly string[] =>
  readdirSync(TEMPLATES)
    .filter((f) => f.endsWith(ENDING))
    .map((f) => f.slice(0, -ENDING.length))
    .toSorted();

export const templateText = (name: string): string => readFileSync(join(TEMPLATES, `${name}${ENDING}`), 'utf8');
