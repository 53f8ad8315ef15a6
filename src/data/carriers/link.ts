/** A drawing inside a link, after `#`, where no server ever sees it: one byte of version, then deflated JSON, as base64url. */
import { deflateSync, strToU8 } from 'fflate';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { diagnose } from '../../graph/diagnostics.ts';
import { toJson } from '../../graph/file-json.ts';
import { LIMITS } from '../../graph/limits.ts';
import type { Graph } from '../../graph/model.ts';
import { inflated } from '../import/unpack.ts';

/** Characters after `#` that browsers, mail and chat programs carry whole. */
export const MOST_LINK = 32_000;
/** Of a link from elsewhere, before it is looked into. */
const MOST_READ = 1_000_000;
const VERSION = 1;
const NAME = 'g=';

const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};
const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

/** What comes after `#`, or why the drawing is too large for a link. */
export function fragmentOf(graph: Graph): { readonly fragment: string } | { readonly refused: Diagnostic } {
  const packed = deflateSync(strToU8(JSON.stringify(toJson(graph))), { level: 9 });
  const bytes = new Uint8Array(1 + packed.length);
  bytes[0] = VERSION;
  bytes.set(packed, 1);
  const fragment = NAME + toBase64(bytes);
  return fragment.length <= MOST_LINK
    ? { fragment }
    : { refused: diagnose('link-too-large', {}, { size: fragment.length, limit: MOST_LINK }) };
}

/** The text of the drawing in a link, why it cannot be had, or undefined where there is none. */
export function textIn(hash: string): { readonly text: string } | { readonly refused: Diagnostic } | undefined {
  const fragment = hash.replace(/^#/, '');
  if (!fragment.startsWith(NAME)) return undefined;
  const damaged = (problem: string): { refused: Diagnostic } => ({ refused: diagnose('link-damaged', {}, { problem }) });
  if (fragment.length > MOST_READ) return damaged('it is longer than any link of a drawing');
  try {
    // some programs write what is between brackets, or a full stop, into the link
    const [version, ...rest] = fromBase64(fragment.slice(NAME.length).replace(/[^A-Za-z0-9_-]+$/, ''));
    if (version === undefined) return damaged('nothing comes after “#g=”');
    if (version !== VERSION) return { refused: diagnose('link-newer', {}, { version }) };
    const plain = inflated(Uint8Array.from(rest), 'raw', 3 * LIMITS.text);
    return plain ? { text: new TextDecoder('utf-8', { fatal: true }).decode(plain) } : damaged('it unpacks to far more than a drawing');
  } catch {
    return damaged('its characters do not unpack');
  }
}
