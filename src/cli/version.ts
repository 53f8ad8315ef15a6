import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from './place.ts';

export function version(): string {
  const json: unknown = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  return typeof json === 'object' && json !== null && 'version' in json ? String(json.version) : 'of unknown version';
}
