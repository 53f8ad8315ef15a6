/** The engine on the browser's backends. */
import { browserHost } from '../runtime/backends/browser.ts';
import { LocalEngine } from './engine.ts';
import type { Engine } from './protocol.ts';

export const engine: Engine = new LocalEngine(browserHost);
