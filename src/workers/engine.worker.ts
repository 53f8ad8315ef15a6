/** The worker's entry: the engine on the browser's backends, behind comlink. */
import { expose } from 'comlink';
import { browserHost } from '../runtime/backends/browser.ts';
import { LocalEngine } from './engine.ts';
import { keepAlive } from './life.ts';

keepAlive();
expose(new LocalEngine(browserHost));
