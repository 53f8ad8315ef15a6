import { TEMPLATES, isHeavy, template, withFewTurns } from '../../unit/runtime/rig.ts';
import { memoryIsFlat } from './memory.ts';

const looked = TEMPLATES.map((name) => [name, withFewTurns(template(name))] as const).filter(([, graph]) => !isHeavy(graph));
memoryIsFlat('wasm', template('vae-moons'), Object.fromEntries(looked));
