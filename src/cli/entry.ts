/** What the bundle runs. */
import { main } from './main.ts';
import { processTerminal } from './terminal.ts';

// a reader that has seen enough (| head) is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const code = await main(process.argv.slice(2), processTerminal);
// a graphics device may hold the process open; what was written must still arrive
await new Promise<void>((then) => process.stdout.write('', () => then()));
process.exit(code);
