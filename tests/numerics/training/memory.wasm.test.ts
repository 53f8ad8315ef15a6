import { TEMPLATES, isHeavy, template } from '../../unit/runtime/rig.ts';
import { memoryIsFlat } from './memory.ts';

const looked = TEMPLATES.map((name) => [name, template(name)] as const).filter(([, graph]) => !isHeavy(graph));
memoryIsFlat('wasm', Object.fromEntries(looked));
