/** Chooses where programs run. */
import type { Target } from '../../compiler/kernel-program.ts';
import { type Host, type OpenBackend, NAMES, NoBackend } from './backend.ts';

/**
 * Opens the wanted backend, or with 'auto' the first of the host's that works; `reason` says why the better ones were passed over.
 * @throws NoBackend when the wanted one, or every one, is refused
 */
export async function openBackend(wanted: Target | 'auto', host: Host): Promise<OpenBackend> {
  if (wanted !== 'auto') {
    const got = await host.open(wanted, true);
    if ('refused' in got) throw new NoBackend(`${NAMES[wanted]}: ${got.refused}`);
    return { ...got, reason: `${NAMES[wanted]}, as asked` };
  }
  const passed: string[] = [];
  for (const target of host.order) {
    const got = await host.open(target, false);
    if (!('refused' in got)) {
      const name = got.adapter ? `${NAMES[target]} on ${got.adapter}` : NAMES[target];
      return { ...got, reason: passed.length ? `${passed.join('; ')}; so ${name}` : name };
    }
    passed.push(`${NAMES[target]}: ${got.refused}`);
  }
  throw new NoBackend(passed.join('; '));
}
