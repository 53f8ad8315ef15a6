import { TEMPLATES, isConvolutional, template } from '../../unit/runtime/rig.ts';
import { memoryIsFlat } from './memory.ts';

const looked = TEMPLATES.map((name) => [name, template(name)] as const).filter(([, graph]) => !isConvolutional(graph));
memoryIsFlat('wasm', Object.fromEntries(looked));
